import * as z from 'zod';
import { BANK_OUTCOMES, tailOf } from '@/domain/bank-return';
import { amountField, choiceField, dayField, idField, optional, textField } from '@/features/form-fields';

/** A line of the file: of the account only its end is kept. */
export const lineSchema = z.object({
  reference: textField(60),
  amount: amountField('YUAN'),
  account: textField(60)
    .transform(tailOf)
    .refine((tail) => tail.length === 4, 'invalid'),
  outcome: choiceField(BANK_OUTCOMES),
  happenedOn: dayField,
  reason: optional(textField(200)),
});
export type ReadLine = z.output<typeof lineSchema>;

export const compareSchema = z.object({});
export const resolveSchema = z.object({ lineId: idField, resolution: textField(500, { lines: true }) });
