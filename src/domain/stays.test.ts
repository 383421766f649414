import { expect, it } from 'vitest';
import type { Cell } from './figures';
import type { Measure } from './measures';
import { stayOf } from './stays';

const cell = (measure: Measure, value: bigint): Cell => ({
  regionId: 1,
  measure,
  kind: 'HOUSEHOLD',
  stage: 'ACCEPTANCE',
  value,
});

it('finds the band of the median and of nine in ten', () => {
  const cells = [cell('STAYED_0', 2n), cell('STAYED_1', 3n), cell('STAYED_3', 4n), cell('STAYED_55', 1n)];
  expect(stayOf(cells, 1, 'ACCEPTANCE', 50)).toEqual({ from: 1, to: 1 });
  expect(stayOf(cells, 1, 'ACCEPTANCE', 90)).toEqual({ from: 3, to: 4 });
  expect(stayOf(cells, 1, 'ACCEPTANCE', 100)).toEqual({ from: 55, to: null });
});

it('says nothing of a stage that nobody has left', () => {
  expect(stayOf([cell('STAYED_0', 1n)], 1, 'CONTRACT', 50)).toBeNull();
  expect(stayOf([], 1, 'ACCEPTANCE', 50)).toBeNull();
});
