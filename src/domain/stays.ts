import { type Cell, totalOf } from './figures';
import { STAYED_FROM_DAYS } from './measures';
import { quantileOfBuckets } from './quantile';
import type { Stage } from './stage';

/** Working days, both included; `until` is null for the last band, which has no end. */
export type StayBand = { from: number; until: number | null };

/**
 * The band of days within which so many of a hundred stays ended (50 is the median), of the stays in each band of
 * STAYED_FROM_DAYS. Only bands are kept of a stay, so that a band is the answer. Null where none ended.
 */
export function stayWithin(counts: readonly bigint[], percent: number): StayBand | null {
  const found = quantileOfBuckets(STAYED_FROM_DAYS, counts, percent);
  return found && { from: found.from, until: found.below === null ? null : found.below - 1 };
}

/** The same of the stays in a stage of a place. */
export function stayOf(cells: readonly Cell[], regionId: number, stage: Stage, percent: number): StayBand | null {
  const counts = STAYED_FROM_DAYS.map((days) => totalOf(cells, { measure: `STAYED_${days}`, regionId, stage }));
  return stayWithin(counts, percent);
}
