import { cellText, columnLetter, type Grid, isErrorCell, trimText } from '@/domain/fund-table/grid';
import { removeControls } from '@/lib/text';
import type { AnySheet, SheetColumn, SheetIssue, SheetRow } from './definition';
import { codesOf, columnNamed } from './words';

export const COLUMN_MISSING = 'sheets.issues.columnMissing';

export type SheetReading = { rows: SheetRow[]; issues: SheetIssue[] };

// A title or a note may stand above the header.
const HEADER_WITHIN = 10;

type Header = { at: number; columns: (SheetColumn | undefined)[] };

/** The row in which most columns are named; at least two, or the only one there is. Null where there is none. */
function findHeader(definition: AnySheet, grid: Grid): Header | null {
  let best: Header | null = null;
  let most = Math.min(2, definition.columns.length) - 1;
  for (const [at, row] of grid.rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = row.map((cell) => columnNamed(definition, cellText(cell)));
    const named = new Set(columns.filter((column) => column !== undefined)).size;
    if (named > most) [best, most] = [{ at, columns }, named];
  }
  return best;
}

/** The header's own faults: a column that is owed and missing, one that stands twice, one that nobody knows. */
function headerIssues(definition: AnySheet, grid: Grid, { at, columns }: Header): SheetIssue[] {
  const row = at + 1;
  const missing = definition.columns
    .filter((column) => column.required && !columns.includes(column))
    .map(({ code }) => ({ row, column: code, key: COLUMN_MISSING }));
  const others = columns.flatMap((column, index): SheetIssue[] => {
    const place = { letter: columnLetter(index) };
    if (column && columns.indexOf(column) < index)
      return [{ row, column: column.code, key: 'sheets.issues.columnTwice', params: place }];
    const title = trimText(grid.rows[at]?.[index] ?? null);
    const filled = grid.rows.slice(at).some((cells) => trimText(cells[index] ?? null) !== '');
    return column || !filled
      ? []
      : [{ row, column: null, key: 'sheets.issues.columnUnknown', params: { ...place, title } }];
  });
  return [...missing, ...others];
}

/**
 * The rows below the header as cells by column code; choices become codes, empty rows fall away, the order of columns is
 * free. Null where no header is found within the first ten rows.
 */
export function readSheet(definition: AnySheet, grid: Grid): SheetReading | null {
  const header = findHeader(definition, grid);
  if (!header) return null;
  const issues = headerIssues(definition, grid, header);
  const rows: SheetRow[] = [];
  for (const [index, row] of grid.rows.entries()) {
    if (index <= header.at || row.every((cell) => trimText(cell) === '')) continue;
    const cells: Record<string, string> = {};
    for (const column of definition.columns) {
      const cell = row[header.columns.indexOf(column)] ?? null;
      if (isErrorCell(cell)) issues.push({ row: index + 1, column: column.code, key: 'sheets.issues.cellError' });
      cells[column.code] = codesOf(column, removeControls(trimText(cell)));
    }
    rows.push({ row: index + 1, cells });
  }
  return { rows, issues };
}
