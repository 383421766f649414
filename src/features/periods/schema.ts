import * as z from 'zod';
import { isPeriod } from '@/domain/period';
import { idField, optional, regionField, textField, versionField } from '@/features/form-fields';

const MOST_WORDS = 500;
const remark = optional(textField(MOST_WORDS, { lines: true })).transform((text) => text ?? '');

/** Places ticked to be left out: one, several or none. */
const without = z
  .unknown()
  .optional()
  .transform((value): unknown[] => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(regionField));

export const reportSchema = z.object({
  programmeId: idField,
  regionId: regionField,
  period: z.string().refine(isPeriod, 'choiceUnknown'),
  'without[]': without,
  remark,
});

export const stepSchema = z.object({ reportId: idField, version: versionField, remark });

export const returnSchema = stepSchema.extend({ remark: textField(MOST_WORDS, { lines: true }) });
