'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { checkDocument, removeDocument } from './mutations';
import { removalSchema, verdictSchema } from './schema';

/** Checks or rejects a file. */
export const checkDocumentAction = defineAction({
  permission: 'document.check',
  schema: verdictSchema,
  run: async (ctx, input) => {
    const result = await checkDocument(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('documents');
    return { ok: true, value: { message: t(input.outcome === 'CHECKED' ? 'saidChecked' : 'saidRejected') } };
  },
});

/** Takes back one's own file before it was checked. */
export const removeDocumentAction = defineAction({
  permission: 'document.upload',
  schema: removalSchema,
  run: async (ctx, input) => {
    const result = await removeDocument(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${result.value.caseId}/documents` } } : result;
  },
});
