import type { WorkCalendar } from '@/domain/calendar';
import { toDay } from './dates';
import type { Tx } from './db';

const KEEP_MS = 60_000;
let kept: { calendar: WorkCalendar; until: number } | undefined;

/** The working-day calendar, kept for a minute: 23 years are some 800 rows and change once a year. */
export async function loadWorkCalendar(tx: Tx): Promise<WorkCalendar> {
  const clock = performance.now();
  if (kept && clock < kept.until) return kept.calendar;
  const [days, years] = [await tx.calendarDay.findMany(), await tx.calendarYear.findMany()];
  const calendar: WorkCalendar = {
    publishedThrough: years.map((row) => row.year),
    exceptions: new Map(days.map((row) => [toDay(row.day), row.kind])),
  };
  kept = { calendar, until: clock + KEEP_MS };
  return calendar;
}

/** Forgets what is kept, after the calendar was changed. */
export function forgetWorkCalendar(): void {
  kept = undefined;
}
