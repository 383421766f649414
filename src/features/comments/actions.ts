'use server';
import { defineAction } from '@/server/action';
import { withdrawComment, writeComment } from './mutations';
import { commentSchema, withdrawalSchema } from './schema';

export const comment = defineAction({
  permission: 'case.comment',
  schema: commentSchema,
  run: async (ctx, input) => {
    const { caseId, text } = input;
    const result = await writeComment(ctx, { caseId, text, mentionIds: input['mentions[]'] });
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const withdraw = defineAction({
  permission: 'case.comment',
  schema: withdrawalSchema,
  run: async (ctx, input) => {
    const result = await withdrawComment(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});
