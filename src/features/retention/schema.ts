import * as z from 'zod';
import { choiceField, dayField, idField, optional, textField } from '@/features/form-fields';

export const REQUEST_MATTERS = ['ERASURE', 'CORRECTION'] as const;
export const REQUEST_OUTCOMES = ['GRANTED', 'REFUSED'] as const;

export const askErasureSchema = z.object({ dueId: idField, reason: textField(200, { min: 4 }) });

export const settleErasureSchema = z
  .object({
    erasureId: idField,
    outcome: choiceField(['APPROVED', 'REFUSED']),
    remark: optional(textField(200)),
  })
  .refine(({ outcome, remark }) => outcome === 'APPROVED' || remark !== null, {
    path: ['remark'],
    message: 'textMissing',
  });

export const dataRequestSchema = z.object({
  householdId: idField,
  matter: choiceField(REQUEST_MATTERS),
  receivedOn: dayField,
  text: textField(500, { lines: true }),
});

export const answerRequestSchema = z.object({
  dataRequestId: idField,
  outcome: choiceField(REQUEST_OUTCOMES),
  answer: textField(500, { lines: true }),
});

/** One of the two is filled, by the page. */
export const setHoldSchema = z
  .object({
    householdId: optional(idField),
    operatingEntityId: optional(idField),
    documentNumber: textField(60),
    documentOn: dayField,
    reason: textField(200, { min: 4 }),
  })
  .refine(({ householdId, operatingEntityId }) => (householdId === null) !== (operatingEntityId === null), {
    path: ['householdId'],
    message: 'choiceUnknown',
  });

export const liftHoldSchema = z.object({ holdId: idField, reason: textField(200, { min: 4 }) });
