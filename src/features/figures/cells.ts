import 'server-only';
import type { Cell } from '@/domain/figures';
import { HEADS, type Measure } from '@/domain/measures';
import type { Tx } from '@/server/db';

type CellName = Omit<Cell, 'regionId' | 'value'>;
let named: ReadonlyMap<number, CellName> | undefined;

/** What the numbers of cells stand for; a migration alone changes them, so a process reads them once. */
export async function cellsOf(tx: Tx): Promise<ReadonlyMap<number, CellName>> {
  if (named) return named;
  const rows = await tx.figureCell.findMany();
  named = new Map(
    rows.map((row) => [row.id, { measure: row.measure, kind: row.applicantKind, stage: row.stage } as CellName]),
  );
  return named;
}

/** The numbers under which measures without a stage stand in the small array of a row (figure_cell.head). */
export function headsOf(measures: readonly Measure[]): ReadonlyMap<number, Measure> {
  return new Map(
    HEADS.flatMap((measure, index) => (measures.includes(measure) ? [[index + 1, measure] as const] : [])),
  );
}
