import * as z from 'zod';
import { APPLICANT_KINDS } from '@/domain/stage';
import { amountField, choiceField, countField, dayField, idField, optional, textField } from '@/features/form-fields';

export const authoritySchema = z.object({
  /** by its name in either language */
  organisation: textField(100),
  /** by its code */
  programme: textField(20),
  /** none: every kind of applicant */
  applicantKind: optional(choiceField(APPLICANT_KINDS)),
  /** in units of 10,000 yuan; none: without limit */
  upTo: optional(amountField('WAN')),
  approvals: countField(9, { min: 1 }),
  validFrom: dayField,
  validTo: optional(dayField),
  documentNumber: textField(100),
});
export type AuthorityInput = z.output<typeof authoritySchema>;

export const endAuthoritySchema = z.object({ authorityId: idField, validTo: dayField });
