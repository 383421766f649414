import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { formatAmount } from '@/domain/money';
import { countLines } from '../import-view';
import type { FoundImport } from '../queries-import';

/** The strip over the preview: file, lines, what is ready, what is not, and the money read beside the money stated. */
export async function ImportSummary({ found }: { found: FoundImport }) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const unit = batch.state.table?.unit ?? 'WAN';
  const counts = countLines(review);
  const stated = review.read?.statedTotalFen ?? null;
  const readFen = review.lines.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n);
  const difference = stated === null ? 0n : stated - readFen;
  return (
    <dl className="border-t-2 border-b border-t-ink border-b-rule md:grid md:grid-cols-[1.7fr_.8fr_.9fr_1.1fr_1.9fr]">
      <Cell label={t('preview.file')} small>
        <span className="break-all">{batch.fileName}</span>
        <span className="ml-2 text-xs text-ink-2">{t('preview.sheet', { sheet: batch.sheetName })}</span>
      </Cell>
      <Cell label={t('preview.lineCount')}>{review.lines.length}</Cell>
      <Cell label={t('preview.ready')}>{counts.ready}</Cell>
      <Cell label={t('preview.issueCount')}>
        {counts.blocked + counts.doubtful}
        <span className="ml-2 text-xs font-bold">
          {counts.blocked > 0 && (
            <span className="mr-2 text-red">{t('preview.mustFix', { count: counts.blocked })}</span>
          )}
          {counts.doubtful > 0 && (
            <span className="text-amber">{t('preview.doubtful', { count: counts.doubtful })}</span>
          )}
        </span>
      </Cell>
      <Cell label={t('preview.sums', { unit: t(`units.${unit}`) })}>
        {formatAmount(readFen, unit)} <span className="font-normal text-ink-3">／</span> {formatAmount(stated, unit)}
        {difference !== 0n && (
          <span className="ml-2 text-xs font-normal text-amber">
            {t('preview.difference', { amount: formatAmount(difference, unit) })}
          </span>
        )}
      </Cell>
    </dl>
  );
}

function Cell({ label, small = false, children }: { label: string; small?: boolean; children: ReactNode }) {
  return (
    <div className="border-rule-soft py-1.5 not-first:border-t md:px-4 md:not-first:border-t-0 md:not-first:border-l md:first:pl-0">
      <dt className="text-xs text-ink-2">{label}</dt>
      <dd className={small ? 'text-base' : 'text-lg font-bold'}>{children}</dd>
    </div>
  );
}
