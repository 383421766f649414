import type { ImportReview, ReviewedLine } from '@/domain/fund-import';
import type { TableMapping } from '@/domain/fund-table/detect-table';
import { FUND_TABLE_FIELDS, type FundTableField } from '@/domain/fund-table/dictionary';
import { type Cell, columnIndex, type Grid, trimText } from '@/domain/fund-table/grid';
import type { CellIssue } from '@/domain/fund-table/issues';

export type PreviewView = 'folded' | 'all' | 'issues';

export type Column = { letter: string; field: FundTableField; head: string };

/** The columns that were given a meaning, in the file's order, with their own heads. */
export function shownColumns(grid: Grid, table: TableMapping): Column[] {
  return FUND_TABLE_FIELDS.flatMap((field) => {
    const letter = table.columns[field];
    return letter ? [{ letter, field, head: headOf(grid, table, letter) }] : [];
  }).sort((a, b) => columnIndex(a.letter) - columnIndex(b.letter));
}

/** The words over a column; a head merged over several rows counts once. */
export function headOf(grid: Grid, table: Pick<TableMapping, 'headerRow' | 'headerRows'>, letter: string): string {
  const column = columnIndex(letter);
  const words = grid.rows
    .slice(table.headerRow - 1, table.headerRow - 1 + table.headerRows)
    .map((cells) => trimText((cells[column] ?? null) as Cell));
  return [...new Set(words.filter(Boolean))].join(' / ');
}

/** A line that still wants a person: to be mended, or doubtful and not yet looked at. */
export const isOpen = (line: ReviewedLine) => line.blocked || line.doubtful;

/** A line with anything to see but remarks. */
export const hasIssues = (line: ReviewedLine) =>
  line.skipped || line.issues.some(({ severity }) => severity !== 'INFO');

export function countLines(review: ImportReview) {
  const blocked = review.lines.filter((line) => line.blocked).length;
  const doubtful = review.lines.filter((line) => !line.blocked && line.doubtful).length;
  const skipped = review.lines.filter((line) => line.skipped).length;
  return { blocked, doubtful, skipped, ready: review.lines.length - blocked - doubtful - skipped };
}

/** The issues that are listed, in order: those of lines, but no remarks. */
export function listedIssues(review: ImportReview): { issue: CellIssue; line: ReviewedLine }[] {
  return review.lines.flatMap((line) =>
    line.issues.filter(({ severity }) => severity !== 'INFO').map((issue) => ({ issue, line })),
  );
}

/** The line that the panel shows: the one asked for, else the first that is open. */
export function selectLine(review: ImportReview, wanted: number | null): ReviewedLine | null {
  const asked = review.lines.find(({ row }) => row === wanted);
  return asked ?? review.lines.find(isOpen) ?? null;
}

export type PreviewRow =
  | { kind: 'LINE'; row: number; line: ReviewedLine }
  | { kind: 'FOLD'; row: number; to: number; count: number }
  | { kind: 'SUMMARY' | 'TEXT'; row: number; text: string };

// One or two clean rows say more unfolded than a line that says so.
const FOLD_FROM = 3;

/** The rows of the preview in file order: clean runs folded, or all of them, or only lines with issues. */
export function previewRows(review: ImportReview, view: PreviewView, selected: number | null): PreviewRow[] {
  const lines = new Map(review.lines.map((line) => [line.row, line]));
  const rows: PreviewRow[] = [];
  let run: ReviewedLine[] = [];
  const endRun = () => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last && run.length >= FOLD_FROM)
      rows.push({ kind: 'FOLD', row: first.row, to: last.row, count: run.length });
    else rows.push(...run.map((line) => ({ kind: 'LINE' as const, row: line.row, line })));
    run = [];
  };
  for (const row of review.read?.rows ?? []) {
    const line = lines.get(row.row);
    if (line) {
      const isPlain = !hasIssues(line) && line.row !== selected;
      if (view === 'folded' && isPlain) run.push(line);
      else if (view !== 'issues' || hasIssues(line)) {
        endRun();
        rows.push({ kind: 'LINE', row: line.row, line });
      }
      continue;
    }
    if (row.kind === 'LINE' || row.kind === 'EMPTY' || row.kind === 'HEADER_REPEAT' || view === 'issues') continue;
    endRun();
    rows.push({ kind: row.kind === 'FOOTNOTE' ? 'TEXT' : 'SUMMARY', row: row.row, text: row.text });
  }
  endRun();
  return rows;
}
