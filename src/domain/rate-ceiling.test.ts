import { expect, it } from 'vitest';
import { DEFINITION_A, factsOf, TODAY } from '../../tests/support/facts';
import type { PolicyRow } from './policy';
import { isWithinCeiling, rateCeilingOf } from './rate-ceiling';

const ceiling = (kind: PolicyRow['kind'], value: bigint): PolicyRow => ({
  ...{ id: kind, kind, regionId: 1, programmeId: null, value },
  ...{ validFrom: '2019-01-01', validTo: null, documentNumber: '示例' },
});
const SHORT = ceiling('RATE_CEILING_SHORT', 345n);
const LONG = ceiling('RATE_CEILING_LONG', 420n);
const dated = { ...DEFINITION_A, rateCeiling: 'DATED' as const, rateCeilingBps: 500 };
const ceilingOf = (definition: typeof DEFINITION_A, policies: PolicyRow[], termMonths: number) =>
  rateCeilingOf(factsOf({ definition, policies }), termMonths, TODAY);

it('follows the short reference rate up to a year and the long one from the thirteenth month', () => {
  expect(ceilingOf(dated, [SHORT, LONG], 1)).toBe(345);
  expect(ceilingOf(dated, [SHORT, LONG], 12)).toBe(345);
  expect(ceilingOf(dated, [SHORT, LONG], 13)).toBe(420);
});

it('never goes above the definition, and falls back on it where no reference rate is in force', () => {
  expect(ceilingOf({ ...dated, rateCeilingBps: 300 }, [SHORT, LONG], 12)).toBe(300);
  expect(ceilingOf(dated, [LONG], 12)).toBe(500);
  expect(ceilingOf(dated, [{ ...SHORT, validTo: TODAY }], 12)).toBe(500);
});

it('is fixed where the definition says so, and nothing for money that is given', () => {
  expect(ceilingOf({ ...dated, rateCeiling: 'FIXED' }, [SHORT, LONG], 12)).toBe(500);
  expect(ceilingOf({ ...dated, financing: 'GRANT' }, [SHORT, LONG], 12)).toBe(0);
});

it.each([
  [1, 345, true],
  [345, 345, true],
  [346, 345, false],
  [0, 345, false],
  [-1, 345, false],
  [3.5, 345, false],
  [0, 0, true],
  [1, 0, false],
])('a rate of %d under a ceiling of %d: %s', (rateBps, ceilingBps, expected) => {
  expect(isWithinCeiling(rateBps, ceilingBps)).toBe(expected);
});
