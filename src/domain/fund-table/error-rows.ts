import type { TableMapping } from './detect-table';
import { type Cell, type Grid, indexMerges, type Merge } from './grid';
import type { CellIssue } from './issues';

/**
 * The sheet that a person mends and uploads again: title, unit and header as they were, then the lines that `issues` names as they were, and behind them the problem in words.
 * Read with the same mapping (header row and columns keep their place). Summaries are left out, since they would no longer add up.
 */
export function buildErrorRows(
  grid: Grid,
  mapping: TableMapping,
  issues: readonly CellIssue[],
  words: { issueHeader: string; rowHeader: string; describe: (issue: CellIssue) => string },
): Grid {
  const width = grid.rows[0]?.length ?? 0;
  const headerEnd = mapping.headerRow + mapping.headerRows - 1;
  const byRow = new Map<number, CellIssue[]>();
  for (const issue of issues) {
    if (issue.scope === 'LINE' && issue.severity !== 'INFO')
      byRow.set(issue.row, [...(byRow.get(issue.row) ?? []), issue]);
  }
  const kept = [...byRow.keys()].filter((row) => row > headerEnd).sort((a, b) => a - b);
  const newRowOf = new Map([...range(1, headerEnd), ...kept].map((row, index) => [row, index + 1]));

  // A merge is kept only whole; of one that loses rows, the value is written into each row that stays.
  const isKept = (merge: Merge) =>
    merge.bottom <= grid.rows.length && range(merge.top, merge.bottom).every((row) => newRowOf.has(row));
  const findMerge = indexMerges(grid);
  const copy = (row: number): Cell[] =>
    Array.from({ length: width }, (_, column) => {
      const merge = findMerge(row, column);
      const isFilled = merge && !isKept(merge) && merge.left === column && merge.top > headerEnd;
      return grid.rows[(isFilled ? merge.top : row) - 1]?.[column] ?? null;
    });

  const head = range(1, headerEnd).map((row) => [
    ...copy(row),
    ...(row === mapping.headerRow ? [words.issueHeader, words.rowHeader] : [null, null]),
  ]);
  const body = kept.map((row) => [...copy(row), (byRow.get(row) ?? []).map(words.describe).join('; '), row]);
  const merges = grid.merges.filter(isKept).map((merge) => ({
    ...merge,
    top: newRowOf.get(merge.top) ?? merge.top,
    bottom: newRowOf.get(merge.bottom) ?? merge.bottom,
  }));
  return { rows: [...head, ...body], merges };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
