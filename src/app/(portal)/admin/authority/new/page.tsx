import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { GrantAuthorityForm } from '@/features/authority/components/authority-forms';
import { listGrantable } from '@/features/authority/queries';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'grantAuthority');

export default async function GrantAuthorityPage() {
  const actor = await requireSection('authority');
  const grantable = await read(actor, (tx) => listGrantable(tx, actor));
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="authority">
      <Breadcrumb
        items={[{ label: t('sections.authority'), href: '/admin/authority' }, { label: t('grantAuthority') }]}
      />
      <PageHead title={t('grantAuthority')} below={t('grantAuthorityNote')} rule />
      <Section>
        {grantable.programmes.length === 0 || grantable.organisations.length === 0 ? (
          <EmptyState title={t('nothingToGrant')}>{t('nothingToGrantHint')}</EmptyState>
        ) : (
          <GrantAuthorityForm {...grantable} />
        )}
      </Section>
    </AdminPage>
  );
}
