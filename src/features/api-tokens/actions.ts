'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { makeToken, revokeToken } from './mutations';
import { revokeTokenSchema, tokenSchema } from './schema';

export const makeApiToken = defineAction({
  permission: 'token.manage',
  schema: tokenSchema,
  run: async (ctx, input) => {
    const result = await makeToken(ctx, input);
    return result.ok ? { ok: true, value: { secrets: result.value.secrets } } : result;
  },
});

export const revokeApiToken = defineAction({
  permission: 'token.manage',
  schema: revokeTokenSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('administration');
    const result = await revokeToken(ctx, input);
    return result.ok ? { ok: true, value: { message: t('tokens.revoked') } } : result;
  },
});
