import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { ImportPreview } from '@/features/projects/components/import-preview';
import { ImportResult } from '@/features/projects/components/import-result';
import { Steps } from '@/features/projects/components/steps';
import { SummaryChecks } from '@/features/projects/components/summary-checks';
import { findImport } from '@/features/projects/queries-import';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('projects', 'preview.title');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ view?: string; row?: string }> };

export default async function ImportPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const found = await findImport(actor, (await params).id);
  if (!found) notFound();
  const t = await getTranslations('projects');
  const { view, row } = await searchParams;
  const { status } = found.batch;
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/projects' }, { label: t('preview.crumb') }]} />
      <PageHead
        title={status === 'CONFIRMED' ? t('result.title') : t('preview.title')}
        below={found.batch.state.title}
        actions={<Steps now={status === 'CONFIRMED' ? 'result' : 'review'} />}
      />
      {status === 'PREVIEW' && (
        <ImportPreview
          found={found}
          view={view === 'all' || view === 'issues' ? view : 'folded'}
          wantedRow={row !== undefined && /^\d{1,5}$/.test(row) ? Number(row) : null}
        />
      )}
      {status === 'CONFIRMED' && (
        <>
          <ImportResult found={found} />
          <SummaryChecks summaries={found.review.summaries} unit={found.batch.state.table?.unit ?? 'YUAN'} />
        </>
      )}
      {status === 'DISCARDED' && <SayBar className="mt-3">{t('discarded')}</SayBar>}
    </Page>
  );
}
