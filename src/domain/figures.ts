import { type Countable, type Measure, measuresOf } from './measures';
import { sumFen } from './money';
import type { ApplicantKind, Stage } from './stage';

/** One sum out of the cube. `stage` is '-' for measures that know no stage, `kind` for those of all kinds together. */
export type Cell = { regionId: number; measure: Measure; kind: ApplicantKind | '-'; stage: Stage | '-'; value: bigint };

type Wanted = { measure: Countable; regionId: number; stage?: Stage; kinds?: readonly ApplicantKind[] };

/** Adds up the cells of a measure in a region; without a stage those of all stages. */
export function totalOf(cells: readonly Cell[], { measure, regionId, stage, kinds }: Wanted): bigint {
  const measures = measuresOf(measure);
  return sumFen(
    cells
      .filter((cell) => measures.includes(cell.measure) && cell.regionId === regionId)
      .filter((cell) => (!stage || cell.stage === stage) && (!kinds || kinds.some((kind) => kind === cell.kind)))
      .map((cell) => cell.value),
  );
}

/** Sums of several places by measure; what is not there is nothing. */
export type Sums = ReadonlyMap<number, ReadonlyMap<Measure, bigint>>;

/** What a place counts of a measure, or of several read together. */
export function sumOf(sums: Sums, regionId: number, measure: Countable): bigint {
  return sumFen(measuresOf(measure).map((each) => sums.get(regionId)?.get(each) ?? 0n));
}
