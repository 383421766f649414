import type { Day } from '@/domain/calendar';

/** A calendar day as Prisma's @db.Date wants it: UTC midnight. */
export function toDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A @db.Date value as a calendar day. */
export function toDay(date: Date): Day;
export function toDay(date: Date | null): Day | null;
export function toDay(date: Date | null): Day | null {
  return date ? date.toISOString().slice(0, 10) : null;
}
