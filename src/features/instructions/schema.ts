import * as z from 'zod';
import { choiceField, dayField, idField, optional, regionField, textField, versionField } from '@/features/form-fields';
import { FIGURE_MEASURES } from './figure';

const prose = (max: number) => textField(max, { lines: true });

const instruction = { text: prose(500), addresseeId: idField, dueOn: dayField };

export const onCaseSchema = z.object({ ...instruction, caseId: idField });

export const onFigureSchema = z.object({
  ...instruction,
  measure: choiceField(FIGURE_MEASURES),
  region: regionField,
  programme: optional(idField),
  asOf: dayField,
});

const step = { instructionId: idField, version: versionField };

export const answerSchema = z.object({ ...step, text: prose(1000) });
export const followUpSchema = z.object({ ...step, text: prose(500), dueOn: dayField });
export const closeSchema = z.object({ ...step, text: optional(prose(500)) });
