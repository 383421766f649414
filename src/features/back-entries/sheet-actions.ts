'use server';

import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import { defineAction } from '@/server/action';
import { BACK_ENTRY_SHEET } from './sheet';

export const confirmSheetOfEntries = defineAction({
  permission: 'back-entry.write',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, BACK_ENTRY_SHEET, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const discardSheetOfEntries = defineAction({
  permission: 'back-entry.write',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, BACK_ENTRY_SHEET, input),
});
