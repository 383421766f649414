import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, daysBetween } from './calendar';
import { type Span, spansUntil } from './cube';

const FIRST: Day = '2024-01-01';
const TODAY: Day = '2026-11-22';
const startOf = {
  TOTAL: () => 'infinity',
  YEAR: (day: Day) => `${day.slice(0, 4)}-01-01`,
  MONTH: (day: Day) => `${day.slice(0, 7)}-01`,
  DAY: (day: Day) => day,
};

/** How often the parts count something that happened on the day. */
function counted(day: Day, asOf: Day, finest: Exclude<Span, 'YEAR'>): number {
  return spansUntil(asOf, TODAY, finest).reduce((sum, { span, sign, from, until }) => {
    const start = startOf[span](day);
    if (span === 'TOTAL') return sum + sign;
    return from <= start && (until === 'infinity' || start <= until) ? sum + sign : sum;
  }, 0);
}

const days = fc.integer({ min: 0, max: daysBetween(FIRST, TODAY) }).map((offset) => addDays(FIRST, offset));

describe('the rows that make up a day', () => {
  it('count each day until then once and none after', () => {
    fc.assert(
      fc.property(days, days, (day, asOf) => {
        expect(counted(day, asOf, 'DAY')).toBe(day <= asOf ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('count whole months where no days are kept', () => {
    fc.assert(
      fc.property(days, days, (day, asOf) => {
        expect(counted(day, asOf, 'MONTH')).toBe(day.slice(0, 7) <= asOf.slice(0, 7) ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are at most the half of a month and of a year', () => {
    const rows = (asOf: Day) =>
      spansUntil(asOf, TODAY, 'DAY').reduce((sum, { span, from, until }) => {
        if (span === 'DAY') return sum + daysBetween(from as Day, until as Day) + 1;
        if (span === 'MONTH') return sum + Number((until as Day).slice(5, 7)) - Number((from as Day).slice(5, 7)) + 1;
        return sum + 1;
      }, 0);
    fc.assert(
      fc.property(days, (asOf) => {
        expect(rows(asOf)).toBeLessThanOrEqual(25);
      }),
    );
    // as of today nothing came after: what is taken off are rows that do not exist
    expect(spansUntil(TODAY, TODAY, 'DAY').filter(({ sign }) => sign === 1)).toHaveLength(1);
  });
});
