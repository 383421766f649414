import * as z from 'zod';
import { choiceField, idField, optional, textField } from '@/features/form-fields';

/** A verdict on a file; a rejection says why, so that the right file comes next. */
export const verdictSchema = z
  .object({
    documentId: idField,
    outcome: choiceField(['CHECKED', 'REJECTED'] as const),
    remark: optional(textField(200, { lines: true })),
  })
  .superRefine((verdict, ctx) => {
    if (verdict.outcome === 'REJECTED' && verdict.remark === null)
      ctx.addIssue({ code: 'custom', path: ['remark'], message: 'rejectionReasonMissing' });
  });

export const removalSchema = z.object({ documentId: idField });

const uuid = z.uuid();

/** Whether a text from an address or a form can be an id at all. */
export function isUuid(text: string): boolean {
  return uuid.safeParse(text).success;
}
