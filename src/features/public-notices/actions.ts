'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { publishNotice, withdrawNotice } from './mutations';
import { answerObjection, assignObjection, recordObjection, revealObjector } from './mutations-objections';
import { answerSchema, assignSchema, publishSchema, recordSchema, revealSchema, withdrawSchema } from './schema';

const backTo = (caseId: string) => ({ redirectTo: `/cases/${caseId}/public-notice` });

export const publish = defineAction({
  permission: 'public-notice.publish',
  schema: publishSchema,
  run: async (ctx, input) => {
    const result = await publishNotice(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.caseId) } : result;
  },
});

export const withdraw = defineAction({
  permission: 'public-notice.publish',
  schema: withdrawSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await withdrawNotice(ctx, input);
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const record = defineAction({
  permission: 'objection.record',
  schema: recordSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await recordObjection(ctx, input);
    return result.ok
      ? { ok: true, value: { redirectTo: `/cases/${caseId}/public-notice?receipt=${result.value.receipt}` } }
      : result;
  },
});

export const assign = defineAction({
  permission: 'objection.assign',
  schema: assignSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await assignObjection(ctx, input);
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const answer = defineAction({
  permission: 'objection.answer',
  schema: answerSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await answerObjection(ctx, input);
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const reveal = defineAction({
  permission: 'personal-data.reveal',
  schema: revealSchema,
  run: async (ctx, input) => {
    const result = await revealObjector(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('public-notices');
    const { name, contact } = result.value;
    return { ok: true, value: { message: t('reveal.answer', { name: name || '--', contact: contact || '--' }) } };
  },
});
