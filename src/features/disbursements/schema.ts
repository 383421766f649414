import * as z from 'zod';
import { dayField, idField, textField, tickField } from '@/features/form-fields';

/** The key is a hidden field: what is wrong with it is a refusal of the command, not an error beside a field. */
const keyField = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : ''));

export const requestSchema = z.object({ caseId: idField, trancheId: idField, idempotencyKey: keyField });

export const releaseSchema = z.object({
  caseId: idField,
  paymentId: idField,
  idempotencyKey: keyField,
  checked: tickField.refine((ticked) => ticked, 'confirmMissing'),
});

export const refuseSchema = z.object({ caseId: idField, paymentId: idField, reason: textField(500, { lines: true }) });

export const returnSchema = z.object({
  caseId: idField,
  paymentId: idField,
  returnedOn: dayField,
  reason: textField(500, { lines: true }),
});
