'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { allowLooks } from './mutations-looks';
import { allowLooksSchema } from './schema';

export const allowMoreLooks = defineAction({
  permission: 'look.allow',
  schema: allowLooksSchema,
  run: async (ctx, input) => {
    const result = await allowLooks(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('administration');
    return { ok: true, value: { message: t('looks.done') } };
  },
});
