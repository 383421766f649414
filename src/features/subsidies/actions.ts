'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { computeCase, computeCounty, paySubsidy, reviewSubsidy } from './mutations';
import { computeCaseSchema, computeSchema, paySchema, reviewSchema } from './schema';

const backTo = (subsidyId: string, done: string) => ({ redirectTo: `/subsidies/${subsidyId}?done=${done}` });

export const computeForCounty = defineAction({
  permission: 'subsidy.compute',
  schema: computeSchema,
  run: async (ctx, input) => {
    const result = await computeCounty(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('subsidies');
    return { ok: true, value: { message: t('counted', result.value) } };
  },
});

export const computeForCase = defineAction({
  permission: 'subsidy.compute',
  schema: computeCaseSchema,
  run: async (ctx, input) => {
    const result = await computeCase(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.subsidyId, 'computed') } : result;
  },
});

export const review = defineAction({
  permission: 'subsidy.review',
  schema: reviewSchema,
  run: async (ctx, { remark, ...input }) => {
    const result = await reviewSubsidy(ctx, { ...input, remark: remark ?? '' });
    return result.ok ? { ok: true, value: backTo(input.subsidyId, input.outcome) } : result;
  },
});

export const pay = defineAction({
  permission: 'subsidy.pay',
  schema: paySchema,
  run: async (ctx, input) => {
    const result = await paySubsidy(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.subsidyId, 'paid') } : result;
  },
});
