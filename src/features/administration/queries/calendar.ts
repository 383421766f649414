import 'server-only';
import type { Actor } from '@/domain/actor';
import { addDays, type Day, daysBetween, isWorkday } from '@/domain/calendar';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { demand } from './demand';

export type CalendarYearView = {
  year: number;
  publishedOn: Day;
  workingDays: number;
  /** spans of consecutive days, as the notice would write them */
  holidays: { from: Day; to: Day }[];
  workdays: Day[];
};

/** The years whose calendar is published, newest first. */
export async function listCalendarYears(tx: Tx, actor: Actor): Promise<{ year: number; publishedOn: Day }[]> {
  demand(actor, 'calendar.manage');
  const rows = await tx.calendarYear.findMany({ orderBy: { year: 'desc' } });
  return rows.map((row) => ({ year: row.year, publishedOn: toDay(row.publishedOn) }));
}

/** One published year; null where there is none. */
export async function findCalendarYear(tx: Tx, actor: Actor, year: number): Promise<CalendarYearView | null> {
  demand(actor, 'calendar.manage');
  const row = await tx.calendarYear.findUnique({ where: { year } });
  if (!row) return null;
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const days = await tx.calendarDay.findMany({
    where: { day: { gte: toDate(first), lte: toDate(last) } },
    orderBy: { day: 'asc' },
  });
  const exceptions = new Map(days.map((entry) => [toDay(entry.day), entry.kind]));
  const calendar = { publishedThrough: [year], exceptions };
  const all = Array.from({ length: daysBetween(first, last) + 1 }, (_, offset) => addDays(first, offset));
  const ofKind = (kind: string) => [...exceptions].filter(([, own]) => own === kind).map(([day]) => day);
  return {
    year,
    publishedOn: toDay(row.publishedOn),
    workingDays: all.filter((day) => isWorkday(day, calendar)).length,
    holidays: toSpans(ofKind('HOLIDAY')),
    workdays: ofKind('WORKDAY'),
  };
}

function toSpans(days: Day[]): { from: Day; to: Day }[] {
  const spans: { from: Day; to: Day }[] = [];
  for (const day of days) {
    const open = spans.at(-1);
    if (open && daysBetween(open.to, day) === 1) open.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans;
}
