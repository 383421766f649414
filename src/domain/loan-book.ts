import type { Fen } from './money';

/** Events by which what is paid or owed on a case changes; figure_of reads the same amounts. */
export const BOOK_EVENTS = [
  'payment.released',
  'payment.returned',
  'repayment.recorded',
  'case.compensated',
  'case.written-off',
] as const;
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
