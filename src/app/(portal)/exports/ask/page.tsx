import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { FormPage, Page, Section } from '@/components/ui/page';
import { AskForm } from '@/features/exports/components/ask-forms';
import { listedSchema } from '@/features/exports/schema';
import { mayAskInFull, mayExport, openSource } from '@/features/exports/source';
import { toLocale } from '@/i18n/locale';
import { singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { sealQuery } from '@/server/sealed-search';

export const generateMetadata = titled('exports', 'ask.title');

type Search = Promise<Record<string, string | string[] | undefined>>;

/** Asks another person to let exactly what a list shows leave the house. */
export default async function AskForExportPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const search = singleValues(await searchParams);
  const asked = listedSchema.safeParse({ list: search.list, query: search.query ?? '' });
  if (!asked.success || !mayExport(actor, asked.data.list)) notFound();
  const { list, query } = asked.data;
  const locale = toLocale(await getLocale());
  const source = await openSource(actor, { list, query, locale, unit: await displayUnit() }, currentTime());
  const rows = await source.count();
  const t = await getTranslations('exports');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/exports' }, { label: t('ask.title') }]} />
      <PageHead title={t('ask.title')} below={t('ask.why')} rule />
      <FormPage>
        <Section>
          <DataList
            facts={[
              { label: t('columns.list'), value: t(`lists.${list}`) },
              {
                label: t('ask.filter'),
                value: source.filterWords.join(t('sheet.filterSeparator')) || t('sheet.noFilter'),
              },
              { label: t('ask.rows'), value: String(rows) },
            ]}
          />
        </Section>
        <Section aria-labelledby="ask">
          <SectionHead id="ask">{t('ask.send')}</SectionHead>
          <AskForm
            list={list}
            query={sealQuery(actor.userId, query)}
            mayInFull={mayAskInFull(actor, list)}
            full={search.full === '1'}
          />
        </Section>
      </FormPage>
    </Page>
  );
}
