import * as z from 'zod';
import { LIST_NAMES, type ListName } from '@/domain/lists';
import { choiceField, idField, optional, textField } from '@/features/form-fields';

/** What a list sends to be exported: its name and the query part of its address. */
export const listedFields = {
  list: z.enum(LIST_NAMES as [ListName, ...ListName[]]),
  query: z
    .string()
    .max(4_000)
    .transform((query) => query.replace(/^\?/, '')),
};

export const listedSchema = z.object(listedFields);

/** The same with the key of the form that sends it. */
export const listedOnceSchema = z.object({ ...listedFields, idempotencyKey: z.string().max(100).optional() });

export const askSchema = z.object({
  ...listedFields,
  content: choiceField(['MASKED', 'FULL']),
  reason: textField(500, { min: 4, lines: true }),
});

export const settleAskSchema = z
  .object({
    approvalId: idField,
    outcome: choiceField(['APPROVED', 'REFUSED']),
    remark: optional(textField(500, { lines: true })),
  })
  .superRefine((input, ctx) => {
    if (input.outcome === 'REFUSED' && input.remark === null)
      ctx.addIssue({ code: 'custom', path: ['remark'], message: 'textMissing' });
  });

export const withdrawAskSchema = z.object({ approvalId: idField });
