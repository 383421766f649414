import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import { displayUnit } from '@/server/preferences';
import { getFieldHistory, type HistoryRow } from '../history-queries';
import { historyWords } from './history-words';

/** What was changed in a case: field, old, new, who and when. Nothing outside scope. */
export async function HistoryPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const history = await getFieldHistory(actor, caseId);
  if (!history) return null;
  const t = await getTranslations('case-files');
  const locale = await getLocale();
  if (history.rows.length === 0) return <EmptyState title={t('history.empty')}>{t('history.emptyNext')}</EmptyState>;
  const words = await historyWords(history.facts, await displayUnit());
  return (
    <Table caption={t('history.title')}>
      <thead>
        <tr>
          <Th>{t('history.field')}</Th>
          <Th>{t('history.before')}</Th>
          <Th>{t('history.after')}</Th>
          <Th>{t('history.who')}</Th>
          <Th>{t('history.at')}</Th>
        </tr>
      </thead>
      <tbody>
        {history.rows.map((row) => {
          const { field, before, after } = words(row.change);
          return (
            <tr key={row.id}>
              <RowHead>
                {field}
                <span className="block text-xs font-normal text-ink-2">{areaOf(row, t)}</span>
              </RowHead>
              <Td label={t('history.before')} className="whitespace-pre-line">
                {before}
              </Td>
              <Td label={t('history.after')} className="whitespace-pre-line">
                {after}
              </Td>
              <Td label={t('history.who')}>
                {row.who ? labelOf(row.who, locale) : '--'}
                {row.organisation && (
                  <span className="block text-xs text-ink-2 max-md:inline"> {labelOf(row.organisation, locale)}</span>
                )}
                <Settled row={row} />
              </Td>
              <Td label={t('history.at')}>
                <time dateTime={row.at.toISOString()}>{formatInstant(row.at)}</time>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<'case-files'>>>;

function areaOf({ change }: HistoryRow, t: Translate): string {
  return change.area === 'REPORT'
    ? t('history.areas.REPORT', { from: change.version - 1, to: change.version })
    : t(`history.areas.${change.area}`);
}

async function Settled({ row: { settled, reason } }: { row: HistoryRow }) {
  if (!settled) return null;
  const t = await getTranslations('case-files');
  const locale = await getLocale();
  return (
    <span className="block text-xs text-ink-2">
      {t(`history.settled.${settled.status}`, {
        name: settled.by ? labelOf(settled.by, locale) : '',
        day: settled.at ? formatDayOf(settled.at) : '',
      })}
      {reason && <span className="block">{t('history.reason', { reason })}</span>}
    </span>
  );
}
