import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';
import { isOpen, listedIssues } from '../import-view';
import { describeIssue } from '../issue-text';
import type { FoundImport } from '../queries-import';

/** Every marked cell by row and column with its reason; settled ones stay listed, without their mark. */
export async function IssueList({ found, selected }: { found: FoundImport; selected: number | null }) {
  const t = await getTranslations('projects');
  const entries = listedIssues(found.review);
  const done = entries.filter(({ line }) => !isOpen(line)).length;
  return (
    <section aria-label={t('issueList.title')} className="mt-4 border-t-2 border-ink pt-2">
      <SectionHead level={3} note={t('issueList.progress', { done, total: entries.length })}>
        {t('issueList.title')}
      </SectionHead>
      {entries.length === 0 && <p className="text-sm text-ink-2">{t('issueList.empty')}</p>}
      <ol className="max-h-96 overflow-auto text-xs" tabIndex={-1}>
        {entries.map(({ issue, line }) => (
          <li
            key={`${issue.row}-${issue.column}-${issue.code}`}
            aria-current={line.row === selected ? 'true' : undefined}
            className={cn(
              'grid grid-cols-[2.5rem_minmax(0,1fr)_auto] gap-1.5 border-b border-rule py-1 max-md:py-2.5',
              line.row === selected && 'bg-accent-tint',
            )}
          >
            <Link href={`/projects/import/${found.batch.id}?row=${issue.row}#line`} className="text-sm">
              {issue.column}
              {issue.row}
            </Link>
            <span>{describeIssue(t, issue)}</span>
            {isOpen(line) ? (
              <span className={cn('font-bold', issue.severity === 'MUST_FIX' ? 'text-red' : 'text-amber')}>
                {issue.severity === 'MUST_FIX' ? t('issueList.MUST_FIX') : t('issueList.DOUBTFUL')}
              </span>
            ) : (
              <span className="text-ink-3">{t('issueList.done')}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
