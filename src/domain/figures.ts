import { type Countable, type Measure, measuresOf, takenOff } from './measures';
import { sumFen } from './money';
import type { ApplicantKind, Stage } from './stage';

/** One sum out of the cube. `stage` is '-' for measures that know no stage, `kind` for those of all kinds together. */
export type Cell = { regionId: number; measure: Measure; kind: ApplicantKind | '-'; stage: Stage | '-'; value: bigint };

type Wanted = { measure: Countable; regionId: number; stage?: Stage; kinds?: readonly ApplicantKind[] };

/** Adds up the cells of a measure in a region; without a stage those of all stages. */
export function totalOf(cells: readonly Cell[], { measure, regionId, stage, kinds }: Wanted): bigint {
  const measures = measuresOf(measure);
  const off = takenOff(measure);
  return sumFen(
    cells
      .filter((cell) => measures.includes(cell.measure) && cell.regionId === regionId)
      .filter((cell) => (!stage || cell.stage === stage) && (!kinds || kinds.some((kind) => kind === cell.kind)))
      .map((cell) => (off.includes(cell.measure) ? -cell.value : cell.value)),
  );
}

/** Sums by measure of several places, or of others that have figures; what is not there is nothing. */
export type Sums<Id = number> = ReadonlyMap<Id, ReadonlyMap<Measure, bigint>>;

/** What one of them counts of a measure, or of several read together. */
export function sumOf<Id>(sums: Sums<Id>, id: Id, measure: Countable): bigint {
  const off = takenOff(measure);
  return sumFen(
    measuresOf(measure).map((each) => {
      const value = sums.get(id)?.get(each) ?? 0n;
      return off.includes(each) ? -value : value;
    }),
  );
}
