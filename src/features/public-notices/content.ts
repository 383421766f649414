import * as z from 'zod';

const label = z.object({ zh: z.string(), en: z.string() });

/**
 * What the public reads of a case, frozen when the notice was put up: no identity number, telephone, account or address,
 * a person's name masked, and the title left out, for it often holds the name.
 */
export const noticeContentSchema = z.object({
  reference: z.string(),
  applicant: z.string(),
  programme: label,
  county: z.string(),
  township: z.string(),
  village: z.string().nullable(),
  purpose: z.string(),
  amountFen: z.string().regex(/^\d+$/).transform(BigInt),
  termMonths: z.number().int(),
  /** null: it is given, not lent */
  rateBps: z.number().int().nullable(),
  financier: label,
});
export type NoticeContent = z.output<typeof noticeContentSchema>;
export type StoredNoticeContent = z.input<typeof noticeContentSchema>;
