import { expect, it } from 'vitest';
import type { Cell } from './figures';
import type { Measure } from './measures';
import { stayOf, stayWithin } from './stays';

const cell = (measure: Measure, value: bigint): Cell => ({
  regionId: 1,
  measure,
  kind: '-',
  stage: 'ACCEPTANCE',
  value,
});

it('finds the band of the median and of nine in ten', () => {
  const cells = [cell('STAYED_0', 2n), cell('STAYED_1', 3n), cell('STAYED_3', 4n), cell('STAYED_55', 1n)];
  expect(stayOf(cells, 1, 'ACCEPTANCE', 50)).toEqual({ from: 1, until: 1 });
  expect(stayOf(cells, 1, 'ACCEPTANCE', 90)).toEqual({ from: 3, until: 4 });
  expect(stayOf(cells, 1, 'ACCEPTANCE', 100)).toEqual({ from: 55, until: null });
});

it('says nothing of a stage that nobody has left', () => {
  expect(stayOf([cell('STAYED_0', 1n)], 1, 'CONTRACT', 50)).toBeNull();
  expect(stayOf([], 1, 'ACCEPTANCE', 50)).toBeNull();
});

it.each([
  [[], 50, null],
  [[0, 0], 50, null],
  [[1], 90, { from: 0, until: 0 }],
  [[0, 1, 1, 1], 50, { from: 2, until: 2 }],
  [[0, 0, 0, 9, 1], 90, { from: 3, until: 4 }],
  [[0, 0, 0, 8, 1, 1], 90, { from: 5, until: 7 }],
  [[1, 0, 0, 0, 0, 0, 0, 0, 0, 9], 50, { from: 55, until: null }],
] as const)('%j: %i of a hundred stays ended in %j', (counts, percent, band) => {
  expect(stayWithin(counts.map(BigInt), percent)).toEqual(band);
});
