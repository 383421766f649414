/**
 * Shares of a whole number in proportion to weights, by largest remainder: each gets its floor, what is left goes one by one to the largest
 * remainders, the earlier of equals first. Nothing is lost: the shares always sum to `total`. The same rule splits fen and households.
 * A null result means that there is nothing to divide by: no weights, or all of them zero, while the total is not.
 */
export function allocateByLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] | null {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight cannot be negative');
  if (total < 0n) return allocateByLargestRemainder(-total, weights)?.map((share) => -share) ?? null;
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) return total === 0n ? weights.map(() => 0n) : null;

  const shares = weights.map((weight) => (total * weight) / sum);
  const left = Number(shares.reduce((rest, share) => rest - share, total));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}
