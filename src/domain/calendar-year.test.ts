import { expect, it } from 'vitest';
import { readCalendarYear } from './calendar-year';

it('reads days and spans, a line each, in both languages', () => {
  const year = readCalendarYear(2027, '2027-01-01\n2027-02-05 至 2027-02-07\n\n2027-05-01 to 2027-05-02', '2027-02-13');
  expect(year).toEqual({
    ok: true,
    value: [
      ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-05-01', '2027-05-02'].map((day) => ({
        day,
        kind: 'HOLIDAY',
      })),
      { day: '2027-02-13', kind: 'WORKDAY' },
    ],
  });
});

it.each([
  ['2027-02-30', '', 'CALENDAR_LINE_UNREADABLE'],
  ['spring festival', '', 'CALENDAR_LINE_UNREADABLE'],
  ['2027-02-11 至 2027-02-05', '', 'CALENDAR_LINE_UNREADABLE'],
  ['2027-01-01 至 2027-12-31', '', 'CALENDAR_LINE_UNREADABLE'],
  ['2026-01-01', '', 'CALENDAR_DAY_OF_OTHER_YEAR'],
  ['2027-12-31 至 2028-01-01', '', 'CALENDAR_DAY_OF_OTHER_YEAR'],
  ['2027-01-01\n2027-01-01', '', 'CALENDAR_DAY_TWICE'],
  ['2027-02-06', '2027-02-06', 'CALENDAR_DAY_TWICE'],
  ['', '2027-02-08', 'CALENDAR_WORKDAY_NOT_WEEKEND'],
])('refuses %s / %s with %s', (holidays, workdays, code) => {
  expect(readCalendarYear(2027, holidays, workdays)).toMatchObject({ ok: false, refusal: { code } });
});
