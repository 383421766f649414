'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import type { Result } from '@/server/command';
import { addPhrase, changePhrase, removePhrase } from './mutations';
import { newPhraseSchema, phraseSchema, removeSchema } from './schema';

export const add = defineAction({
  permission: 'case.read',
  schema: newPhraseSchema,
  run: async (ctx, input) => said(await addPhrase(ctx, input), 'added'),
});

export const change = defineAction({
  permission: 'case.read',
  schema: phraseSchema,
  run: async (ctx, input) => said(await changePhrase(ctx, input), 'changed'),
});

export const remove = defineAction({
  permission: 'case.read',
  schema: removeSchema,
  run: async (ctx, input) => said(await removePhrase(ctx, input), 'removed'),
});

async function said(result: Result<unknown>, done: 'added' | 'changed' | 'removed') {
  if (!result.ok) return result;
  const t = await getTranslations('phrases');
  return { ok: true as const, value: { message: t(done) } };
}
