'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { env } from '@/server/env';
import { makeScreen, revokeScreen } from './mutations';
import { revokeScreenSchema, screenSchema } from './schema';

export const openNewScreen = defineAction({
  permission: 'screen.make',
  schema: screenSchema,
  run: async (ctx, input) => {
    const result = await makeScreen(ctx, input);
    if (!result.ok) return result;
    // behind the #, so that no server and no log on the way reads it
    const secret = `${env().NEXTAUTH_URL}/screen/enter#${result.value.key}`;
    return { ok: true, value: { secrets: [{ label: input.name, secret }] } };
  },
});

export const closeScreen = defineAction({
  permission: 'screen.make',
  schema: revokeScreenSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('screens');
    const result = await revokeScreen(ctx, input);
    return result.ok ? { ok: true, value: { message: t('revoked') } } : result;
  },
});
