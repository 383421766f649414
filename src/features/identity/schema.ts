import * as z from 'zod';
import { PASSWORD_DAYS_MOST } from '@/domain/identity-rules';
import { PASSWORD_MAX } from '@/domain/password';
import { ROLES, type Role } from '@/domain/permissions';
import { countField, idField, optional, textField } from '@/features/form-fields';

/** A password as typed: nothing trimmed, nothing normalised. */
const typed = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : ''))
  .pipe(
    z
      .string()
      .min(1, 'passwordMissing')
      .max(PASSWORD_MAX * 4, 'invalid'),
  );

export const newPasswordFields = { newPassword: typed, newPasswordAgain: typed };

export const passwordSchema = z
  .object({ oldPassword: typed, ...newPasswordFields, from: z.string().max(2_000).optional() })
  .refine((input) => input.newPassword === input.newPasswordAgain, {
    message: 'passwordsDiffer',
    path: ['newPasswordAgain'],
  });

/** A code of the authenticator or a recovery code, as typed; `from` is where the reader was going. */
export const factorSchema = z.object({
  factorCode: z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'string' ? value.trim() : ''))
    .pipe(z.string().min(1, 'factorMissing').max(20, 'invalid')),
  from: z.string().max(2_000).optional(),
});

/** An empty subject takes the link away. */
export const linkSchema = z.object({ userId: idField, subject: optional(textField(255)) });

export const identityRulesSchema = z.object({
  roles: z
    .unknown()
    .optional()
    .transform((value) => [value ?? []].flat().filter((part) => part !== ''))
    .transform((parts, ctx): Role[] => {
      const roles = parts.map((part) => ROLES.find((role) => role === part));
      if (roles.includes(undefined)) ctx.addIssue({ code: 'custom', message: 'rolesUnknown' });
      return roles.filter((role) => role !== undefined);
    }),
  passwordDays: countField(PASSWORD_DAYS_MOST, { min: 0 }),
});
