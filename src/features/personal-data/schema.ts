import * as z from 'zod';
import { MOST_ALLOWED_AT_ONCE } from '@/domain/looks';
import { countField, idField, textField } from '@/features/form-fields';

export const allowLooksSchema = z.object({
  userId: idField,
  extra: countField(MOST_ALLOWED_AT_ONCE, { min: 1 }),
  reason: textField(200, { min: 4 }),
});
