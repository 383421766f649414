import * as z from 'zod';
import {
  amountField,
  choiceField,
  countField,
  idField,
  keyField,
  optional,
  rateField,
  textField,
} from '@/features/form-fields';

/** Our own code asks without a key (features/ledger/idempotency). */
type Asked<Fields> = Omit<Fields, 'idempotencyKey'> & { idempotencyKey?: string };

const what = {
  amount: amountField('WAN'),
  /** percent a year; none: no concession */
  concession: optional(rateField({ min: 0 })),
  documentNumber: textField(100),
  idempotencyKey: keyField,
};

export const allotSchema = z.object({
  programmeId: idField,
  /** by name or code, as findNamedRegion reads it */
  region: textField(100),
  year: countField(2099, { min: 2016 }),
  ...what,
});
export type AllotInput = Asked<z.output<typeof allotSchema>>;

export const changeSchema = z.object({ quotaId: idField, ...what });
export type ChangeInput = Asked<z.output<typeof changeSchema>>;

export const transferSchema = z.object({
  fromQuotaId: idField,
  toQuotaId: idField,
  amount: amountField('WAN'),
  reason: textField(500, { lines: true }),
  idempotencyKey: keyField,
});
export type TransferInput = Asked<z.output<typeof transferSchema>>;

export const settleSchema = z.object({
  quotaId: idField,
  transferId: idField,
  outcome: choiceField(['APPROVED', 'REFUSED']),
  remark: optional(textField(500, { lines: true })),
  idempotencyKey: keyField,
});
export type SettleInput = Asked<Omit<z.output<typeof settleSchema>, 'quotaId'>>;
