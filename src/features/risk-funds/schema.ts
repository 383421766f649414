import * as z from 'zod';
import { amountField, choiceField, dayField, idField, keyField, optional, textField } from '@/features/form-fields';

export const fundSchema = z.object({ programmeId: idField, financierId: idField, name: textField(60) });
export type FundInput = z.output<typeof fundSchema>;

export const depositSchema = z.object({
  fundId: idField,
  kind: choiceField(['DEPOSIT', 'INTEREST']),
  amount: amountField('WAN'),
  occurredOn: dayField,
  reference: textField(100),
  idempotencyKey: keyField,
});
export type DepositInput = z.output<typeof depositSchema>;

export const pauseSchema = z.object({
  fundId: idField,
  pause: choiceField(['yes', 'no']).transform((answer) => answer === 'yes'),
  reason: textField(500, { lines: true }),
});

export const claimSchema = z.object({ caseId: idField, statement: textField(1000, { lines: true }) });

const claim = { fundId: idField, claimId: idField };
export const reviewSchema = z.object({
  ...claim,
  outcome: choiceField(['REVIEWED', 'REFUSED']),
  remark: optional(textField(500, { lines: true })),
});
export const paySchema = z.object({ ...claim, idempotencyKey: keyField });
export const recoverySchema = z.object({
  ...claim,
  amount: amountField('YUAN'),
  receivedOn: dayField,
  idempotencyKey: keyField,
});
