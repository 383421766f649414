import * as z from 'zod';
import { APPLICANT_KINDS } from '@/domain/stage';
import { amountField, choiceField, countField, dayField, idField, optional, textField } from '@/features/form-fields';

const grant = {
  organisationId: idField,
  programmeId: idField,
  /** in units of 10,000 yuan; none: without limit */
  upTo: optional(amountField('WAN')),
  validFrom: dayField,
  /** the last day on which it counts */
  lastDay: dayField,
};

export const raiseSchema = z.object({
  ...grant,
  /** none: every kind of applicant */
  applicantKind: optional(choiceField(APPLICANT_KINDS)),
  approvals: countField(9, { min: 1 }),
  reason: textField(500, { lines: true }),
});
export type RaiseInput = z.output<typeof raiseSchema>;

export const settleRaiseSchema = z
  .object({
    raiseId: idField,
    outcome: choiceField(['APPROVED', 'REFUSED']),
    documentNumber: optional(textField(100)),
    remark: optional(textField(500, { lines: true })),
  })
  .superRefine((input, ctx) => {
    const owed = input.outcome === 'APPROVED' ? 'documentNumber' : 'remark';
    if (input[owed] === null) ctx.addIssue({ code: 'custom', path: [owed], message: 'textMissing' });
  });
export type SettleRaiseInput = z.output<typeof settleRaiseSchema>;

export const revokeRaiseSchema = z.object({ raiseId: idField, remark: textField(500, { lines: true }) });

export const postingSchema = z.object({ ...grant, userId: idField, documentNumber: textField(100) });
export type PostingInput = z.output<typeof postingSchema>;

export const endPostingSchema = z.object({ postingId: idField });
