import { getTranslations } from 'next-intl/server';
import { Tabs } from '@/components/ui/tabs';
import { openIssues } from '../error-file';
import { hasIssues, type PreviewView, selectLine } from '../import-view';
import type { FoundImport } from '../queries-import';
import { ImportConfirm } from './import-confirm';
import { ImportNotices } from './import-notices';
import { ImportSummary } from './import-summary';
import { ImportTable } from './import-table';
import { IssueList } from './issue-list';
import { LinePanel } from './line-panel';
import { MappingForm } from './mapping-form';
import { SummaryChecks } from './summary-checks';

/** The table under review: what was read, what is doubtful and why, and what would be written. */
export async function ImportPreview({
  found,
  view,
  wantedRow,
}: {
  found: FoundImport;
  view: PreviewView;
  wantedRow: number | null;
}) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const line = selectLine(review, wantedRow);
  const selected = line?.row ?? null;
  const href = `/projects/import/${batch.id}`;
  const withIssues = review.lines.filter(hasIssues).length;
  const tabs = [
    { href, label: t('preview.folded'), current: view === 'folded' },
    { href: `${href}?view=issues`, label: t('preview.onlyIssues', { count: withIssues }), current: view === 'issues' },
    { href: `${href}?view=all`, label: t('preview.all', { count: review.lines.length }), current: view === 'all' },
  ];
  return (
    <>
      <ImportSummary found={found} />
      <ImportNotices found={found} />
      <MappingForm found={found} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6">
        <Tabs items={tabs} label={t('preview.tabs')} segment />
        <p className="flex flex-wrap gap-x-4 text-xs text-ink-2">
          <Key className="border-b-2 border-b-red bg-red-tint">{t('preview.keyMustFix')}</Key>
          <Key className="border-b-2 border-dotted border-b-amber bg-amber-tint">{t('preview.keyDoubtful')}</Key>
        </p>
      </div>
      <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-x-6">
        <div className="min-w-0">
          <ImportTable found={found} view={view} selected={selected} />
          <SummaryChecks
            summaries={review.summaries}
            unit={batch.state.table?.unit ?? 'YUAN'}
            open={{ batchId: batch.id, version: batch.version }}
          />
        </div>
        <div className="min-w-0 max-lg:mt-4">
          {line && <LinePanel found={found} line={line} />}
          <IssueList found={found} selected={selected} />
        </div>
      </div>
      <ImportConfirm found={found} hasErrorFile={openIssues(found).length > 0} />
    </>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`block h-3.5 w-5.5 ${className}`} />
      {children}
    </span>
  );
}
