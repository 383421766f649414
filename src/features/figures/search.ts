import { type Day, isUsableDay } from '@/domain/calendar';

/** The day of an address on which figures are read: today where none is meant, or one that has not come. */
export function readAsOf(typed: string | undefined, today: Day): Day {
  return typed && isUsableDay(typed) && typed <= today ? typed : today;
}
