import { addDays, addWorkingDays, type Day, type WorkCalendar, workingDaysBetween } from './calendar';

export const DEFAULT_IDLE_DAYS = 10;
export const MAX_IDLE_DAYS = 250;

/** Working days that a case has lain with its present holder: those after the day on which it came. */
export function idleDays(arrivedOn: Day, today: Day, calendar: WorkCalendar): number {
  return Math.max(workingDaysBetween(arrivedOn, today, calendar), 0);
}

/** The first day on which a case that came has not lain `days` working days yet; what came before it has. */
export function idleBound(days: number, today: Day, calendar: WorkCalendar): Day {
  return addWorkingDays(addDays(today, 1), -days, calendar).day;
}
