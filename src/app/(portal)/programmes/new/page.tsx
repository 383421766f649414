import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { NewProgrammeForm } from '@/features/programmes/components/new-programme-form';
import { requireRight } from '@/features/programmes/gate';
import { listDefinitions, listProvinces } from '@/features/programmes/queries';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('programmes', 'new.title');

export default async function NewProgrammePage() {
  const actor = await requireRight('programme.write');
  const { definitions, provinces } = await read(actor, async (tx) => ({
    definitions: await listDefinitions(tx, actor, currentTime()),
    provinces: await listProvinces(tx, actor),
  }));
  const t = await getTranslations('programmes');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/programmes' }, { label: t('new.title') }]} />
      <PageHead title={t('new.title')} below={t('new.note')} />
      <NewProgrammeForm definitions={definitions.filter((row) => row.effectiveFrom !== null)} provinces={provinces} />
    </Page>
  );
}
