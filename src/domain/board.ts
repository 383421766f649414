import { addDays, type Day } from './calendar';
import { type Countable, type Measure, measuresOf } from './measures';
import { sumFen } from './money';

/** What a leader asks first in the morning, in this order; overdue are loans. */
export const BOARD = ['ACCEPTED', 'APPROVED', 'PAID', 'RETURNED', 'OVERDUE'] as const satisfies readonly Countable[];
export type BoardMeasure = (typeof BOARD)[number];

export type BoardRow = {
  measure: BoardMeasure;
  /** from the beginning of yesterday until now */
  sinceYesterday: bigint;
  yesterday: bigint;
  today: bigint;
  dayBefore: bigint;
  /** yesterday less the day before: two whole days, so that the hour of reading decides nothing */
  change: bigint;
};

/** The first day that a board needs: the one before yesterday. */
export function boardFrom(today: Day): Day {
  return addDays(today, -2);
}

/**
 * What was added since yesterday, against the day before it. Of what is overdue a day adds the loans that became so less
 * those that were put in order.
 */
export function prepareBoard(
  days: readonly { day: Day; measure: Measure; value: bigint }[],
  today: Day,
): readonly BoardRow[] {
  return BOARD.map((measure) => {
    const parts: readonly Measure[] = measuresOf(measure);
    const on = (day: Day) =>
      sumFen(days.filter((row) => row.day === day && parts.includes(row.measure)).map((row) => row.value));
    const [now, yesterday, dayBefore] = [on(today), on(addDays(today, -1)), on(boardFrom(today))];
    return {
      measure,
      sinceYesterday: yesterday + now,
      yesterday,
      today: now,
      dayBefore,
      change: yesterday - dayBefore,
    };
  });
}
