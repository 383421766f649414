import * as z from 'zod';
import { COMMENT_LENGTH, MAX_MENTIONS } from '@/domain/comment';
import { idField, textField } from '../form-fields';

const ids = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(idField).max(MAX_MENTIONS, 'tooManyMentions'),
);

export const commentSchema = z.object({
  caseId: idField,
  text: textField(COMMENT_LENGTH, { lines: true }),
  'mentions[]': ids,
});

export const withdrawalSchema = z.object({ commentId: idField });
