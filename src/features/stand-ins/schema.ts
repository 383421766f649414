import * as z from 'zod';
import { dayField, idField, textField } from '@/features/form-fields';

export const standInSchema = z.object({
  absentId: idField,
  standInId: idField,
  validFrom: dayField,
  /** the last day of absence */
  lastDay: dayField,
  reason: textField(200),
});

export const endStandInSchema = z.object({ standInId: idField });
