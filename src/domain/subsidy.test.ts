import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkQuarter,
  checkRecompute,
  checkSubsidyPayment,
  checkSubsidyReview,
  computeSubsidy,
  isSubsidyPayer,
  pastQuarters,
  type Quarter,
  quarterFrom,
  quarterOf,
  type SubsidisedLoan,
  type SubsidyTerms,
} from './subsidy';

const FIFTY_THOUSAND = 5_000_000n;

/** field-rules.md §5.1: full until the end of 2023, 70 % from 2024. */
const terms = (change: Partial<SubsidyTerms> = {}): SubsidyTerms => ({
  maximumFen: FIFTY_THOUSAND,
  basis: 360,
  shareOn: (day) =>
    day < '2024-01-01'
      ? { value: 10_000n, documentNumber: 'FULL' }
      : { value: 7_000n, documentNumber: 'SEVENTY PER CENT' },
  shareDays: ['2017-07-25', '2024-01-01'],
  ...change,
});

/** 50,000 yuan lent long ago at a rate, nothing due yet. */
const loan = (rateBps: number, change: Partial<SubsidisedLoan> = {}): SubsidisedLoan => ({
  changes: [{ on: '2018-01-10', amountFen: FIFTY_THOUSAND }],
  rates: [{ from: '2018-01-10', rateBps }],
  due: [],
  paid: [],
  ...change,
});

function compute(from: string, of: SubsidisedLoan, by: SubsidyTerms = terms()) {
  const quarter = quarterFrom(from);
  if (!quarter) throw new Error(`no quarter begins on ${from}`);
  const result = computeSubsidy(quarter, of, by);
  if (!result.ok) throw new Error(result.refusal.code);
  return result;
}
const partsOf = (from: string, of: SubsidisedLoan, by?: SubsidyTerms) =>
  compute(from, of, by).lines.map((row) => [row.from, row.to, row.days, row.amountFen]);

describe('the interest quarter', () => {
  it('runs from the 21st to the 20th', () => {
    expect(quarterFrom('2019-03-21')).toEqual({ from: '2019-03-21', to: '2019-06-20' });
    expect(quarterFrom('2023-12-21')).toEqual({ from: '2023-12-21', to: '2024-03-20' });
    for (const day of ['2019-03-20', '2019-04-21', '2019-02-30', '', 'spring', '9999-12-21'])
      expect(quarterFrom(day)).toBeNull();
  });
  it.each([
    ['2019-03-20', '2018-12-21'],
    ['2019-03-21', '2019-03-21'],
    ['2019-05-03', '2019-03-21'],
    ['2019-06-20', '2019-03-21'],
    ['2020-01-01', '2019-12-21'],
  ])('of %s begins on %s', (day, from) => expect(quarterOf(day).from).toBe(from));
  it('is past when its last day is', () => {
    expect(pastQuarters('2019-06-20', 2).map((row) => row.from)).toEqual(['2018-12-21', '2018-09-21']);
    expect(pastQuarters('2019-06-21', 1)).toEqual([{ from: '2019-03-21', to: '2019-06-20' }]);
    expect(checkQuarter('2019-03-21', '2019-06-21')).toBeNull();
    expect(checkQuarter('2019-03-21', '2019-06-20')).toEqual({
      code: 'SUBSIDY_QUARTER_OPEN',
      params: { from: '2019-06-21' },
    });
    expect(checkQuarter('2019-03-20', '2026-01-01')?.code).toBe('INVALID_INPUT');
  });
});

describe('the subsidy of a quarter', () => {
  it.each([
    // 5,000,000 × 4.35 % × 92 / 360 = 55,583.33
    ['2019-03-21', 435, 55_583n, 'FULL'],
    // 5,000,000 × 3.85 % × 92 / 360 = 49,194.44
    ['2021-03-21', 385, 49_194n, 'FULL'],
    // 5,000,000 × 3.45 % × 70 % × 92 / 360 = 30,858.33
    ['2024-03-21', 345, 30_858n, 'SEVENTY PER CENT'],
  ])('from %s at %i basis points is %i fen', (from, rateBps, amountFen, documentNumber) => {
    const result = compute(from, loan(rateBps));
    expect(result.amountFen).toBe(amountFen);
    expect(result.lines).toMatchObject([{ days: 92, amountFen, documentNumber }]);
  });

  it('changes with the share, by the day on which it changes', () => {
    // 172,500 × 11 / 360 = 5,270.83; 120,750 × 80 / 360 = 26,833.33; together 32,104.17
    expect(compute('2023-12-21', loan(345)).lines).toMatchObject([
      { from: '2023-12-21', to: '2023-12-31', days: 11, shareBps: 10_000, amountFen: 5_271n, documentNumber: 'FULL' },
      { from: '2024-01-01', to: '2024-03-20', days: 80, shareBps: 7_000, amountFen: 26_833n },
    ]);
    expect(compute('2023-12-21', loan(345)).amountFen).toBe(32_104n);
  });

  it('falls with the balance from the day of the repayment', () => {
    const repaid = loan(435, {
      changes: [
        { on: '2018-01-10', amountFen: FIFTY_THOUSAND },
        { on: '2019-05-01', amountFen: -2_000_000n },
      ],
    });
    // 217,500 × 41 / 360 = 24,770.83; 130,500 × 51 / 360 = 18,487.50; together 43,258.33
    expect(partsOf('2019-03-21', repaid)).toEqual([
      ['2019-03-21', '2019-04-30', 41, 24_771n],
      ['2019-05-01', '2019-06-20', 51, 18_487n],
    ]);
  });

  it('begins on the day on which money was lent', () => {
    const late = loan(435, {
      changes: [{ on: '2019-06-01', amountFen: FIFTY_THOUSAND }],
      rates: [{ from: '2019-06-01', rateBps: 435 }],
    });
    // 217,500 × 20 / 360 = 12,083.33
    expect(partsOf('2019-03-21', late)).toEqual([['2019-06-01', '2019-06-20', 20, 12_083n]]);
    expect(compute('2018-12-21', late)).toEqual({ ok: true, amountFen: 0n, lines: [] });
  });

  it('changes with the rate', () => {
    const rates = [
      { from: '2019-05-01', rateBps: 360 },
      { from: '2018-01-10', rateBps: 435 },
    ];
    // 217,500 × 41 / 360 = 24,770.83; 180,000 × 51 / 360 = 25,500; together 50,270.83
    expect(partsOf('2019-03-21', loan(435, { rates }))).toEqual([
      ['2019-03-21', '2019-04-30', 41, 24_771n],
      ['2019-05-01', '2019-06-20', 51, 25_500n],
    ]);
  });

  it('is given on no more than the maximum', () => {
    const large = loan(435, {
      changes: [
        { on: '2018-01-10', amountFen: 8_000_000n },
        { on: '2019-05-01', amountFen: -2_000_000n },
      ],
    });
    // what is repaid above the maximum changes nothing: one line, as of 50,000 yuan
    expect(partsOf('2019-03-21', large)).toEqual([['2019-03-21', '2019-06-20', 92, 55_583n]]);
  });

  it('is not given for days overdue', () => {
    const interest = { principalFen: 0n, interestFen: 5_000n };
    const due = [{ dueOn: '2019-04-20', ...interest }];
    const paid = [{ paidOn: '2019-05-10', ...interest }];
    // 30 and 42 of 92 days: 217,500 × 30 / 360 = 18,125; 217,500 × 42 / 360 = 25,375
    const late = compute('2019-03-21', loan(435, { due, paid }));
    expect(late.lines.map((row) => [row.from, row.to, row.amountFen, row.documentNumber])).toEqual([
      ['2019-03-21', '2019-04-19', 18_125n, 'FULL'],
      ['2019-04-20', '2019-05-09', 0n, null],
      ['2019-05-10', '2019-06-20', 25_375n, 'FULL'],
    ]);
    expect(late.amountFen).toBe(43_500n);
    // paid on the day it was due, or before: nothing is lost
    for (const paidOn of ['2019-04-20', '2019-04-01'])
      expect(compute('2019-03-21', loan(435, { due, paid: [{ paidOn, ...interest }] })).amountFen).toBe(55_583n);
    // part of it paid: overdue still
    const half = [{ paidOn: '2019-04-20', principalFen: 0n, interestFen: 4_999n }];
    expect(compute('2019-03-21', loan(435, { due, paid: half })).amountFen).toBe(18_125n);
  });

  it('is nothing on days on which more is dated back than was lent by then', () => {
    const changes = [
      { on: '2019-03-01', amountFen: 1_000_000n },
      { on: '2019-05-01', amountFen: -3_000_000n },
      { on: '2019-05-21', amountFen: 4_000_000n },
    ];
    // 43,500 × 41 / 360 = 4,954.17 until the repayment; 87,000 × 31 / 360 = 7,491.67 from the second payment
    expect(partsOf('2019-03-21', loan(435, { changes }))).toEqual([
      ['2019-03-21', '2019-04-30', 41, 4_954n],
      ['2019-05-21', '2019-06-20', 31, 7_492n],
    ]);
  });

  it('ends with the term when the loan is not repaid', () => {
    const due = [{ dueOn: '2019-05-20', principalFen: FIFTY_THOUSAND, interestFen: 0n }];
    // 217,500 × 60 / 360 = 36,250
    expect(compute('2019-03-21', loan(435, { due })).amountFen).toBe(36_250n);
    expect(compute('2019-06-21', loan(435, { due })).amountFen).toBe(0n);
  });

  it('counts the days there are, over the basis agreed', () => {
    // 217,500 × 91 / 360 = 54,979.17 with 29 February; 217,500 × 90 / 360 = 54,375 without
    expect(compute('2019-12-21', loan(435)).amountFen).toBe(54_979n);
    expect(compute('2018-12-21', loan(435)).amountFen).toBe(54_375n);
    // 20,010,000 / 365 = 54,821.92
    expect(compute('2019-03-21', loan(435), terms({ basis: 365 })).amountFen).toBe(54_822n);
  });

  it('leans on a share that is in force, and says when none is', () => {
    const quarter = { from: '2016-12-21', to: '2017-03-20' } satisfies Quarter;
    const early = loan(435, {
      changes: [{ on: '2016-01-10', amountFen: 1n }],
      rates: [{ from: '2016-01-10', rateBps: 435 }],
    });
    const without = { ...terms(), shareOn: () => null };
    expect(computeSubsidy(quarter, early, without)).toEqual({
      ok: false,
      refusal: { code: 'POLICY_MISSING', params: { kind: 'SUBSIDY_SHARE' } },
    });
  });

  it.each<[string, () => unknown]>([
    ['no rate', () => compute('2019-03-21', loan(435, { rates: [] }))],
    ['a part of a basis point', () => compute('2019-03-21', loan(4.35))],
    ['a rate below zero', () => compute('2019-03-21', loan(-1))],
    ['no maximum', () => compute('2019-03-21', loan(435), terms({ maximumFen: 0n }))],
    [
      'a repayment below zero',
      () => compute('2019-03-21', loan(435, { paid: [{ paidOn: '2019-04-01', principalFen: -1n, interestFen: 0n }] })),
    ],
  ])('throws on %s', (_what, run) => expect(run).toThrow(RangeError));

  it('adds up, and never passes the interest of the quarter', () => {
    const day = fc
      .integer({ min: 0, max: 120 })
      .map((count) => new Date(Date.UTC(2023, 11, 1 + count)).toISOString().slice(0, 10));
    const change = fc.record({ on: day, amountFen: fc.bigInt(1n, 3_000_000n) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.integer({ min: 0, max: 600 }), (changes, rateBps) => {
        const of = loan(rateBps, { changes, rates: [{ from: '2023-01-01', rateBps }] });
        const { amountFen, lines } = compute('2023-12-21', of);
        const sum = lines.reduce((total, row) => total + row.amountFen, 0n);
        const interest = (FIFTY_THOUSAND * BigInt(rateBps) * 91n) / 3_600_000n;
        return sum === amountFen && amountFen <= interest + 1n && lines.every((row) => row.amountFen >= 0n);
      }),
    );
  });
});

describe('the steps of a subsidy', () => {
  const row = { status: 'COMPUTED' as const, computedById: 'a', reviewedById: null };
  it('are computed, reviewed by a second person and paid by a third', () => {
    expect(checkSubsidyReview(row, 'b')).toBeNull();
    expect(checkSubsidyReview(row, 'a')?.code).toBe('SAME_PERSON');
    expect(checkSubsidyReview({ ...row, status: 'PAID' }, 'b')?.code).toBe('STATUS_DOES_NOT_ALLOW');
    const reviewed = { ...row, status: 'REVIEWED' as const, reviewedById: 'b' };
    expect(checkSubsidyPayment(reviewed, 'c')).toBeNull();
    for (const earlier of ['a', 'b']) expect(checkSubsidyPayment(reviewed, earlier)?.code).toBe('SAME_PERSON');
    for (const status of ['COMPUTED', 'PAID', 'REFUSED'] as const)
      expect(checkSubsidyPayment({ ...reviewed, status }, 'c')?.code).toBe('STATUS_DOES_NOT_ALLOW');
  });
  it('may begin anew until a second person has agreed', () => {
    expect(checkRecompute('COMPUTED')).toBeNull();
    expect(checkRecompute('REFUSED')).toBeNull();
    expect(checkRecompute('REVIEWED')?.code).toBe('SUBSIDY_SETTLED');
    expect(checkRecompute('PAID')?.code).toBe('SUBSIDY_SETTLED');
  });
  it('are reviewed and paid by public money’s keepers, not by a lender', () => {
    const of = (kind: string) => isSubsidyPayer({ organisation: { kind } });
    expect(['FINANCE_BUREAU', 'LEADING_GROUP', 'BANK', 'COUNTY_OFFICE'].map(of)).toEqual([true, true, false, false]);
  });
});
