import * as z from 'zod';
import { amountField, choiceField, countField, dayField, idField, optional, textField } from '@/features/form-fields';

export const requestSchema = z.object({
  title: textField(100),
  programmeId: idField,
  organisationId: idField,
  ceilingFen: amountField('WAN'),
  approvals: countField(9, { min: 1 }),
  validFrom: dayField,
  validTo: dayField,
  documentNumber: textField(100),
  reason: textField(500, { lines: true }),
});

/** A refusal says why. */
export const settleSchema = z
  .object({
    specialItemId: idField,
    verdict: choiceField(['APPROVED', 'REFUSED']),
    remark: optional(textField(300, { lines: true })),
  })
  .transform((fields, ctx) => {
    if (fields.verdict === 'REFUSED' && fields.remark === null)
      ctx.addIssue({ code: 'custom', message: 'textMissing', path: ['remark'] });
    return fields;
  });

export const revokeSchema = z.object({ specialItemId: idField, remark: textField(300, { lines: true }) });
export const caseSchema = z.object({ specialItemId: idField, caseId: idField });
