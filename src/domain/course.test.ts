import { expect, it } from 'vitest';
import { axisOf } from './course';

it.each([
  [
    [436n, 1_199n, null],
    [0, 500, 1_000, 1_500],
  ],
  [
    [0n, 0n],
    [0, 1],
  ],
  [[], [0, 1]],
  [[3n], [0, 1, 2, 3]],
  [
    [-400n, 400n],
    [-400, -200, 0, 200, 400],
  ],
])('marks %s at %s', (values, ticks) => {
  expect(axisOf(values)).toEqual({ ticks, from: ticks[0], until: ticks.at(-1) });
});
