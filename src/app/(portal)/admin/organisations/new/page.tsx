import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { NewOrganisationForm } from '@/features/organisations/components/organisation-forms';
import { listParentNames } from '@/features/organisations/queries';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'newOrganisation');

export default async function NewOrganisationPage() {
  const actor = await requireSection('organisations');
  const parents = await read(actor, (tx) => listParentNames(tx, actor));
  const t = await getTranslations('administration');
  const crumbs = [
    { label: t('sections.organisations'), href: '/admin/organisations' },
    { label: t('newOrganisation') },
  ];
  return (
    <AdminPage actor={actor} current="organisations">
      <Breadcrumb items={crumbs} />
      <PageHead title={t('newOrganisation')} below={t('newOrganisationNote')} rule />
      <Section>
        <NewOrganisationForm parents={parents} />
      </Section>
    </AdminPage>
  );
}
