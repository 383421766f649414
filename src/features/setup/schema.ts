import * as z from 'zod';
import { accountSchema } from '@/features/accounts/schema';
import { optional, textField } from '@/features/form-fields';
import { newPasswordFields } from '@/features/identity/schema';

export const setupSchema = z
  .object({
    code: textField(60),
    organisationZh: textField(100),
    organisationEn: optional(textField(100)),
    username: accountSchema.shape.username,
    nameZh: textField(60),
    nameEn: optional(textField(60)),
    ...newPasswordFields,
  })
  .refine((input) => input.newPassword === input.newPasswordAgain, {
    message: 'passwordsDiffer',
    path: ['newPasswordAgain'],
  });
export type SetupInput = z.output<typeof setupSchema>;
