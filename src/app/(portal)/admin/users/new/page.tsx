import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { openUserAccount } from '@/features/accounts/actions';
import { OpenAccountForm } from '@/features/accounts/components/account-forms';
import { listOrganisationNames } from '@/features/accounts/queries';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'openAccount');

export default async function OpenAccountPage() {
  const actor = await requireSection('users');
  const organisations = await read(actor, (tx) => listOrganisationNames(tx, actor));
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="users">
      <Breadcrumb items={[{ label: t('sections.users'), href: '/admin/users' }, { label: t('openAccount') }]} />
      <PageHead title={t('openAccount')} below={t('openAccountNote')} rule />
      <Section>
        <OpenAccountForm action={openUserAccount} organisations={organisations} />
      </Section>
    </AdminPage>
  );
}
