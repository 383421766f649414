import * as z from 'zod';
import { idField, textField, versionField } from '@/features/form-fields';

export const transferSchema = z.object({
  caseId: idField,
  version: versionField,
  toId: idField,
  reason: textField(500, { lines: true }),
});

export const takeBackSchema = z.object({ caseId: idField, version: versionField });
