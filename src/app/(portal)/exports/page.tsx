import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { RefreshWhile } from '@/components/ui/refresh-while';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { EXPORT_HOURS } from '@/domain/sheet';
import { ExportTable } from '@/features/exports/components/export-table';
import { listExports } from '@/features/exports/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('exports', 'title');

export default async function ExportsPage({ searchParams }: { searchParams: Promise<{ queued?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, 'list.export')) notFound();
  const { queued } = await searchParams;
  const rows = await listExports(actor, currentTime());
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
      {rows.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : <ExportTable rows={rows} />}
    </Page>
  );
}
