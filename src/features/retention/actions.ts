'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { askErasure, settleErasure } from './mutations';
import { liftHold, setHold } from './mutations-holds';
import { answerDataRequest, recordDataRequest } from './mutations-requests';
import {
  answerRequestSchema,
  askErasureSchema,
  dataRequestSchema,
  liftHoldSchema,
  setHoldSchema,
  settleErasureSchema,
} from './schema';
import { subjectOf } from './subject-queries';

type Said = 'asked' | 'DONE' | 'REFUSED' | 'recorded' | 'answered' | 'held' | 'lifted';

async function say(word: Said) {
  const t = await getTranslations('retention');
  return { ok: true, value: { message: t(`said.${word}`) } } as const;
}

export const askForErasure = defineAction({
  permission: 'erasure.ask',
  schema: askErasureSchema,
  run: async (ctx, input) => {
    const result = await askErasure(ctx, input);
    return result.ok ? say('asked') : result;
  },
});

export const settleAskedErasure = defineAction({
  permission: 'erasure.approve',
  schema: settleErasureSchema,
  run: async (ctx, input) => {
    const result = await settleErasure(ctx, input);
    return result.ok ? say(result.value.status) : result;
  },
});

export const recordRequest = defineAction({
  permission: 'data-request.record',
  schema: dataRequestSchema,
  run: async (ctx, input) => {
    const result = await recordDataRequest(ctx, input);
    return result.ok ? say('recorded') : result;
  },
});

export const answerRequest = defineAction({
  permission: 'data-request.answer',
  schema: answerRequestSchema,
  run: async (ctx, input) => {
    const result = await answerDataRequest(ctx, input);
    return result.ok ? say('answered') : result;
  },
});

export const holdData = defineAction({
  permission: 'hold.set',
  schema: setHoldSchema,
  run: async (ctx, input) => {
    const result = await setHold(ctx, { ...input, ref: subjectOf(input) });
    return result.ok ? say('held') : result;
  },
});

export const liftDataHold = defineAction({
  permission: 'hold.lift',
  schema: liftHoldSchema,
  run: async (ctx, input) => {
    const result = await liftHold(ctx, input);
    return result.ok ? say('lifted') : result;
  },
});
