import 'server-only';
import writeXlsx from 'write-excel-file/node';
import type { BulkFault } from '@/domain/bulk-import';
import type { KeptFault } from './queries';

type Words = { issue: string; row: string; describe: (fault: BulkFault, row: number) => string };

/**
 * The faulty rows below the file's own head, each with what is wrong behind it, as a workbook to be mended and sent
 * again. Every text is a typed string, so that a cell beginning with = stays what it is and is never run.
 */
export function faultFile(found: { head: string[][]; rows: KeptFault[] }, words: Words): Promise<Buffer> {
  const width = Math.max(0, ...found.head.map(({ length }) => length), ...found.rows.map(({ cells }) => cells.length));
  const wide = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const last = found.head.length - 1;
  const rows = [
    ...found.head.map((cells, at) => (at === last ? [...wide(cells), words.issue, words.row] : wide(cells))),
    ...found.rows.map(({ row, cells, faults }) => [
      ...wide(cells),
      faults.map((fault) => `${fault.column ?? ''}${row} ${words.describe(fault, row)}`).join('; '),
      String(row),
    ]),
  ];
  return writeXlsx(
    rows.map((cells) => cells.map((value) => (value === '' ? null : { type: String, value }))),
  ).toBuffer();
}
