import * as z from 'zod';
import { dayField, idField, keyField, textField, tickField } from '@/features/form-fields';

export const requestSchema = z.object({ caseId: idField, trancheId: idField, idempotencyKey: keyField });

export const releaseSchema = z.object({
  caseId: idField,
  paymentId: idField,
  idempotencyKey: keyField,
  checked: tickField.refine((ticked) => ticked, 'confirmMissing'),
});

export const refuseSchema = z.object({
  caseId: idField,
  paymentId: idField,
  reason: textField(500, { lines: true }),
  idempotencyKey: keyField,
});

export const returnSchema = z.object({
  caseId: idField,
  paymentId: idField,
  returnedOn: dayField,
  reason: textField(500, { lines: true }),
  idempotencyKey: keyField,
});
