import * as z from 'zod';
import { isValidDay } from '@/domain/calendar';
import { PAYMENT_STATUSES, type PaymentStatus } from '@/domain/disbursement';

export type PaymentSearch = { status?: string; from?: string; to?: string; after?: string };

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const searchSchema = z.object({
  status: one(z.enum(PAYMENT_STATUSES)),
  from: one(z.string().refine(isValidDay)),
  to: one(z.string().refine(isValidDay)),
  after: one(z.uuid()),
});

/** Reads the address into a filter; `after` is the cursor. */
export function paymentFilterFrom(search: PaymentSearch): {
  status?: PaymentStatus | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: string | undefined;
} {
  return searchSchema.parse(search);
}

/** The list's address with some of its parts changed; undefined takes one away. */
export function paymentsHref(
  search: PaymentSearch,
  change: { [name in keyof PaymentSearch]: string | undefined },
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, ...change })) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `/payments?${text}` : '/payments';
}
