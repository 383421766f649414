import * as z from 'zod';
import { isUsableDay } from '@/domain/calendar';
import { PAYMENT_STATUSES, type PaymentStatus } from '@/domain/disbursement';
import type { Translator } from '@/i18n/translator';

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const searchSchema = z.object({
  status: one(z.enum(PAYMENT_STATUSES)),
  from: one(z.string().refine(isUsableDay)),
  to: one(z.string().refine(isUsableDay)),
});

type Filter = { status?: PaymentStatus | undefined; from?: string | undefined; to?: string | undefined };

/** Reads the address into a filter. */
export function paymentFilterFrom(search: Readonly<Record<string, string | undefined>>): Filter {
  return searchSchema.parse(search);
}

/** The chosen filters in words, each with the part of the address that it stands in. */
export function describePaymentFilter(t: Translator, { status, from, to }: Filter) {
  const words: { name: keyof Filter; head: string; value: string }[] = [];
  if (status)
    words.push({
      name: 'status',
      head: t('disbursements.list.status'),
      value: t(`disbursements.paymentStatus.${status}`),
    });
  if (from) words.push({ name: 'from', head: t('disbursements.list.from'), value: from });
  if (to) words.push({ name: 'to', head: t('disbursements.list.to'), value: to });
  return words;
}
