import { addDays, type Day, daysBetween, isValidDay } from './calendar';
import type { RefusalValue } from './refusal';

export type CalendarException = { day: Day; kind: 'HOLIDAY' | 'WORKDAY' };
type Reading<T> = { ok: true; value: T } | { ok: false; refusal: RefusalValue };

const SPAN = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:~|\u81f3|\u5230|to|\u2013|\u2014|\uff5e)\s*(\d{4}-\d{2}-\d{2}))?$/;
const LONGEST_SPAN = 31;

/**
 * A year's notice of the State Council as an administrator writes it: days off and make-up days, one day or span a line.
 * Refuses CALENDAR_LINE_UNREADABLE, CALENDAR_DAY_OF_OTHER_YEAR, CALENDAR_DAY_TWICE, CALENDAR_WORKDAY_NOT_WEEKEND.
 */
export function readCalendarYear(year: number, holidays: string, workdays: string): Reading<CalendarException[]> {
  const seen = new Set<Day>();
  const exceptions: CalendarException[] = [];
  for (const [kind, text] of [
    ['HOLIDAY', holidays],
    ['WORKDAY', workdays],
  ] as const) {
    const days = readDays(text);
    if (!days.ok) return days;
    for (const day of days.value) {
      if (Number(day.slice(0, 4)) !== year) return refused('CALENDAR_DAY_OF_OTHER_YEAR', { day, year: String(year) });
      if (seen.has(day)) return refused('CALENDAR_DAY_TWICE', { day });
      if (kind === 'WORKDAY' && !isWeekend(day)) return refused('CALENDAR_WORKDAY_NOT_WEEKEND', { day });
      seen.add(day);
      exceptions.push({ day, kind });
    }
  }
  return { ok: true, value: exceptions };
}

function readDays(text: string): Reading<Day[]> {
  const days: Day[] = [];
  for (const line of text.split(/[\n,;\uff0c\uff1b\u3001]/).map((part) => part.trim())) {
    if (line === '') continue;
    const [, from, to = from] = SPAN.exec(line) ?? [];
    if (!from || !to || !isValidDay(from) || !isValidDay(to)) {
      return refused('CALENDAR_LINE_UNREADABLE', { text: line.slice(0, 40) });
    }
    const length = daysBetween(from, to);
    if (length < 0 || length > LONGEST_SPAN) return refused('CALENDAR_LINE_UNREADABLE', { text: line.slice(0, 40) });
    for (let offset = 0; offset <= length; offset += 1) days.push(addDays(from, offset));
  }
  return { ok: true, value: days };
}

function isWeekend(day: Day): boolean {
  // 1970-01-04 was a Sunday.
  const weekday = ((daysBetween('1970-01-04', day) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

function refused(code: RefusalValue['code'], params: RefusalValue['params']): { ok: false; refusal: RefusalValue } {
  return { ok: false, refusal: { code, ...(params ? { params } : {}) } };
}
