import * as z from 'zod';
import { amountField, choiceField, countField, idField, optional, rateField, textField } from '@/features/form-fields';

const what = {
  amount: amountField('WAN'),
  /** percent a year; none: no concession */
  concession: optional(rateField({ min: 0 })),
  documentNumber: textField(100),
};

export const allotSchema = z.object({
  programmeId: idField,
  /** by name or code, as findNamedRegion reads it */
  region: textField(100),
  year: countField(2099, { min: 2016 }),
  ...what,
});
export type AllotInput = z.output<typeof allotSchema>;

export const changeSchema = z.object({ quotaId: idField, ...what });
export type ChangeInput = z.output<typeof changeSchema>;

export const transferSchema = z.object({
  fromQuotaId: idField,
  toQuotaId: idField,
  amount: amountField('WAN'),
  reason: textField(500, { lines: true }),
});
export type TransferInput = z.output<typeof transferSchema>;

export const settleSchema = z.object({
  quotaId: idField,
  transferId: idField,
  outcome: choiceField(['APPROVED', 'REFUSED']),
  remark: optional(textField(500, { lines: true })),
});
export type SettleInput = Omit<z.output<typeof settleSchema>, 'quotaId'>;
