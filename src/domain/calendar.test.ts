import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  ageOn,
  compareDays,
  dayOf,
  daysBetween,
  isProvisionalDay,
  isUsableDay,
  isValidDay,
  isWorkday,
  lastDayOfMonth,
  startOfDay,
  type WorkCalendar,
  workingDaysBetween,
} from './calendar';

// The notice for 2026: National Day 1–7 October; 20 September and 10 October are worked.
const calendar: WorkCalendar = {
  publishedThrough: [2026],
  exceptions: new Map([
    ['2026-09-20', 'WORKDAY'],
    ['2026-10-01', 'HOLIDAY'],
    ['2026-10-02', 'HOLIDAY'],
    ['2026-10-03', 'HOLIDAY'],
    ['2026-10-04', 'HOLIDAY'],
    ['2026-10-05', 'HOLIDAY'],
    ['2026-10-06', 'HOLIDAY'],
    ['2026-10-07', 'HOLIDAY'],
    ['2026-10-10', 'WORKDAY'],
  ]),
};

const anyDay = fc.integer({ min: -20_000, max: 40_000 }).map((count) => addDays('2000-01-01', count));

describe('days', () => {
  it('takes the day of Shanghai wherever the machine stands', () => {
    expect(dayOf(new Date('2026-11-21T15:59:59.999Z'))).toBe('2026-11-21');
    expect(dayOf(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect(dayOf(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
    expect(startOfDay('2026-11-22').toISOString()).toBe('2026-11-21T16:00:00.000Z');
  });

  it('knows which days exist', () => {
    for (const day of ['2024-02-29', '2000-02-29', '2026-12-31']) expect(isValidDay(day)).toBe(true);
    for (const day of [
      '2023-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '',
      '2026-01-01T00:00',
    ])
      expect(isValidDay(day)).toBe(false);
    expect(() => addDays('2023-02-29', 1)).toThrow(RangeError);
  });

  it('adds and counts', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2017-05-16', '2017-08-15')).toBe(91);
    expect(compareDays('2026-01-01', '2026-01-02')).toBe(-1);
    expect(compareDays('2026-01-02', '2026-01-02')).toBe(0);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -9_999, max: 9_999 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it('clamps a date that the month lacks', () => {
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-01-31', 2)).toBe('2024-03-31');
    expect(addMonths('2024-11-30', 14)).toBe('2026-01-30');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
  });

  it('counts completed years of age', () => {
    expect(ageOn('1961-11-22', '2026-11-21')).toBe(64);
    expect(ageOn('1961-11-21', '2026-11-21')).toBe(65);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });
});

describe('working days', () => {
  it('follows the notice: holidays off, make-up days worked', () => {
    expect(isWorkday('2026-09-20', calendar)).toBe(true);
    expect(isWorkday('2026-09-19', calendar)).toBe(false);
    expect(isWorkday('2026-10-07', calendar)).toBe(false);
    expect(isWorkday('2026-10-08', calendar)).toBe(true);
    expect(isWorkday('2026-10-10', calendar)).toBe(true);
  });

  it('adds working days across a holiday', () => {
    expect(addWorkingDays('2026-09-30', 1, calendar)).toEqual({ day: '2026-10-08', provisional: false });
    expect(addWorkingDays('2026-09-30', 3, calendar)).toEqual({ day: '2026-10-10', provisional: false });
    expect(addWorkingDays('2026-10-08', -1, calendar)).toEqual({ day: '2026-09-30', provisional: false });
    expect(addWorkingDays('2026-10-03', 0, calendar)).toEqual({ day: '2026-10-03', provisional: false });
  });

  it('falls back to weekends and fixed holidays where the year is not published, and says so', () => {
    expect(addWorkingDays('2026-12-31', 1, calendar)).toEqual({ day: '2027-01-04', provisional: true });
    expect(addWorkingDays('2027-04-30', 1, calendar)).toEqual({ day: '2027-05-03', provisional: true });
    expect(addWorkingDays('2027-09-30', 1, calendar)).toEqual({ day: '2027-10-04', provisional: true });
    expect(isProvisionalDay('2027-01-04', calendar)).toBe(true);
    expect(isProvisionalDay('2026-12-31', calendar)).toBe(false);
  });

  it('treats a fixed date of a published year as the notice says, not as the fallback does', () => {
    expect(isWorkday('2026-05-01', calendar)).toBe(true);
  });

  it('counts what remains and what is overdue', () => {
    expect(workingDaysBetween('2026-09-30', '2026-10-10', calendar)).toBe(3);
    expect(workingDaysBetween('2026-10-10', '2026-09-30', calendar)).toBe(-3);
    expect(Object.is(workingDaysBetween('2026-10-05', '2026-10-01', calendar), 0)).toBe(true);
    expect(workingDaysBetween('2026-10-09', '2026-10-09', calendar)).toBe(0);
  });

  it('adding and counting agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 }), (offset, count) => {
        const start = addDays('2026-01-01', offset);
        const { day } = addWorkingDays(start, count, calendar);
        expect(workingDaysBetween(start, day, calendar)).toBe(count);
        expect(isWorkday(day, calendar)).toBe(true);
      }),
    );
  });
});

describe('lastDayOfMonth', () => {
  it.each([
    ['2024-02-01', '2024-02-29'],
    ['2026-04-30', '2026-04-30'],
    ['9999-12-01', '9999-12-31'],
  ])('of %s is %s', (day, last) => expect(lastDayOfMonth(day)).toBe(last));
});

describe('a day that a person may mean', () => {
  it('is one of the calendar, and far from both its ends', () => {
    for (const day of ['1949-10-01', '2026-02-28', '2099-12-31']) expect(isUsableDay(day), day).toBe(true);
    for (const day of [
      '0000-01-01',
      '0001-01-01',
      '0099-05-05',
      '1949-09-30',
      '2100-01-01',
      '9999-12-31',
      '2026-02-30',
    ])
      expect(isUsableDay(day), day).toBe(false);
  });
});
