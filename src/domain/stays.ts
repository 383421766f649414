import { STAY_FROM_DAYS } from './measures';

/** Working days, both included; `until` is null for the last band, which has no end. */
export type StayBand = { from: number; until: number | null };

const BANDS: readonly StayBand[] = STAY_FROM_DAYS.map((from, index) => {
  const next = STAY_FROM_DAYS[index + 1];
  return { from, until: next === undefined ? null : next - 1 };
});

/**
 * The band of days within which a share of the stays ended (basis points; 5000 is the median): that of the stay at this place
 * when they are put in order. Only bands are kept of each stay, so that a band is the answer. Null where none ended.
 */
export function stayWithin(counts: readonly bigint[], shareBps: number): StayBand | null {
  const total = counts.reduce((sum, count) => sum + count, 0n);
  if (total <= 0n) return null;
  // the place is rounded up: of three stays the second is the median
  const place = (total * BigInt(shareBps) + 9_999n) / 10_000n;
  let passed = 0n;
  for (const [index, count] of counts.entries()) {
    passed += count;
    if (passed >= place) return BANDS[index] ?? null;
  }
  return null;
}
