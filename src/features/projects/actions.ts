'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import type { Result } from '@/server/command';
import { chooseSheet, discardImport } from './mutations';
import { confirmImport } from './mutations-confirm';
import { acknowledgeSummary, setLineOverride, setMapping, skipDuplicates } from './mutations-preview';
import {
  confirmSchema,
  discardSchema,
  duplicatesSchema,
  lineSchema,
  mappingSchema,
  sheetSchema,
  summarySchema,
} from './schema';

/** Back to the preview, where the next open issue is shown. */
const toPreview = (result: Result<{ batchId: string }>): Result<{ redirectTo: string }> =>
  result.ok ? { ok: true, value: { redirectTo: `/projects/import/${result.value.batchId}` } } : result;

export const chooseSheetAction = defineAction({
  permission: 'project.import',
  schema: sheetSchema,
  run: async (ctx, input) => toPreview(await chooseSheet(ctx, input)),
});

export const setMappingAction = defineAction({
  permission: 'project.import',
  schema: mappingSchema,
  run: async (ctx, input) => toPreview(await setMapping(ctx, input)),
});

export const setLineAction = defineAction({
  permission: 'project.import',
  schema: lineSchema,
  run: async (ctx, input) => toPreview(await setLineOverride(ctx, input)),
});

export const acknowledgeSummaryAction = defineAction({
  permission: 'project.import',
  schema: summarySchema,
  run: async (ctx, input) =>
    toPreview(await acknowledgeSummary(ctx, { ...input, accepted: input.accepted === 'true' })),
});

export const skipDuplicatesAction = defineAction({
  permission: 'project.import',
  schema: duplicatesSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('projects');
    return toPreview(await skipDuplicates(ctx, { ...input, reason: t('duplicates.reason') }));
  },
});

export const confirmImportAction = defineAction({
  permission: 'project.import',
  schema: confirmSchema,
  run: async (ctx, { checked: _checked, ...input }) => {
    const result = await confirmImport(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/projects/import/${input.batchId}` } } : result;
  },
});

export const discardImportAction = defineAction({
  permission: 'project.import',
  schema: discardSchema,
  run: async (ctx, input) => {
    const result = await discardImport(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/projects' } } : result;
  },
});
