/** Where a quantile lies: in the bucket that begins at `from` and ends before `below` (null: open), about at `value`. */
export type Quantile = { from: number; below: number | null; value: number };

/**
 * A quantile of values that are kept by bucket only: the value of rank ⌈n × percent / 100⌉ (nearest rank), which lies in the
 * bucket found; within it taken as if the values were spread evenly, so that it is never off by more than its bucket. Of an
 * open bucket its beginning: at least so much. Null of no values.
 *
 * @param starts first whole value of each bucket, rising
 * @param counts values in each bucket
 * @param percent 1 to 100
 */
export function quantileOfBuckets(
  starts: readonly number[],
  counts: readonly bigint[],
  percent: number,
): Quantile | null {
  const total = counts.reduce((sum, count) => sum + count, 0n);
  if (total <= 0n) return null;
  const rank = (total * BigInt(percent) + 99n) / 100n;
  let before = 0n;
  for (const [index, from] of starts.entries()) {
    const count = counts[index] ?? 0n;
    if (before + count >= rank) {
      const below = starts[index + 1] ?? null;
      const width = below === null ? 1n : BigInt(below - from);
      return { from, below, value: from + Number(((rank - before - 1n) * width) / count) };
    }
    before += count;
  }
  return null;
}
