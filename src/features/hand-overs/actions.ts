'use server';

import * as z from 'zod';
import { idField, textField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { handOverWork } from './mutations';

export const handOver = defineAction({
  permission: 'hand-over.make',
  schema: z.object({ fromId: idField, toId: idField, reason: textField(500, { lines: true }) }),
  run: async (ctx, input) => {
    const result = await handOverWork(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/hand-overs/${result.value.handOverId}?done=1` } } : result;
  },
});
