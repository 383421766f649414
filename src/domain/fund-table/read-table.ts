import { amountToInput, type Fen } from '@/domain/money';
import { readAmountCell } from './amount-cell';
import { checkSummaries, type SummaryCheck } from './check-summaries';
import { classifyRows } from './classify-rows';
import type { TableMapping } from './detect-table';
import { cellAt, cellText, columnIndex, type Grid, indexMerges, plainText } from './grid';
import { type CellIssue, issueOf } from './issues';
import { fundLineFingerprint } from './matching';
import { type LineContext, readLine, type TableLine } from './read-line';

export type TableRow =
  | { kind: 'LINE'; row: number; line: TableLine }
  | ({ text: string } & SummaryCheck)
  | { kind: 'EMPTY' | 'FOOTNOTE' | 'HEADER_REPEAT'; row: number; text: string };

export interface ReadTable {
  /** Every row below the header, in order. */
  rows: TableRow[];
  lines: TableLine[];
  issues: CellIssue[];
  /** Sum of the amounts that could be read. */
  sumFen: Fen;
  /** The grand total that the file states, if it has one. */
  statedTotalFen: Fen | null;
}

/** Reads a table by its mapping. Pure: no value is invented, completed or divided; whatever is not plainly readable becomes an issue at its cell. */
export function readTable(grid: Grid, mapping: TableMapping): ReadTable {
  const shapes = classifyRows(grid, mapping);
  const lineRows = new Set(shapes.flatMap(({ kind, row }) => (kind === 'LINE' ? [row] : [])));
  const findMerge = indexMerges(grid);
  const issues = tableIssues(grid, mapping, lineRows.size);

  const lines = new Map<number, TableLine>();
  for (const row of lineRows) {
    const context: LineContext = { grid, mapping, findMerge, lineRows, issues: [] };
    lines.set(row, readLine(context, row));
    issues.push(...context.issues);
  }
  issues.push(...repeatIssues(shapes, lines, mapping));

  const stated = (row: number) => {
    const read = mapping.columns.amount
      ? readAmountCell(cellAt(grid, row, columnIndex(mapping.columns.amount)), mapping.unit)
      : null;
    return read?.refusal === 'AMOUNT_ZERO' ? 0n : (read?.fen ?? null);
  };
  const checks = new Map(
    checkSummaries(shapes, (row) => lines.get(row)?.amountFen ?? null, stated).map((check) => [check.row, check]),
  );
  issues.push(...summaryIssues(grid, mapping, [...checks.values()]));

  const rows = shapes.map(({ kind, row, text }): TableRow => {
    const line = lines.get(row);
    if (line) return { kind: 'LINE', row, line };
    const check = checks.get(row);
    if (check) return { ...check, text };
    return { kind: kind === 'FOOTNOTE' || kind === 'HEADER_REPEAT' ? kind : 'EMPTY', row, text };
  });
  const ordered = [...lines.values()];
  return {
    rows,
    lines: ordered,
    issues: issues.sort((a, b) => a.row - b.row),
    sumFen: ordered.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n),
    statedTotalFen: [...checks.values()].find(({ kind }) => kind === 'TOTAL')?.statedFen ?? null,
  };
}

function tableIssues(grid: Grid, mapping: TableMapping, lineCount: number): CellIssue[] {
  const { headerRow: row, columns } = mapping;
  const issues: CellIssue[] = [];
  for (const field of ['projectName', 'amount'] as const) {
    if (!columns[field]) issues.push(issueOf({ row, column: null, field, code: 'COLUMN_MISSING' }));
  }
  if (!columns.village) issues.push(issueOf({ row, column: null, field: 'village', code: 'VILLAGE_COLUMN_MISSING' }));
  if (lineCount === 0) issues.push(issueOf({ row, column: null, field: null, code: 'NO_LINES' }));
  const amount = columns.amount;
  if (!mapping.unit && amount) {
    const column = columnIndex(amount);
    // Cells that name their own unit need no other.
    const lacksUnit = grid.rows
      .slice(row + mapping.headerRows - 1)
      .map((cells) => readAmountCell(cells[column] ?? null, null))
      .some((read) => read.refusal === null && read.unit === null);
    if (lacksUnit)
      issues.push(
        issueOf({
          row,
          column: amount,
          field: 'amount',
          code: 'UNIT_MISSING',
          original: cellText(cellAt(grid, row, column)),
        }),
      );
  }
  return issues;
}

/** The same number twice, or the same village, name, content and amount twice. Numbering may begin again at 1 below a heading or subtotal. */
function repeatIssues(
  shapes: ReturnType<typeof classifyRows>,
  lines: ReadonlyMap<number, TableLine>,
  mapping: TableMapping,
): CellIssue[] {
  const issues: CellIssue[] = [];
  let sequences = new Map<string, number>();
  let mayRestart = false;
  const seen = new Map<string, number>();
  for (const { row, kind } of shapes) {
    const line = lines.get(row);
    if (!line) {
      mayRestart ||= kind === 'SECTION' || kind === 'SUMMARY';
      continue;
    }
    if (mayRestart && line.sequence === '1') sequences = new Map();
    mayRestart = false;
    const { sequence } = line;
    const earlier = sequence === null ? undefined : sequences.get(sequence);
    if (sequence !== null && earlier === undefined) sequences.set(sequence, row);
    if (earlier !== undefined) {
      issues.push(
        issueOf({
          row,
          column: mapping.columns.sequence ?? null,
          field: 'sequence',
          code: 'SEQUENCE_DUPLICATE',
          original: sequence ?? '',
          readAs: sequence,
          otherRow: earlier,
        }),
      );
    }
    if (line.projectName === null) continue;
    const key = `${fundLineFingerprint(line, null)}|${line.amountFen}`;
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, row);
    else
      issues.push(
        issueOf({
          row,
          column: mapping.columns.projectName ?? null,
          field: 'projectName',
          code: 'LINE_DUPLICATE',
          original: line.projectName,
          readAs: line.projectName,
          otherRow: twin,
        }),
      );
  }
  return issues;
}

function summaryIssues(grid: Grid, mapping: TableMapping, checks: readonly SummaryCheck[]): CellIssue[] {
  const column = mapping.columns.amount;
  if (!column) return [];
  return checks.flatMap(({ row, kind, statedFen, computedFen, check }) => {
    const original = cellText(cellAt(grid, row, columnIndex(column)));
    const at = { row, column, field: 'amount' as const, original };
    if (check === 'DIFFERS' && statedFen !== null && computedFen !== null) {
      const readAs = mapping.unit ? amountToInput(statedFen, mapping.unit) : null;
      return [
        issueOf({
          ...at,
          code: kind === 'TOTAL' ? 'TOTAL_MISMATCH' : 'SUBTOTAL_MISMATCH',
          readAs,
          figures: { statedFen, computedFen },
        }),
      ];
    }
    const isUnreadable =
      statedFen === null && mapping.unit !== null && (kind !== 'SECTION' || plainText(original) !== '');
    return isUnreadable ? [issueOf({ ...at, code: 'SUMMARY_UNREADABLE' })] : [];
  });
}

/** The lines that may be written: nothing of the table stands in the way, and nothing of the line itself. Doubts are for the caller to have confirmed. */
export function importableLines({ lines, issues }: ReadTable): TableLine[] {
  const blocking = issues.filter(({ severity }) => severity === 'MUST_FIX');
  if (blocking.some(({ scope }) => scope === 'TABLE')) return [];
  const rows = new Set(blocking.filter(({ scope }) => scope === 'LINE').map(({ row }) => row));
  return lines.filter(({ row }) => !rows.has(row));
}
