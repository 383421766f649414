import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDays } from './calendar';
import { sumFen } from './money';
import { allocateRepayment, buildRepaymentPlan, type RepaymentTerms } from './repayment-plan';

const loan: RepaymentTerms = {
  principalFen: 5_000_000n,
  annualRateBps: 435,
  startOn: '2019-01-31',
  termMonths: 12,
  method: 'BULLET',
  dayCountBasis: 360,
};
const anyTerms = fc.record({
  principalFen: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  annualRateBps: fc.integer({ min: 0, max: 2_400 }),
  startOn: fc.constantFrom('2019-01-31', '2020-02-29', '2026-11-21'),
  termMonths: fc.integer({ min: 1, max: 60 }),
  method: fc.constantFrom('BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'),
  dayCountBasis: fc.constantFrom(360, 365),
  interestEvery: fc.constantFrom('MONTH', 'QUARTER', 'MATURITY'),
}) as fc.Arbitrary<RepaymentTerms>;

describe('buildRepaymentPlan', () => {
  it('BULLET at maturity: one line, interest by actual days', () => {
    // 365 days on 360: 50,000 × 4.35 % × 365 / 360 = 2,205.21 yuan.
    expect(buildRepaymentPlan(loan)).toEqual([
      { sequence: 1, dueOn: '2020-01-31', principalFen: 5_000_000n, interestFen: 220_521n },
    ]);
    expect(buildRepaymentPlan({ ...loan, dayCountBasis: 365 })[0]?.interestFen).toBe(217_500n);
  });

  it('BULLET by quarter: a shorter last period, month ends kept', () => {
    const lines = buildRepaymentPlan({ ...loan, termMonths: 8, interestEvery: 'QUARTER' });
    expect(lines.map((line) => line.dueOn)).toEqual(['2019-04-30', '2019-07-31', '2019-09-30']);
    expect(lines.map((line) => line.principalFen)).toEqual([0n, 0n, 5_000_000n]);
    // 89, 92 and 61 days.
    expect(lines.map((line) => line.interestFen)).toEqual([53_771n, 55_583n, 36_854n]);
  });

  it('BULLET by month goes back to the 31st after February', () => {
    const days = buildRepaymentPlan({ ...loan, termMonths: 3, interestEvery: 'MONTH' }).map((line) => line.dueOn);
    expect(days).toEqual(['2019-02-28', '2019-03-31', '2019-04-30']);
  });

  it('EQUAL_INSTALMENTS pays the same each month but the last', () => {
    const lines = buildRepaymentPlan({ ...loan, principalFen: 10_000_000n, method: 'EQUAL_INSTALMENTS' });
    // 100,000 yuan, 4.35 %, 12 months: 8,530.99 a month; the first month's interest is 362.50.
    const paid = lines.map((line) => line.principalFen + line.interestFen);
    expect(lines[0]).toEqual({ sequence: 1, dueOn: '2019-02-28', principalFen: 816_849n, interestFen: 36_250n });
    expect(new Set(paid.slice(0, -1))).toEqual(new Set([853_099n]));
    expect(Math.abs(Number((paid.at(-1) ?? 0n) - 853_099n))).toBeLessThan(12);
    expect(sumFen(lines.map((line) => line.principalFen))).toBe(10_000_000n);
  });

  it('EQUAL_PRINCIPAL pays equal parts and falling interest', () => {
    const lines = buildRepaymentPlan({ ...loan, principalFen: 1_000_000n, termMonths: 3, method: 'EQUAL_PRINCIPAL' });
    expect(lines.map((line) => line.principalFen)).toEqual([333_334n, 333_333n, 333_333n]);
    expect(lines.map((line) => line.interestFen)).toEqual([3_625n, 2_417n, 1_208n]);
  });

  it('repays exactly the loan, in order, whatever the terms', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const lines = buildRepaymentPlan(terms);
        expect(sumFen(lines.map((line) => line.principalFen))).toBe(terms.principalFen);
        expect(lines.map((line) => line.sequence)).toEqual(lines.map((_, index) => index + 1));
        for (const [index, line] of lines.entries()) {
          expect(line.principalFen >= 0n && line.interestFen >= 0n).toBe(true);
          expect(compareDays(lines[index - 1]?.dueOn ?? terms.startOn, line.dueOn)).toBe(-1);
        }
      }),
    );
  });

  it('rejects terms that are no loan', () => {
    expect(() => buildRepaymentPlan({ ...loan, principalFen: 0n })).toThrow(RangeError);
    expect(() => buildRepaymentPlan({ ...loan, termMonths: 0 })).toThrow(RangeError);
    expect(() => buildRepaymentPlan({ ...loan, annualRateBps: 4.35 })).toThrow(RangeError);
    expect(() => buildRepaymentPlan({ ...loan, annualRateBps: -1 })).toThrow(RangeError);
    expect(() => buildRepaymentPlan({ ...loan, termMonths: 601 })).toThrow(RangeError);
    expect(buildRepaymentPlan({ ...loan, method: 'EQUAL_PRINCIPAL', termMonths: 600 })).toHaveLength(600);
  });

  it('without a rate repays equal parts and no interest, by either method', () => {
    const free = { ...loan, annualRateBps: 0, termMonths: 3 };
    const lines = buildRepaymentPlan({ ...free, method: 'EQUAL_INSTALMENTS' });
    expect(lines).toEqual(buildRepaymentPlan({ ...free, method: 'EQUAL_PRINCIPAL' }));
    expect(sumFen(lines.map((line) => line.interestFen))).toBe(0n);
  });

  it('interest of one fen and more is due with the last instalment as with any', () => {
    const [first, last] = buildRepaymentPlan({
      ...loan,
      principalFen: 1_000_000n,
      annualRateBps: 1_200,
      termMonths: 2,
      method: 'EQUAL_PRINCIPAL',
    });
    expect([first?.interestFen, last?.interestFen]).toEqual([10_000n, 5_000n]);
  });
});

describe('allocateRepayment', () => {
  const owed = [
    { sequence: 2, dueOn: '2019-03-31', principalFen: 1_000n, interestFen: 20n },
    { sequence: 1, dueOn: '2019-02-28', principalFen: 1_000n, interestFen: 30n },
  ];

  it('settles the earliest line first, interest before principal', () => {
    expect(allocateRepayment(owed, 25n)).toEqual({
      ok: true,
      splits: [{ sequence: 1, principalFen: 0n, interestFen: 25n }],
      principalFen: 0n,
      interestFen: 25n,
    });
    expect(allocateRepayment(owed, 1_060n)).toEqual({
      ok: true,
      splits: [
        { sequence: 1, principalFen: 1_000n, interestFen: 30n },
        { sequence: 2, principalFen: 10n, interestFen: 20n },
      ],
      principalFen: 1_010n,
      interestFen: 50n,
    });
  });

  it('takes all that is owed and not a fen more', () => {
    expect(allocateRepayment(owed, 2_050n)).toMatchObject({ ok: true, principalFen: 2_000n, interestFen: 50n });
    expect(allocateRepayment(owed, 2_051n)).toEqual({ ok: false, code: 'REPAYMENT_EXCEEDS_OUTSTANDING' });
    expect(allocateRepayment([], 1n)).toEqual({ ok: false, code: 'REPAYMENT_EXCEEDS_OUTSTANDING' });
    expect(() => allocateRepayment(owed, 0n)).toThrow(RangeError);
  });

  it('settles lines of one day in their order, and takes no line for owed that was overpaid', () => {
    const [first] = owed;
    if (!first) throw new Error('no line');
    const sameDay = [{ ...first, sequence: 3 }, first];
    expect(allocateRepayment(sameDay, 20n)).toMatchObject({ splits: [{ sequence: 2, interestFen: 20n }] });
    expect(() => allocateRepayment([{ ...first, interestFen: -1n }], 1n)).toThrow(RangeError);
    expect(() => allocateRepayment([{ ...first, principalFen: -1n }], 1n)).toThrow(RangeError);
  });

  it('splits lose nothing and never exceed a line', () => {
    fc.assert(
      fc.property(anyTerms, fc.bigInt({ min: 1n, max: 2n * 10n ** 12n }), (terms, amountFen) => {
        const lines = buildRepaymentPlan(terms);
        const totalFen = sumFen(lines.map((line) => line.principalFen + line.interestFen));
        const result = allocateRepayment(lines, amountFen);
        expect(result.ok).toBe(amountFen <= totalFen);
        if (!result.ok) return;
        expect(result.principalFen + result.interestFen).toBe(amountFen);
        for (const split of result.splits) {
          const line = lines[split.sequence - 1];
          expect(line && split.principalFen <= line.principalFen && split.interestFen <= line.interestFen).toBe(true);
        }
      }),
    );
  });
});
