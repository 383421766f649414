'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { answerOpinion, askOpinion, cancelOpinion } from './mutations';
import { answerSchema, askSchema, cancelSchema } from './schema';

export const ask = defineAction({
  permission: 'opinion.ask',
  schema: askSchema,
  run: async (ctx, input) => {
    const result = await askOpinion(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}` } } : result;
  },
});

export const answer = defineAction({
  permission: 'opinion.give',
  schema: answerSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('colleagues');
    const result = await answerOpinion(ctx, input);
    return result.ok ? { ok: true, value: { message: t('answered') } } : result;
  },
});

export const cancel = defineAction({
  permission: 'opinion.ask',
  schema: cancelSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('colleagues');
    const result = await cancelOpinion(ctx, input);
    return result.ok ? { ok: true, value: { message: t('cancelled') } } : result;
  },
});
