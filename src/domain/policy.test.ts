import { describe, expect, it } from 'vitest';
import { factsOf } from '../../tests/support/facts';
import { type PolicyKind, type PolicyRow, policyOn } from './policy';
import { isWithinCeiling, rateCeilingOf } from './rate-ceiling';

const COUNTY = 3;
const NATION = 1;
const row = (kind: PolicyKind, value: bigint, validFrom: string, change: Partial<PolicyRow> = {}): PolicyRow => ({
  id: `${kind} ${validFrom}`,
  kind,
  regionId: NATION,
  programmeId: null,
  value,
  validFrom,
  validTo: null,
  documentNumber: 'N',
  ...change,
});

describe('a policy value', () => {
  const ROWS = [
    row('SUBSIDY_SHARE', 10_000n, '2017-01-01', { validTo: '2024-01-01' }),
    row('SUBSIDY_SHARE', 7_000n, '2024-01-01'),
    row('SUBSIDY_SHARE', 9_000n, '2019-01-01', { regionId: COUNTY, validTo: '2020-01-01' }),
    row('SUBSIDY_SHARE', 5_000n, '2019-06-01', { regionId: COUNTY, programmeId: 'other', validTo: '2020-01-01' }),
  ];
  const share = (on: string, programmeId = 'programme') =>
    policyOn(ROWS, 'SUBSIDY_SHARE', [COUNTY, NATION], programmeId, on)?.value ?? null;
  it('is that of the day, the nearest place and the programme', () => {
    expect(share('2016-12-31')).toBeNull();
    expect(share('2018-05-01')).toBe(10_000n);
    expect(share('2019-07-01')).toBe(9_000n);
    expect(share('2019-07-01', 'other')).toBe(5_000n);
    expect(share('2023-12-31')).toBe(10_000n);
    expect(share('2024-01-01')).toBe(7_000n);
  });
});

describe('the ceiling of the rate', () => {
  // 青川 2019: base rates; 青阳 2024: LPR of one and of five years (field-rules.md §5.1)
  const policies = [
    row('RATE_CEILING_SHORT', 435n, '2015-10-24', { validTo: '2021-01-01' }),
    row('RATE_CEILING_LONG', 475n, '2015-10-24', { validTo: '2021-01-01' }),
    row('RATE_CEILING_SHORT', 345n, '2024-02-20'),
    row('RATE_CEILING_LONG', 395n, '2024-02-20'),
  ];
  const definition = { ...factsOf().definition, rateCeiling: 'DATED' as const, rateCeilingBps: 600 };
  const ceiling = (months: number, on: string, change = {}) =>
    rateCeilingOf({ ...factsOf({ policies }), definition: { ...definition, ...change } }, months, on);
  it.each([
    [12, '2019-05-01', 435],
    [13, '2019-05-01', 475],
    [12, '2024-07-10', 345],
    [36, '2024-07-10', 395],
    [36, '2022-01-01', 600],
  ])('for %i months on %s is %i', (months, on, expected) => expect(ceiling(months, on)).toBe(expected));

  it('never passes the definition’s own, and is nothing where money is given', () => {
    expect(ceiling(36, '2024-07-10', { rateCeilingBps: 300 })).toBe(300);
    expect(ceiling(36, '2024-07-10', { financing: 'GRANT' })).toBe(0);
    expect(isWithinCeiling(0, 0)).toBe(true);
    expect(isWithinCeiling(0, 395)).toBe(false);
    expect(isWithinCeiling(396, 395)).toBe(false);
  });
});
