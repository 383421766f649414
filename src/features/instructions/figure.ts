import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import { listBehind } from '@/features/figures/links';
import { getFigures } from '@/features/figures/queries';

/** The headline figures on which an instruction can be given. */
export const FIGURE_MEASURES = [
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  'STANDING',
  'LANDED_FEN',
  'DISBURSED_FEN',
  'OUTSTANDING_FEN',
] as const satisfies readonly Measure[];
export type FigureMeasure = (typeof FIGURE_MEASURES)[number];

export type FigureWanted = {
  measure: FigureMeasure;
  regionId: number;
  programmeId?: string | undefined;
  asOf: Day;
};

/** A figure as it stood: kept with the instruction, for the cube goes on. `value` is a count or an amount in fen. */
export type FigureAsItStood = {
  measure: FigureMeasure;
  regionId: number;
  programmeId: string;
  asOf: Day;
  value: string;
  href: string;
};

export type FigureRead = FigureAsItStood & { regionName: string };

/** The figure by the same query as the dashboard's; null outside the reader's area or where no programme runs. */
export async function readFigure(actor: Actor, wanted: FigureWanted, now: Date): Promise<FigureRead | null> {
  const { measure, regionId, asOf } = wanted;
  const figures = await getFigures(actor, { regionId, programmeId: wanted.programmeId, asOf }, now);
  if (!figures || 'absent' in figures) return null;
  const programmeId = figures.programme.id;
  return {
    measure,
    regionId,
    programmeId,
    asOf,
    value: totalOf(figures.cells, { measure, regionId }).toString(),
    href: listBehind({ regionId, programmeId, asOf }, measure),
    regionName: figures.place.name,
  };
}
