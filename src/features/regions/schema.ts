import * as z from 'zod';
import { EXTRA_LEVELS, type ExtraLevel } from '@/domain/extra-region';
import { choiceField, dayField, optional, textField } from '@/features/form-fields';

export const EXTRA_LEVEL_NAMES = Object.keys(EXTRA_LEVELS) as ExtraLevel[];

export const regionSchema = z.object({
  level: choiceField(EXTRA_LEVEL_NAMES),
  name: textField(60),
  /** code, or names from the outside in */
  parent: textField(200),
  code: optional(textField(20)),
  validFrom: dayField,
});
export type RegionInput = z.output<typeof regionSchema>;
