import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { ItemTable } from '@/features/hand-overs/components/item-table';
import { getHandOver } from '@/features/hand-overs/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('hand-overs', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function HandOverPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const view = await getHandOver(actor, (await params).id);
  if (!view) notFound();
  const t = await getTranslations('hand-overs');
  const locale = await getLocale();
  const name = (person: { name: Parameters<typeof labelOf>[0] } | null) =>
    person ? labelOf(person.name, locale) : '--';
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/hand-overs' }, { label: t('one') }]} />
      <PageHead title={t('fromTo', { from: name(view.from), to: name(view.to) })} rule />
      {(await searchParams).done && (
        <SayBar tone="green" live className="my-3" detail={t('doneDetail')}>
          {t('done', { moved: view.moved, kept: view.kept })}
        </SayBar>
      )}
      <Section>
        <DataList
          facts={[
            { label: t('columns.result'), value: t('result', { moved: view.moved, kept: view.kept }) },
            { label: t('columns.by'), value: view.by ? labelOf(view.by, locale) : '--', note: formatInstant(view.at) },
            { label: t('reason'), value: <span className="whitespace-pre-line">{view.reason}</span> },
          ]}
        />
      </Section>
      <Section>
        <SectionHead>{t('items')}</SectionHead>
        <ItemTable items={view.items} caption={t('items')} done />
      </Section>
    </Page>
  );
}
