import 'server-only';
import writeXlsx from 'write-excel-file/node';
import { buildErrorRows } from '@/domain/fund-table/error-rows';
import type { Cell } from '@/domain/fund-table/grid';
import { cellText } from '@/domain/fund-table/grid';
import type { CellIssue } from '@/domain/fund-table/issues';
import type { FoundImport } from './queries-import';

/** The issues a person still has to settle: of lines nobody has decided about, and of lines left out of the import. */
export function openIssues({ review }: Pick<FoundImport, 'review'>): CellIssue[] {
  return review.lines
    .filter((line) => line.skipped || line.blocked || line.doubtful)
    .flatMap((line) => line.issues.filter(({ code }) => code !== 'IMPORTED_BEFORE'));
}

/**
 * The lines with open issues as a workbook to be mended and uploaded again. Every text goes in as a typed string, so that
 * a cell beginning with = stays what it is and is never run.
 */
export async function errorFile(
  found: FoundImport,
  words: { issueHeader: string; rowHeader: string; describe: (issue: CellIssue) => string },
): Promise<Buffer> {
  const { grid, state } = found.batch;
  if (!state.table) throw new Error('a table without a header has no lines');
  const { rows } = buildErrorRows(grid, state.table, openIssues(found), words);
  return writeXlsx(rows.map((cells) => cells.map(toTypedCell))).toBuffer();
}

function toTypedCell(cell: Cell) {
  if (cell === null || cell === '') return null;
  return typeof cell === 'number' ? { type: Number, value: cell } : { type: String, value: cellText(cell) };
}
