'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { takeBackTask, transferTask } from './mutations';
import { takeBackSchema, transferSchema } from './schema';

export const passOn = defineAction({
  permission: 'case.transfer',
  schema: transferSchema,
  run: async (ctx, input) => {
    const result = await transferTask(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}` } } : result;
  },
});

export const takeBack = defineAction({
  permission: 'case.transfer',
  schema: takeBackSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('colleagues');
    const result = await takeBackTask(ctx, input);
    return result.ok ? { ok: true, value: { message: t('takenBack') } } : result;
  },
});
