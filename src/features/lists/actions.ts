'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { deleteView, renameView, saveListSetting, saveView, setDefaultView } from './mutations';
import { LIST_PATHS } from './paths';
import { defaultViewSchema, renameSchema, settingSchema, viewIdSchema, viewSchema } from './schema';

// Whoever reads any of these lists reads cases; what is shared is asked for again in the mutation.
const permission = 'case.read';

export const keepListSetting = defineAction({
  permission,
  schema: settingSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('lists');
    const result = await saveListSetting(ctx, input);
    return result.ok ? { ok: true, value: { message: t('settings.saved') } } : result;
  },
});

export const keepView = defineAction({
  permission,
  schema: viewSchema,
  run: async (ctx, input) => {
    const result = await saveView(ctx, input);
    if (!result.ok) return result;
    const { id, query } = result.value;
    return { ok: true, value: { redirectTo: `${LIST_PATHS[input.list]}?${query}${query ? '&' : ''}view=${id}` } };
  },
});

export const renameSavedView = defineAction({
  permission,
  schema: renameSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('lists');
    const result = await renameView(ctx, input);
    return result.ok ? { ok: true, value: { message: t('views.renamed') } } : result;
  },
});

export const deleteSavedView = defineAction({ permission, schema: viewIdSchema, run: deleteView });

export const chooseDefaultView = defineAction({
  permission,
  schema: defaultViewSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('lists');
    const result = await setDefaultView(ctx, input);
    return result.ok ? { ok: true, value: { message: t('views.defaultSet') } } : result;
  },
});
