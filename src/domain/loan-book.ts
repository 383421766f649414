import { compareDays, type Day } from './calendar';
import type { Fen } from './money';

/** Events by which what is paid or owed on a case changes; figure_of reads the same amounts. */
export const BOOK_EVENTS = [
  'payment.released',
  'payment.returned',
  'repayment.recorded',
  'case.compensated',
  'case.written-off',
] as const;
/** The event that puts right how a case was counted on a day (settleCounts). */
export const COUNT_CORRECTED = 'loan.counted';

type BookEvent = (typeof BOOK_EVENTS)[number];

type Amounts = { amountFen?: unknown; principalFen?: unknown };

/**
 * What an event adds to the money paid and to the principal owed, in fen; null: it is none of the book's. What was given,
 * not lent, carries a principal of 0.
 */
export function bookChange(kind: string, { amountFen, principalFen }: Amounts): { paidFen: Fen; owedFen: Fen } | null {
  if (!BOOK_EVENTS.includes(kind as BookEvent)) return null;
  const principal = BigInt(String(principalFen ?? amountFen));
  if (kind === 'payment.released') return { paidFen: BigInt(String(amountFen)), owedFen: principal };
  return { paidFen: kind === 'payment.returned' ? -BigInt(String(amountFen)) : 0n, owedFen: -principal };
}

/** How many cases a case is among those paid, and among those that owe: 0 or 1, and less or more by what is added. */
export type BookCount = { paid: number; owing: number };

/** An event of a case's book on its day: what it added in fen (0 for a correction), and what it added to the counts. */
export type BookEntry = { on: Day; paidFen: Fen; owedFen: Fen; counted: BookCount };

/**
 * What must be added to the counts that were recorded, so that on each day the case counts among those paid, and among those
 * that owe, exactly while its book says so; one correction a day, none where nothing differs. An event counts by what
 * was known when it was recorded: one that comes late, for a day before others, may leave the days between wrong.
 */
export function settleCounts(entries: readonly BookEntry[]): (BookCount & { on: Day })[] {
  const corrections: (BookCount & { on: Day })[] = [];
  const book = { paidFen: 0n, owedFen: 0n };
  const stands: BookCount = { paid: 0, owing: 0 };
  for (const on of [...new Set(entries.map((entry) => entry.on))].sort(compareDays)) {
    for (const entry of entries.filter((each) => each.on === on)) {
      book.paidFen += entry.paidFen;
      book.owedFen += entry.owedFen;
      stands.paid += entry.counted.paid;
      stands.owing += entry.counted.owing;
    }
    const paid = Number(book.paidFen > 0n) - stands.paid;
    const owing = Number(book.owedFen > 0n) - stands.owing;
    if (paid !== 0 || owing !== 0) corrections.push({ on, paid, owing });
    stands.paid += paid;
    stands.owing += owing;
  }
  return corrections;
}
