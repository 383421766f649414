import * as z from 'zod';
import { PASSWORD_MAX } from '@/domain/password';

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
