import * as z from 'zod';
import { choiceField, dayField, idField, textField, versionField } from '@/features/form-fields';

export const OPINION_KINDS = ['OPINION', 'SIGN_BEFORE', 'SIGN_AFTER'] as const;

export const askSchema = z.object({
  caseId: idField,
  version: versionField,
  kind: choiceField(OPINION_KINDS),
  personId: idField,
  question: textField(500, { lines: true }),
  dueOn: dayField,
});

export const answerSchema = z.object({
  requestId: idField,
  outcome: choiceField(['ANSWERED', 'OBJECTED']),
  answer: textField(1_000, { lines: true }),
});

export const cancelSchema = z.object({ requestId: idField });
