'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { endStandIn, grantStandIn } from './mutations';
import { endStandInSchema, standInSchema } from './schema';

export const arrangeStandIn = defineAction({
  permission: 'stand-in.grant',
  schema: standInSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('stand-ins');
    const result = await grantStandIn(ctx, input);
    return result.ok ? { ok: true, value: { message: t('arranged') } } : result;
  },
});

export const endArrangement = defineAction({
  permission: 'stand-in.grant',
  schema: endStandInSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('stand-ins');
    const result = await endStandIn(ctx, input);
    return result.ok ? { ok: true, value: { message: t('ended') } } : result;
  },
});
