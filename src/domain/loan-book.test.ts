import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookEntry, bookChange, settleCounts } from './loan-book';

const entry = (on: string, paidFen: bigint, owedFen: bigint, paid = 0, owing = 0): BookEntry => ({
  on,
  paidFen,
  owedFen,
  counted: { paid, owing },
});

describe('what an event adds to the book', () => {
  test.each([
    ['payment.released', { amountFen: '500', principalFen: '500' }, { paidFen: 500n, owedFen: 500n }],
    ['payment.released', { amountFen: '500' }, { paidFen: 500n, owedFen: 500n }],
    ['payment.released', { amountFen: '500', principalFen: '0' }, { paidFen: 500n, owedFen: 0n }],
    ['payment.returned', { amountFen: '500', principalFen: '500' }, { paidFen: -500n, owedFen: -500n }],
    ['repayment.recorded', { amountFen: '120', principalFen: '100' }, { paidFen: 0n, owedFen: -100n }],
    ['case.compensated', { amountFen: '90', principalFen: '90' }, { paidFen: 0n, owedFen: -90n }],
    ['case.approved', { amountFen: '500' }, null],
  ])('%s %j', (kind, payload, change) => {
    expect(bookChange(kind, payload)).toEqual(change);
  });
});

describe('on which days a case counts among those paid and those that owe', () => {
  test('what was counted in the order of the days needs nothing', () => {
    expect(settleCounts([entry('2026-01-01', 500n, 500n, 1, 1), entry('2026-02-01', 0n, -500n, 0, -1)])).toEqual([]);
  });

  test('what was never counted is counted from the day of the first payment on', () => {
    const paper = [entry('2025-12-10', 300n, 300n), entry('2026-01-10', 100n, 100n), entry('2026-02-10', 0n, -50n)];
    expect(settleCounts(paper)).toEqual([{ on: '2025-12-10', paid: 1, owing: 1 }]);
  });

  test('counted off without ever having been counted on', () => {
    const repaid = [entry('2025-12-10', 300n, 300n), entry('2026-02-10', 0n, -300n, 0, -1)];
    expect(settleCounts(repaid)).toEqual([{ on: '2025-12-10', paid: 1, owing: 1 }]);
  });

  test('the last repayment, recorded late, ended it on its own day and not on the day of the one that ended it by record', () => {
    // 300 lent; 200 came back on 10 February and were recorded last, 100 on 20 February recorded first
    const late = [
      entry('2026-01-01', 300n, 300n, 1, 1),
      entry('2026-02-20', 0n, -100n),
      entry('2026-02-10', 0n, -200n, 0, -1),
    ];
    expect(settleCounts(late)).toEqual([
      { on: '2026-02-10', paid: 0, owing: 1 },
      { on: '2026-02-20', paid: 0, owing: -1 },
    ]);
  });

  test('repaid and lent again between two days that were recorded together', () => {
    const twice = [
      entry('2026-01-01', 300n, 300n, 1, 1),
      entry('2026-03-01', 100n, 100n),
      entry('2026-02-01', 0n, -300n),
    ];
    expect(settleCounts(twice)).toEqual([
      { on: '2026-02-01', paid: 0, owing: -1 },
      { on: '2026-03-01', paid: 0, owing: 1 },
    ]);
  });

  test('whatever was recorded: after its corrections each day is right, and nothing more is to be corrected', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${String(number).padStart(2, '0')}`);
    const count = fc.integer({ min: -2, max: 2 });
    const amount = fc.bigInt({ min: -3n, max: 3n });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(day, amount, amount, count, count).map((row) => entry(...row)),
          { maxLength: 12 },
        ),
        (recorded) => {
          const corrections = settleCounts(recorded);
          const all = [...recorded, ...corrections.map(({ on, paid, owing }) => entry(on, 0n, 0n, paid, owing))];
          for (const { on } of recorded) {
            const until = all.filter((each) => each.on <= on);
            const sum = (of: (each: BookEntry) => number) => until.reduce((total, each) => total + of(each), 0);
            const fen = (of: (each: BookEntry) => bigint) => until.reduce((total, each) => total + of(each), 0n);
            expect(sum((each) => each.counted.paid)).toBe(fen((each) => each.paidFen) > 0n ? 1 : 0);
            expect(sum((each) => each.counted.owing)).toBe(fen((each) => each.owedFen) > 0n ? 1 : 0);
          }
          expect(settleCounts(all)).toEqual([]);
        },
      ),
    );
  });
});
