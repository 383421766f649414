import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STAYED_FROM_DAYS as STARTS } from './measures';
import { quantileOfBuckets } from './quantile';

const bucketOf = (value: number) => STARTS.findLastIndex((from) => from <= value);
const countsOf = (values: readonly number[]) =>
  STARTS.map((_, index) => BigInt(values.filter((value) => bucketOf(value) === index).length));
/** Nearest rank, of the values themselves. */
const exact = (values: readonly number[], percent: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? 0;

it('lies in the bucket of the true quantile and is never off by more than it', () => {
  const stays = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(stays, fc.constantFrom(50, 90), (values, percent) => {
      const found = quantileOfBuckets(STARTS, countsOf(values), percent);
      const truth = exact(values, percent);
      expect(found?.from).toBe(STARTS[bucketOf(truth)]);
      const { from = 0, below = null, value = 0 } = found ?? {};
      expect(value).toBeGreaterThanOrEqual(from);
      if (below === null) expect(value).toBeLessThanOrEqual(truth);
      else {
        expect(value).toBeLessThan(below);
        expect(Math.abs(value - truth)).toBeLessThan(below - from);
      }
    }),
  );
});

it('is exact where a bucket is one day, and nothing of nobody', () => {
  expect(quantileOfBuckets(STARTS, [1n, 1n, 1n], 50)).toEqual({ from: 1, below: 2, value: 1 });
  expect(quantileOfBuckets(STARTS, [9n, 1n], 90)?.value).toBe(0);
  expect(quantileOfBuckets(STARTS, [], 50)).toBeNull();
  expect(quantileOfBuckets(STARTS, [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 4n], 50)).toEqual({
    from: 55,
    below: null,
    value: 55,
  });
});
