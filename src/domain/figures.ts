import { type Countable, type Measure, measuresOf } from './measures';
import { sumFen } from './money';
import type { ApplicantKind, Stage } from './stage';

/** One sum out of the cube. `stage` is '-' for measures that know no stage. */
export type Cell = { regionId: number; measure: Measure; kind: ApplicantKind; stage: Stage | '-'; value: bigint };

type Wanted = { measure: Countable; regionId: number; stage?: Stage; kinds?: readonly ApplicantKind[] };

/** Adds up the cells of a measure in a region; without a stage those of all stages. */
export function totalOf(cells: readonly Cell[], { measure, regionId, stage, kinds }: Wanted): bigint {
  const measures = measuresOf(measure);
  return sumFen(
    cells
      .filter((cell) => measures.includes(cell.measure) && cell.regionId === regionId)
      .filter((cell) => (!stage || cell.stage === stage) && (!kinds || kinds.includes(cell.kind)))
      .map((cell) => cell.value),
  );
}
