import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { ROLES } from '@/domain/permissions';
import { RoleSection } from '@/features/help/components/role-section';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('help', 'roles.title');

/** What each role may do, from the same tables that the server checks by; the reader's own first. */
export default async function RolesPage() {
  const actor = await requireActor();
  const t = await getTranslations('help');
  const own = ROLES.filter((role) => actor.roles.includes(role));
  const others = ROLES.filter((role) => !actor.roles.includes(role));
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/help' }, { label: t('roles.title') }]} />
      <PageHead title={t('roles.title')} below={t('roles.note')} rule />
      {[...own, ...others].map((role) => (
        <RoleSection key={role} role={role} own={actor.roles.includes(role)} />
      ))}
    </Page>
  );
}
