import { expect, it } from 'vitest';
import { checkApprovedTerms, settleTerms, type Terms } from './approval-terms';

const recommended: Terms = { amountFen: 80_000_000n, termMonths: 24, rateBps: 475 };
const check = (change: Partial<Terms>) => checkApprovedTerms({ ...recommended, ...change }, recommended, 500)?.code;

it('approves what was recommended, and less', () => {
  expect(check({})).toBeUndefined();
  expect(check({ amountFen: 1n, termMonths: 1, rateBps: 1 })).toBeUndefined();
  expect(check({ rateBps: 500 })).toBeUndefined();
});

it.each([
  [{ amountFen: 0n }, 'AMOUNT_OUT_OF_RANGE'],
  [{ amountFen: -1n }, 'AMOUNT_OUT_OF_RANGE'],
  [{ amountFen: 80_000_001n }, 'APPROVED_OVER_RECOMMENDED'],
  [{ termMonths: 25 }, 'TERM_OUT_OF_RANGE'],
  [{ termMonths: 0 }, 'TERM_OUT_OF_RANGE'],
  [{ termMonths: 1.5 }, 'TERM_OUT_OF_RANGE'],
  [{ rateBps: 501 }, 'RATE_OVER_CEILING'],
  [{ rateBps: 0 }, 'RATE_OVER_CEILING'],
] as [Partial<Terms>, string][])('refuses %o with %s', (change, code) => expect(check(change)).toBe(code));

it('settles on the least of each', () => {
  const second = { amountFen: 70_000_000n, termMonths: 36, rateBps: 435 };
  expect(settleTerms([recommended, second])).toEqual({ amountFen: 70_000_000n, termMonths: 24, rateBps: 435 });
  expect(settleTerms([second])).toEqual(second);
  expect(() => settleTerms([])).toThrow();
});
