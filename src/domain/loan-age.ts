import { addDays, compareDays, type Day, daysBetween } from './calendar';
import { OVERDUE_FROM_DAYS, type OverdueFromDays } from './measures';
import type { Fen } from './money';

/** What is owed on a loan, and the day on which the oldest part of it that is unpaid fell due. */
export type OwedBook = { outstandingFen: Fen; overdueSinceOn: Day | null };

/** What is added to an age band on a day: cases, and all that is owed on them. */
export type LateChange = { fromDays: OverdueFromDays; cases: number; fen: Fen };
export type LateEntry = { on: Day; late: readonly LateChange[] };

/** 逾期账龄: the band in which the days since the oldest unpaid due day lie; null: nothing is overdue. */
export function bandOf(overdueSinceOn: Day | null, day: Day): OverdueFromDays | null {
  if (overdueSinceOn === null) return null;
  const days = daysBetween(overdueSinceOn, day);
  return OVERDUE_FROM_DAYS.findLast((from) => days >= from) ?? null;
}

/**
 * What must be added to what was recorded of a loan's age so that it is true from `from` until `until` (both included), one
 * entry a day. True is: the book as it is now, grown older by time alone. What was recorded after `until` stays.
 */
export function settleAge(book: OwedBook, recorded: readonly LateEntry[], from: Day, until: Day): LateEntry[] {
  const { outstandingFen, overdueSinceOn } = book;
  const crossings = overdueSinceOn === null ? [] : OVERDUE_FROM_DAYS.map((days) => addDays(overdueSinceOn, days));
  const days = [from, ...crossings, ...recorded.map((entry) => entry.on)]
    .filter((day) => compareDays(day, from) >= 0 && compareDays(day, until) <= 0)
    .sort(compareDays);
  const entries: LateEntry[] = [];
  for (const day of new Set(days)) {
    const band = outstandingFen > 0n ? bandOf(overdueSinceOn, day) : null;
    const known = [...recorded, ...entries].filter(({ on }) => compareDays(on, day) <= 0).flatMap(({ late }) => late);
    const late = OVERDUE_FROM_DAYS.map((fromDays) => {
      const stands = known.filter((change) => change.fromDays === fromDays);
      return {
        fromDays,
        cases: (band === fromDays ? 1 : 0) - stands.reduce((sum, { cases }) => sum + cases, 0),
        fen: (band === fromDays ? outstandingFen : 0n) - stands.reduce((sum, { fen }) => sum + fen, 0n),
      };
    }).filter(({ cases, fen }) => cases !== 0 || fen !== 0n);
    if (late.length > 0) entries.push({ on: day, late });
  }
  return entries;
}
