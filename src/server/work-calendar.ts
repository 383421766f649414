import type { Day, WorkCalendar } from '@/domain/calendar';
import type { SqlReader } from './sql';

const KEEP_MS = 60_000;
let kept: { calendar: WorkCalendar; until: number } | undefined;

/** The working-day calendar, kept for a minute: 23 years are some 800 rows and change once a year. */
export async function loadWorkCalendar(sql: SqlReader): Promise<WorkCalendar> {
  const clock = performance.now();
  if (kept && clock < kept.until) return kept.calendar;
  const days = await sql.$queryRaw<
    { day: Day; kind: 'HOLIDAY' | 'WORKDAY' }[]
  >`SELECT day::text, kind::text FROM calendar_day`;
  const years = await sql.$queryRaw<{ year: number }[]>`SELECT year FROM calendar_year`;
  const calendar: WorkCalendar = {
    publishedThrough: years.map((row) => row.year),
    exceptions: new Map(days.map((row) => [row.day, row.kind])),
  };
  kept = { calendar, until: clock + KEEP_MS };
  return calendar;
}

/** Forgets what is kept, after the calendar was changed. */
export function forgetWorkCalendar(): void {
  kept = undefined;
}
