'use server';
import { defineAction } from '@/server/action';
import { recordPrint } from './mutations';
import { printSchema } from './schema';

export const print = defineAction({
  permission: 'case.read',
  schema: printSchema,
  run: async (ctx, input) => {
    const result = await recordPrint(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});
