import * as z from 'zod';
import {
  choiceField,
  identityNumberField,
  idField,
  optional,
  phoneField,
  textField,
  tickField,
} from '@/features/form-fields';

export const HOUSEHOLD_KINDS = ['REGISTERED_POOR', 'LIFTED_OUT', 'MONITORED', 'OTHER'] as const;
export const MEMBER_RELATIONS = ['SPOUSE', 'CHILD', 'PARENT', 'OTHER'] as const;
export const ENTITY_KINDS = ['FAMILY_FARM', 'COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE'] as const;

export const REVEAL_FIELDS = ['IDENTITY_NUMBER', 'PHONE', 'ADDRESS', 'CONTACT_PHONE', 'PAYEE_ACCOUNT'] as const;

/** Why somebody needs a value in full; the note says it in words. */
export const REVEAL_REASONS = [
  'CONTACT_APPLICANT',
  'CHECK_AGAINST_DOCUMENT',
  'SITE_VISIT',
  'PREPARE_CONTRACT',
  'PREPARE_PAYMENT',
  'OTHER',
] as const;

export const addMemberSchema = z.object({
  householdId: idField,
  relation: choiceField(MEMBER_RELATIONS),
  name: textField(30),
  identityNumber: identityNumberField,
  phone: optional(phoneField),
  labourCapacity: tickField,
});

/** `target` is the field and whose it is, `PHONE:<id>`. */
export const revealSchema = z.object({
  caseId: optional(idField),
  target: z
    .unknown()
    .optional()
    .transform((value, ctx) => {
      const [field, id] = typeof value === 'string' ? value.split(':') : [];
      const known = REVEAL_FIELDS.find((name) => name === field);
      const subject = idField.safeParse(id);
      if (known && subject.success) return { field: known, subjectId: subject.data };
      ctx.addIssue({ code: 'custom', message: 'choiceMissing' });
      return z.NEVER;
    }),
  reason: choiceField(REVEAL_REASONS),
  note: textField(100, { min: 4 }),
});

export const viewExposureSchema = z.object({ caseId: idField });
