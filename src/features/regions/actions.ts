'use server';

import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import { defineAction } from '@/server/action';
import { addRegion } from './mutations';
import { regionSchema } from './schema';
import { REGION_SHEET } from './sheet';

export const addRegionUnit = defineAction({
  permission: 'organisation.manage',
  schema: regionSchema,
  run: async (ctx, input) => {
    const result = await addRegion(ctx, input);
    const query = new URLSearchParams({ q: input.name });
    return result.ok ? { ok: true, value: { redirectTo: `/admin/regions?${query}` } } : result;
  },
});

export const confirmRegionSheet = defineAction({
  permission: 'organisation.manage',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, REGION_SHEET, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const discardRegionSheet = defineAction({
  permission: 'organisation.manage',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, REGION_SHEET, input),
});
