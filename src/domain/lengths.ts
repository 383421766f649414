/** `part` of `whole` as a length between 0 and 1. For drawing only. */
export function lengthOf(part: bigint, whole: bigint): number {
  return whole <= 0n || part <= 0n ? 0 : Number((part * 10_000n) / whole) / 10_000;
}

/** The largest of these, at least zero. */
export function largest(values: readonly bigint[]): bigint {
  let most = 0n;
  for (const value of values) if (value > most) most = value;
  return most;
}
