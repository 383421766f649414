import * as z from 'zod';
import { dayField, idField, optional, textField } from '@/features/form-fields';

const prose = (max: number) => textField(max, { lines: true });

export const publishSchema = z.object({
  caseId: idField,
  places: prose(300),
  complaintLine: textField(60),
  fromOn: dayField,
  toOn: dayField,
});

export const withdrawSchema = z.object({ caseId: idField, noticeId: idField, reason: prose(500) });

export const objectionSchema = z.object({
  noticeId: idField,
  text: prose(2000),
  name: optional(textField(50)),
  contact: optional(textField(100)),
});

export const recordSchema = objectionSchema.extend({ caseId: idField });
export const assignSchema = z.object({ caseId: idField, objectionId: idField, answererId: idField });
export const answerSchema = z.object({ caseId: idField, objectionId: idField, answer: prose(2000) });
export const revealSchema = z.object({ objectionId: idField, reason: textField(200) });
