'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { endPosting, postApprover } from './mutations-postings';
import { requestRaise, revokeRaise, settleRaise } from './mutations-raises';
import { endPostingSchema, postingSchema, raiseSchema, revokeRaiseSchema, settleRaiseSchema } from './schema-grants';

const HOME = { redirectTo: '/authority' };

export const askForRaise = defineAction({
  permission: 'raise.request',
  schema: raiseSchema,
  run: async (ctx, input) => {
    const result = await requestRaise(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const settleRaiseRequest = defineAction({
  permission: 'raise.settle',
  schema: settleRaiseSchema,
  run: async (ctx, input) => {
    const result = await settleRaise(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const takeRaiseBack = defineAction({
  permission: 'raise.settle',
  schema: revokeRaiseSchema,
  run: async (ctx, input) => {
    const result = await revokeRaise(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const makePosting = defineAction({
  permission: 'posting.make',
  schema: postingSchema,
  run: async (ctx, input) => {
    const result = await postApprover(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const callBack = defineAction({
  permission: 'posting.make',
  schema: endPostingSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('grants');
    const result = await endPosting(ctx, input);
    return result.ok ? { ok: true, value: { message: t('postingEnded') } } : result;
  },
});
