'use server';
import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { type Generated, generateDocument, generateMinutes } from './mutations';
import { generateMinutesSchema, generateSchema } from './schema';

const said = async ({ isNew }: Generated) => ({
  message: (await getTranslations('generated-documents'))(isNew ? 'made' : 'unchanged'),
});

export const generate = defineAction({
  permission: 'generated-document.make',
  schema: generateSchema,
  run: async (ctx, input) => {
    const result = await generateDocument(ctx, input);
    return result.ok ? { ok: true, value: await said(result.value) } : result;
  },
});

export const generateOfSession = defineAction({
  permission: 'generated-document.make',
  schema: generateMinutesSchema,
  run: async (ctx, input) => {
    const result = await generateMinutes(ctx, input);
    return result.ok ? { ok: true, value: await said(result.value) } : result;
  },
});
