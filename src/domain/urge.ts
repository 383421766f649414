import { addWorkingDays, type Day, type WorkCalendar } from './calendar';

/** 催办 at most once a working day per case and person: the first day on which somebody who urged may urge again. */
export function nextUrgeDay(urgedOn: Day, calendar: WorkCalendar): Day {
  return addWorkingDays(urgedOn, 1, calendar).day;
}
