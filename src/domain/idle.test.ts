import { describe, expect, it } from 'vitest';
import { addDays } from './calendar';
import { idleBound, idleDays } from './idle';

const calendar = {
  publishedThrough: [2026],
  // a working Saturday and a holiday on a Thursday
  exceptions: new Map([
    ['2026-11-14', 'WORKDAY'],
    ['2026-11-19', 'HOLIDAY'],
  ] as const),
};

describe('how long a case has lain', () => {
  it('counts the working days after the day on which it came', () => {
    expect(idleDays('2026-11-20', '2026-11-20', calendar)).toBe(0);
    expect(idleDays('2026-11-20', '2026-11-22', calendar)).toBe(0);
    expect(idleDays('2026-11-18', '2026-11-20', calendar)).toBe(1);
    expect(idleDays('2026-11-13', '2026-11-20', calendar)).toBe(5);
    expect(idleDays('2026-11-23', '2026-11-20', calendar)).toBe(0);
  });

  it('bounds a query by the same count, on working days, weekends and holidays', () => {
    for (let today = '2026-11-09'; today <= '2026-11-30'; today = addDays(today, 1))
      for (const days of [1, 2, 5, 10]) {
        const bound = idleBound(days, today, calendar);
        for (let arrived = '2026-10-15'; arrived <= today; arrived = addDays(arrived, 1))
          expect(arrived < bound, `${arrived} ${today} ${days}`).toBe(idleDays(arrived, today, calendar) >= days);
      }
  });
});
