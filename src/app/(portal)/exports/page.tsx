import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { RefreshWhile } from '@/components/ui/refresh-while';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { EXPORT_HOURS } from '@/domain/sheet';
import { AskTable } from '@/features/exports/components/ask-table';
import { ExportTable } from '@/features/exports/components/export-table';
import { listExports } from '@/features/exports/queries';
import { listAsks } from '@/features/exports/queries-approval';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('exports', 'title');

export default async function ExportsPage({ searchParams }: { searchParams: Promise<{ queued?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, 'list.export')) notFound();
  const { queued } = await searchParams;
  const now = currentTime();
  const [rows, asks] = await Promise.all([listExports(actor, now), listAsks(actor, now)]);
  const running = rows.some(({ state }) => state === 'QUEUED' || state === 'RUNNING');
  const t = await getTranslations('exports');
  return (
    <Page>
      <PageHead title={t('title')} meta={t('meta', { hours: EXPORT_HOURS })} rule />
      <RefreshWhile running={running} />
      {queued && running && (
        <SayBar tone="green" live className="my-3">
          {t('queued')}
        </SayBar>
      )}
      {asks.waiting.length > 0 && (
        <Section aria-labelledby="waiting">
          <SectionHead id="waiting" note={t('ask.waitingNote')}>
            {t('ask.waiting')}
          </SectionHead>
          <AskTable caption={t('ask.waiting')} rows={asks.waiting} />
        </Section>
      )}
      {asks.own.length > 0 && (
        <Section aria-labelledby="asked">
          <SectionHead id="asked">{t('ask.own')}</SectionHead>
          <AskTable caption={t('ask.own')} rows={asks.own} />
        </Section>
      )}
      {rows.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : <ExportTable rows={rows} />}
    </Page>
  );
}
