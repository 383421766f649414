import * as z from 'zod';
import type { LedgerPeriod } from '@/domain/accounts';
import { compareDays, type Day, isUsableDay } from '@/domain/calendar';

export type LedgerSearch = LedgerPeriod & { financierId?: string | undefined };

const day = z.string().refine(isUsableDay).optional().catch(undefined);
const schema = z.object({ from: day, to: day, financier: z.uuid().optional().catch(undefined) });

/** Reads the address; without days, the year so far. A period that ends before it begins is its last day. */
export function ledgerSearchFrom(search: Readonly<Record<string, unknown>>, today: Day): LedgerSearch {
  const { from, to, financier } = schema.parse(search);
  const end = to ?? today;
  const start = from ?? `${end.slice(0, 4)}-01-01`;
  return { from: compareDays(start, end) > 0 ? end : start, to: end, financierId: financier };
}

/** The same as an address; `more` stands behind it. */
export function ledgerHref(path: string, search: LedgerSearch, more: Readonly<Record<string, string>> = {}): string {
  const { from, to, financierId } = search;
  return `${path}?${new URLSearchParams({ from, to, ...(financierId ? { financier: financierId } : {}), ...more })}`;
}
