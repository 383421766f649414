import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { NewProgrammeForm } from '@/features/programmes/components/new-programme-form';
import { PublishedTextForm } from '@/features/programmes/components/published-text-form';
import { requireRight } from '@/features/programmes/gate';
import { listPublishedTexts } from '@/features/programmes/published-texts';
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
  const published = definitions.filter((row) => row.effectiveFrom !== null);
  const texts = listPublishedTexts(definitions.map((row) => row.code));
  const t = await getTranslations('programmes');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/programmes' }, { label: t('new.title') }]} />
      <PageHead title={t('new.title')} below={published.length > 0 ? t('new.note') : undefined} />
      {published.length > 0 && <NewProgrammeForm definitions={published} provinces={provinces} />}
      {texts.length > 0 && (
        <Section aria-labelledby="texts">
          <SectionHead id="texts">{t('texts.title')}</SectionHead>
          <p className="mb-4 max-w-160 text-ink-2">{t('texts.note')}</p>
          <PublishedTextForm texts={texts} provinces={provinces} />
        </Section>
      )}
    </Page>
  );
}
