import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { EditOrganisationForm, OrganisationControls } from '@/features/organisations/components/organisation-forms';
import { findOrganisation, listParentNames } from '@/features/organisations/queries';
import { labelOf } from '@/i18n/label';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'organisation');

export default async function OrganisationPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireSection('organisations');
  const { id } = await params;
  const known = await read(actor, (tx) => findOrganisation(tx, actor, id));
  if (!known) notFound();
  const parents = await read(actor, (tx) => listParentNames(tx, actor));
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const name = labelOf(known.name, locale);
  return (
    <AdminPage actor={actor} current="organisations">
      <Breadcrumb items={[{ label: t('sections.organisations'), href: '/admin/organisations' }, { label: name }]} />
      <PageHead title={name} meta={known.active ? undefined : t('inactive')} rule />
      <Section>
        <DataList
          facts={[
            { label: t('kind'), value: t(`organisationKinds.${known.kind}`) },
            { label: t('level'), value: t(`levels.${known.level}`) },
            { label: t('region'), value: known.regionName },
            { label: t('people'), value: known.dependents.people },
          ]}
        />
      </Section>
      {known.active && (
        <Section aria-labelledby="edit">
          <SectionHead id="edit" note={t('editOrganisationNote')}>
            {t('editOrganisation')}
          </SectionHead>
          <EditOrganisationForm parents={parents} known={known} />
        </Section>
      )}
      <OrganisationControls id={id} active={known.active} />
    </AdminPage>
  );
}
