import * as z from 'zod';
import { choiceField, dayField, idField, keyField, optional, textField } from '@/features/form-fields';

export const computeSchema = z.object({ periodOn: dayField });
export const computeCaseSchema = z.object({ caseId: idField, periodOn: dayField });
export const reviewSchema = z
  .object({
    subsidyId: idField,
    outcome: choiceField(['REVIEWED', 'REFUSED']),
    remark: optional(textField(500, { lines: true })),
  })
  .refine(({ outcome, remark }) => outcome === 'REVIEWED' || remark !== null, {
    path: ['remark'],
    message: 'reasonMissing',
  });
export const paySchema = z.object({
  subsidyId: idField,
  paidOn: dayField,
  voucher: textField(100),
  idempotencyKey: keyField,
});
