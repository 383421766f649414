'use server';

import { defineAction } from '@/server/action';
import { reportPeriod } from './mutations';
import { returnPeriod, reviewPeriod, signPeriod } from './mutations-steps';
import { reportSchema, returnSchema, stepSchema } from './schema';

export const report = defineAction({
  permission: 'period.report',
  schema: reportSchema,
  run: async (ctx, { 'without[]': without, ...input }) => {
    const result = await reportPeriod(ctx, { ...input, without });
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const review = defineAction({
  permission: 'period.review',
  schema: stepSchema,
  run: async (ctx, input) => {
    const result = await reviewPeriod(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const sign = defineAction({
  permission: 'period.sign',
  schema: stepSchema,
  run: async (ctx, input) => {
    const result = await signPeriod(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const sendBack = defineAction({
  permission: 'period.read',
  schema: returnSchema,
  run: async (ctx, input) => {
    const result = await returnPeriod(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});
