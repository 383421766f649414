import { addDays, addMonths, type Day, lastDayOfMonth } from './calendar';

/** Of a period to date: the month, the quarter or the year of its last day. */
export const PERIODS = ['MONTH', 'QUARTER', 'YEAR'] as const;
export type PeriodName = (typeof PERIODS)[number];
/** Both days included. */
export type DaySpan = { from: Day; until: Day };

const MONTHS: Record<PeriodName, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** The period from its first day to the day (至 until). */
export function periodUntil(name: PeriodName, until: Day): DaySpan {
  const month = Number(until.slice(5, 7));
  const first = month - ((month - 1) % MONTHS[name]);
  return { from: `${until.slice(0, 4)}-${`${first}`.padStart(2, '0')}-01`, until };
}

/** As much of the same period last year (同比): to the same date; a month that is whole is compared to a whole one. */
export function sameLastYear(period: DaySpan): DaySpan {
  return movedBack(period, 12);
}

/** As much of the period before (环比). */
export function periodBefore(name: PeriodName, period: DaySpan): DaySpan {
  return movedBack(period, MONTHS[name]);
}

function movedBack({ from, until }: DaySpan, months: number): DaySpan {
  const day = addMonths(until, -months);
  return { from: addMonths(from, -months), until: until === lastDayOfMonth(until) ? lastDayOfMonth(day) : day };
}

/** The months up to a day, oldest first, the last only until the day. */
export function monthsUntil(until: Day, count: number): DaySpan[] {
  const first = periodUntil('MONTH', until).from;
  return Array.from({ length: count }, (_, index) => {
    const from = addMonths(first, index + 1 - count);
    return { from, until: index === count - 1 ? until : lastDayOfMonth(from) };
  });
}

/** The day as of which what stands is compared to the period before: its eve, so that growth is since 上期末. */
export function eveOf({ from }: DaySpan): Day {
  return addDays(from, -1);
}
