import { type Cell, totalOf } from './figures';
import { MEASURES, type Measure } from './measures';
import { sumFen } from './money';
import type { Stage } from './stage';

/** The bands in which the cube keeps how long stays in a stage took, by their least working days. */
const STAYS = MEASURES.filter((measure) => measure.startsWith('STAYED_')).map((measure) => ({
  measure: measure as Measure,
  fromDays: Number(measure.slice('STAYED_'.length)),
}));

/** Working days from `from` to `to`; `to` is null for the last band. */
export type Band = { from: number; to: number | null };

/**
 * The band in which the share `percent` of the stays in a stage lies, from the shortest up: 50 is the median. Null where no
 * stay has ended.
 */
export function stayOf(cells: readonly Cell[], regionId: number, stage: Stage, percent: number): Band | null {
  const counts = STAYS.map(({ measure }) => totalOf(cells, { measure, regionId, stage }));
  const whole = sumFen(counts);
  if (whole <= 0n) return null;
  let sum = 0n;
  const at = counts.findIndex((count) => {
    sum += count;
    return sum * 100n >= whole * BigInt(percent);
  });
  const band = STAYS[at];
  const next = STAYS[at + 1];
  return band ? { from: band.fromDays, to: next ? next.fromDays - 1 : null } : null;
}
