import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { RegionForm } from '@/features/regions/components/region-form';

export const generateMetadata = titled('administration', 'addRegion');

export default async function AddRegionPage() {
  const actor = await requireSection('regions');
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="regions">
      <Breadcrumb items={[{ label: t('sections.regions'), href: '/admin/regions' }, { label: t('addRegion') }]} />
      <PageHead title={t('addRegion')} below={t('addRegionNote')} rule />
      <Section>
        <RegionForm />
      </Section>
    </AdminPage>
  );
}
