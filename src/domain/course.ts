/** A drawn line: where its values lie (a value that is missing breaks the line) and whole marks for its axis. */
export type Axis = { ticks: number[]; from: number; until: number };

/**
 * About four marks that hold all values, at 1, 2 or 5 times a power of ten, from zero unless a value lies below it. What is
 * drawn are plain numbers: a pixel says no more.
 */
export function axisOf(values: readonly (bigint | null)[]): Axis {
  const numbers = values.flatMap((value) => (value === null ? [] : [Number(value)]));
  const [lowest, highest] = [Math.min(0, ...numbers), Math.max(1, ...numbers)];
  const rough = (highest - lowest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough);
  const from = Math.floor(lowest / step) * step;
  const count = Math.ceil((highest - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { ticks, from, until: ticks.at(-1) ?? highest };
}
