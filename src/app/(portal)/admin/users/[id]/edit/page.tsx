import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { editUserAccount } from '@/features/accounts/actions';
import { EditAccountForm } from '@/features/accounts/components/account-forms';
import { listOrganisationNames } from '@/features/accounts/queries';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { findUser } from '@/features/administration/queries/users';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'editAccount');

export default async function EditAccountPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireSection('users');
  const { id } = await params;
  const user = await read(actor, (tx) => findUser(tx, actor, id, currentTime()));
  if (!user) notFound();
  const organisations = await read(actor, (tx) => listOrganisationNames(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const name = labelOf(user.name, locale);
  return (
    <AdminPage actor={actor} current="users">
      <Breadcrumb
        items={[
          { label: t('sections.users'), href: '/admin/users' },
          { label: name, href: `/admin/users/${id}` },
          { label: t('editAccount') },
        ]}
      />
      <PageHead title={t('editAccount')} meta={user.username} below={t('editAccountNote')} rule />
      <Section>
        <EditAccountForm action={editUserAccount} userId={id} account={user} organisations={organisations} />
      </Section>
    </AdminPage>
  );
}
