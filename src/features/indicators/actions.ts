'use server';

import { defineAction } from '@/server/action';
import { changeIndicator, defineIndicator, endIndicator } from './mutations';
import { definitionSchema, endSchema } from './schema';

const backTo = (code: string, done: string) => ({ redirectTo: `/indicators/${code}?done=${done}` });

export const define = defineAction({
  permission: 'indicator.define',
  schema: definitionSchema,
  run: async (ctx, input) => {
    const result = await defineIndicator(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.code, 'defined') } : result;
  },
});

export const change = defineAction({
  permission: 'indicator.define',
  schema: definitionSchema,
  run: async (ctx, input) => {
    const result = await changeIndicator(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.code, 'changed') } : result;
  },
});

export const end = defineAction({
  permission: 'indicator.define',
  schema: endSchema,
  run: async (ctx, input) => {
    const result = await endIndicator(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.code, 'ended') } : result;
  },
});
