'use server';

import * as z from 'zod';
import { defineAction } from '@/server/action';
import { discardDraft } from './mutations';

export const discard = defineAction({
  permission: 'draft.write',
  schema: z.object({ formKey: z.string().min(1).max(200) }),
  run: async (ctx, { formKey }) => {
    const result = await discardDraft(ctx, formKey);
    return result.ok ? { ok: true, value: {} } : result;
  },
});
