import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocateByLargestRemainder } from './allocation';

it('gives the rest to the largest remainders, the earlier of equals first', () => {
  expect(allocateByLargestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocateByLargestRemainder(10n, [6n, 3n, 2n])).toEqual([5n, 3n, 2n]);
  expect(allocateByLargestRemainder(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  expect(allocateByLargestRemainder(7n, [0n, 5n])).toEqual([0n, 7n]);
});

it('has nothing to divide by', () => {
  expect(allocateByLargestRemainder(5n, [])).toBeNull();
  expect(allocateByLargestRemainder(5n, [0n, 0n])).toBeNull();
  expect(allocateByLargestRemainder(0n, [0n, 0n])).toEqual([0n, 0n]);
  expect(() => allocateByLargestRemainder(5n, [-1n, 2n])).toThrow(RangeError);
});

it('loses nothing, and no share is a whole unit away from its exact part', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 13n }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, parts) => {
      const sum = parts.reduce((left, right) => left + right, 0n);
      fc.pre(sum > 0n);
      const shares = allocateByLargestRemainder(total, parts) ?? [];
      expect(shares.reduce((left, right) => left + right, 0n)).toBe(total);
      shares.forEach((share, index) => {
        const distance = share * sum - total * (parts[index] ?? 0n);
        expect(distance > -sum && distance < sum).toBe(true);
      });
    }),
  );
});
