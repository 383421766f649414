import 'server-only';
import { getLocale } from 'next-intl/server';
import type { Label } from '@/domain/actor';
import { formatAmount, MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatOfficialDay } from '@/lib/format-day';

/** How a paper says names, days and amounts: in the reader's language, days in the form of official papers, money in yuan. */
export async function paperWords() {
  const locale = await getLocale();
  return {
    name: (label: Label | null | undefined) => (label ? labelOf(label, locale) : MISSING),
    day: (day: string | null | undefined) => (day ? formatOfficialDay(day, locale) : MISSING),
    dayOf: (at: Date | null | undefined) => (at ? formatOfficialDay(formatDayOf(at), locale) : MISSING),
    yuan: (fen: bigint | null | undefined) => formatAmount(fen, 'YUAN'),
  };
}
