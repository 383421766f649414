import * as z from 'zod';
import { COMPLETION_GRADES } from '@/domain/completion';
import { choiceField, dayField, idField, optional, textField } from '@/features/form-fields';

export const checkSchema = z
  .object({
    caseId: idField,
    kind: choiceField(['FIRST_CHECK', 'COUNTY_CHECK', 'RE_CHECK']),
    checkedOn: dayField,
    grade: choiceField(COMPLETION_GRADES),
    findings: textField(2000, { lines: true }),
    rectifyBy: optional(dayField),
  })
  .refine(({ grade, rectifyBy }) => grade !== 'FAILED' || rectifyBy !== null, {
    path: ['rectifyBy'],
    message: 'dayMissing',
  });
