import { expect, it } from 'vitest';
import { stayWithin } from './stays';

it.each([
  [[], 5_000, null],
  [[0, 0], 5_000, null],
  [[1], 9_000, { from: 0, until: 0 }],
  [[0, 1, 1, 1], 5_000, { from: 2, until: 2 }],
  [[0, 0, 0, 9, 1], 9_000, { from: 3, until: 4 }],
  [[0, 0, 0, 8, 1, 1], 9_000, { from: 5, until: 7 }],
  [[1, 0, 0, 0, 0, 0, 0, 0, 0, 9], 5_000, { from: 55, until: null }],
] as const)('%j: %i bps of the stays ended in %j', (counts, share, band) => {
  expect(stayWithin(counts.map(BigInt), share)).toEqual(band);
});
