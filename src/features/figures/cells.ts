import 'server-only';
import type { Cell } from '@/domain/figures';
import { HEADS, type Measure } from '@/domain/measures';
import type { SqlReader } from '@/server/sql';

type CellName = Omit<Cell, 'regionId' | 'value'>;
let named: ReadonlyMap<number, CellName> | undefined;

/** What the numbers of cells stand for; a migration alone changes them, so a process reads them once. */
export async function cellsOf(tx: SqlReader): Promise<ReadonlyMap<number, CellName>> {
  if (named) return named;
  const rows = await tx.$queryRaw<(CellName & { id: number })[]>`
    SELECT id, measure, applicant_kind AS kind, stage FROM figure_cell`;
  named = new Map(rows.map(({ id, ...name }) => [id, name]));
  return named;
}

/** The numbers under which measures without a stage stand in the small array of a row (figure_cell.head). */
export function headsOf(measures: readonly Measure[]): ReadonlyMap<number, Measure> {
  return new Map(
    HEADS.flatMap((measure, index) => (measures.includes(measure) ? [[index + 1, measure] as const] : [])),
  );
}
