import { addDays, type Day, isWorkday, type WorkCalendar, workingDaysBetween } from '@/domain/calendar';

/** The working day from which a number of working days have gone by until today. */
export function daysBack(today: Day, calendar: WorkCalendar): (days: number) => Day {
  return (days) => {
    let day = today;
    while (workingDaysBetween(day, today, calendar) < days || !isWorkday(day, calendar)) day = addDays(day, -1);
    return day;
  };
}
