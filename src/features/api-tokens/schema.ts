import * as z from 'zod';
import { dayField, idField, textField } from '@/features/form-fields';

export const tokenSchema = z.object({
  username: textField(32),
  purpose: textField(100),
  /** the last day on which it is good */
  lastDay: dayField,
});
export type TokenInput = z.output<typeof tokenSchema>;

export const revokeTokenSchema = z.object({ tokenId: idField });
