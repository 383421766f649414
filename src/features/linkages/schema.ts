import * as z from 'zod';
import { LINKAGE_MODELS } from '@/domain/programme';
import { amountField, choiceField, dayField, idField, optional, termField, textField } from '@/features/form-fields';

export const BENEFIT_KINDS = ['JOB', 'DIVIDEND', 'PURCHASE', 'RENT', 'SERVICE'] as const;

/** One or several boxes of the same name, all ids. */
const idsField = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]))
  .pipe(z.array(idField).min(1, { message: 'choiceMissing' }));

export const agreeSchema = z.object({
  caseId: idField,
  model: choiceField(LINKAGE_MODELS),
  signedOn: dayField,
  propertyRights: textField(500, { lines: true }),
  term: termField,
  benefitKind: choiceField(BENEFIT_KINDS),
  promised: amountField('YUAN'),
  householdIds: idsField,
});

export const endSchema = z.object({ caseId: idField, agreementId: idField, reason: textField(500, { lines: true }) });

export const benefitSchema = z.object({
  caseId: idField,
  linkedHouseholdId: idField,
  amount: amountField('YUAN'),
  receivedOn: dayField,
  note: optional(textField(200)),
});
