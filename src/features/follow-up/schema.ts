import * as z from 'zod';
import {
  amountField,
  choiceField,
  countField,
  dayField,
  idField,
  keyField,
  optional,
  textField,
  versionField,
} from '@/features/form-fields';

const proseField = (max: number) => textField(max, { lines: true });

export const repaymentSchema = z.object({
  caseId: idField,
  paidOn: dayField,
  amount: amountField('YUAN'),
  idempotencyKey: keyField,
});

export const reportSchema = z.object({
  caseId: idField,
  reportId: idField,
  progress: proseField(2000),
  fundsUsed: amountField('WAN', { min: 0n }),
  /** whole percent, where the programme asks it */
  physicalPercent: optional(countField(100)),
  problems: optional(proseField(2000)),
});

// What the outcome demands of the remark is asked here too, so that the error stands beside the field.
export const reviewSchema = z
  .object({
    caseId: idField,
    reportId: idField,
    outcome: choiceField(['REVIEWED', 'RETURNED']),
    remark: optional(proseField(500)),
  })
  .refine(({ outcome, remark }) => outcome === 'REVIEWED' || remark !== null, {
    path: ['remark'],
    message: 'textMissing',
  });

export const findingSchema = z.object({ caseId: idField, description: proseField(1000), dueOn: dayField });

export const rectifySchema = z.object({ caseId: idField, findingId: idField, rectification: proseField(1000) });

export const signOffSchema = z
  .object({
    caseId: idField,
    findingId: idField,
    outcome: choiceField(['ACCEPTED', 'SENT_BACK']),
    remark: optional(proseField(500)),
  })
  .refine(({ outcome, remark }) => outcome === 'ACCEPTED' || remark !== null, {
    path: ['remark'],
    message: 'textMissing',
  });

export const endSchema = z.object({
  caseId: idField,
  version: versionField,
  reason: proseField(500),
  idempotencyKey: keyField,
});
