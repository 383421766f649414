import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { ReviewedLine } from '@/domain/fund-import';
import { cellAt, cellText, columnIndex } from '@/domain/fund-table/grid';
import type { AmountUnit } from '@/domain/money';
import { formatAmount } from '@/domain/money';
import { cn } from '@/lib/cn';
import { type Column, type PreviewView, previewRows, shownColumns } from '../import-view';
import { describeIssue, type Translate } from '../issue-text';
import type { FoundImport, Village } from '../queries-import';

type Show = { t: Translate; found: FoundImport; columns: Column[]; unit: AmountUnit };

const CELL = 'h-9 border-r border-b border-rule-soft px-2 whitespace-nowrap';

/** The table as it was read, cell by cell, rows and columns numbered as in the file; the one table with cell lines. */
export async function ImportTable({
  found,
  view,
  selected,
}: {
  found: FoundImport;
  view: PreviewView;
  selected: number | null;
}) {
  const t = await getTranslations('projects');
  const { table } = found.batch.state;
  if (!table) return null;
  const unit = table.unit ?? 'YUAN';
  const columns = shownColumns(found.batch.grid, table);
  const show = { t, found, columns, unit };
  const href = `/projects/import/${found.batch.id}`;
  return (
    <section
      aria-label={t('preview.table')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative max-h-[32rem] overflow-auto border border-rule"
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{t('preview.caption')}</caption>
        <thead className="sticky top-0 z-2 bg-wash">
          <tr>
            <th
              scope="col"
              className="border-r border-b border-b-ink border-r-rule-soft px-2 text-right text-xs font-normal text-ink-3"
            >
              {t('preview.row')}
            </th>
            {columns.map(({ letter, field, head }) => (
              <th
                key={letter}
                scope="col"
                className={cn(
                  'border-r border-b border-b-ink border-r-rule-soft px-2 py-0.75 text-left text-xs font-normal whitespace-nowrap text-ink-2',
                  field === 'amount' && 'text-right',
                )}
              >
                <span className="block text-ink-3">{letter}</span>
                {head || t(`fields.${field}`)}
                {field === 'amount' && table.unit !== null && ` (${t(`units.${table.unit}`)})`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {previewRows(found.review, view, selected).map((row) =>
            row.kind === 'LINE' ? (
              <LineRow
                key={row.row}
                {...show}
                line={row.line}
                isSelected={row.row === selected}
                href={`${href}?row=${row.row}&view=${view}#line`}
              />
            ) : row.kind === 'FOLD' ? (
              <tr key={row.row} className="bg-wash">
                <td colSpan={columns.length + 1} className="border-b border-rule-soft py-1 pl-12 text-xs">
                  <Link href={`${href}?view=all#row-${row.row}`}>
                    {t('preview.fold', { from: row.row, to: row.to, count: row.count })}
                  </Link>
                </td>
              </tr>
            ) : (
              <TextRow
                key={row.row}
                {...show}
                row={row.row}
                text={row.kind === 'SUMMARY' ? row.text : `${t('preview.footnote')}: ${row.text}`}
              />
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

function LineRow({
  line,
  isSelected,
  href,
  ...show
}: Show & { line: ReviewedLine; isSelected: boolean; href: string }) {
  const { t, columns } = show;
  return (
    <tr
      id={`row-${line.row}`}
      aria-current={isSelected ? 'true' : undefined}
      className={cn(isSelected && 'bg-accent-tint')}
    >
      <th scope="row" className={cn(CELL, 'w-11 bg-wash text-right font-normal')}>
        <Link
          href={href}
          aria-label={t('panel.lineTitle', { row: line.row })}
          className={cn(isSelected && 'font-bold')}
        >
          {line.row}
        </Link>
      </th>
      {columns.map((column) => (
        <LineCell key={column.letter} {...show} column={column} line={line} />
      ))}
    </tr>
  );
}

/** must-fix: red, solid underline; doubtful: amber, dotted underline and what it was read as. Settled cells are plain. */
function LineCell({ t, found, column, line, unit }: Show & { column: Column; line: ReviewedLine }) {
  const own = line.issues.filter((issue) => issue.column === column.letter);
  const isWrong = !line.skipped && own.some(({ severity }) => severity === 'MUST_FIX');
  const isDoubtful = !isWrong && !line.skipped && own.some(({ severity }) => severity === 'DOUBTFUL');
  const original = cellText(cellAt(found.batch.grid, line.row, columnIndex(column.letter)));
  const value = shownValue(column, line, unit, found.villages);
  const isAmount = column.field === 'amount';
  const differs = value !== '' && original.trim() !== value && !(isAmount && isPlainNumber(original));
  return (
    <td
      title={own.map((issue) => describeIssue(t, issue)).join('; ') || undefined}
      className={cn(
        CELL,
        isAmount && 'text-right',
        line.skipped && 'text-ink-3 line-through',
        isWrong && 'border-b-2 border-b-red bg-red-tint font-bold text-red',
        isDoubtful && 'border-b-2 border-dotted border-b-amber bg-amber-tint',
      )}
    >
      {differs ? (
        <>
          <del className="text-ink-2">{original}</del> <span aria-hidden="true">→</span>
          <span className="sr-only">{t('preview.arrow')}</span>{' '}
          <ins className={cn('font-bold no-underline', isDoubtful && 'text-amber')}>{value}</ins>
        </>
      ) : (
        value || original || ((isWrong || isDoubtful) && <span className="text-ink-3">{t('preview.empty')}</span>)
      )}
    </td>
  );
}

const isPlainNumber = (text: string) => /^[\d,. ]+$/.test(text);

function shownValue({ field }: Column, line: ReviewedLine, unit: AmountUnit, villages: readonly Village[]): string {
  if (field === 'amount') return line.amountFen === null ? '' : formatAmount(line.amountFen, unit);
  if (field === 'village' && line.decision?.villageId != null)
    return villages.find(({ regionId }) => regionId === line.villageId)?.name ?? '';
  return line[field] ?? '';
}

/** A subtotal or total beside what its lines add up to, or words of the file beside the table. */
function TextRow({ t, found, columns, unit, row, text }: Show & { row: number; text: string }) {
  const summary = found.review.summaries.find((other) => other.row === row);
  return (
    <tr className="bg-wash">
      <th scope="row" className={cn(CELL, 'text-right font-normal text-ink-3')}>
        {row}
      </th>
      <td colSpan={columns.length} className={cn(CELL, 'whitespace-normal text-ink-2')}>
        {summary ? (
          <>
            <b className="mr-3 text-ink">{t(`summaries.${summary.kind}`)}</b>
            <span
              className={cn(
                summary.check === 'DIFFERS' && 'font-bold text-red',
                summary.check === 'MATCHES' && 'text-green',
              )}
            >
              {t('preview.subtotalLine', {
                stated: formatAmount(summary.statedFen, unit),
                computed: formatAmount(summary.computedFen, unit),
                check: t(`checks.${summary.check}`),
              })}
            </span>
            {summary.acknowledged && <span className="ml-3">{t('preview.accepted')}</span>}
          </>
        ) : (
          text
        )}
      </td>
    </tr>
  );
}
