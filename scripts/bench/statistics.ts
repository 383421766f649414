/** The middle of the values; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('a median of nothing');
  return (low + high) / 2;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The 95 % interval of the median by drawing again and again from the values (bootstrap); the same draws every time. */
export function interval(values: readonly number[], draws = 2_000): [number, number] {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 48_271) >>> 0) % 0x7fffffff || 1;
    return state / 0x7fffffff;
  };
  const medians = Array.from({ length: draws }, () =>
    median(values.map(() => values[Math.floor(next() * values.length)] as number)),
  );
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}

/** How a cost grows with the size: the slope of log(cost) over log(size), 0 = not at all, 1 = in proportion. */
export function exponent(points: readonly { size: number; cost: number }[]): number {
  const logs = points.map(({ size, cost }) => [Math.log(size), Math.log(Math.max(cost, 1e-9))] as const);
  const meanOf = (index: 0 | 1) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [meanOf(0), meanOf(1)];
  const across = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return across / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
