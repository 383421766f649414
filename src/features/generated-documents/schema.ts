import * as z from 'zod';
import { CASE_DOCUMENT_KINDS } from '@/domain/generated-documents';
import { choiceField, idField } from '../form-fields';

export const generateSchema = z.object({ caseId: idField, kind: choiceField(CASE_DOCUMENT_KINDS) });
export const generateMinutesSchema = z.object({ sessionId: idField });
