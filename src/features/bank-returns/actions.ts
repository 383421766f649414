'use server';

import { getTranslations } from 'next-intl/server';
import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import type { ActionAnswer } from '@/lib/action-result';
import { defineAction } from '@/server/action';
import type { Context, Result } from '@/server/command';
import { compareLines, resolveLine } from './mutations';
import { compareSchema, resolveSchema } from './schema';
import { BANK_RETURN_SHEET } from './sheet';

async function compareAndSay(ctx: Context): Promise<Result<ActionAnswer>> {
  const result = await compareLines(ctx);
  if (!result.ok) return result;
  const t = await getTranslations('bank-returns');
  return { ok: true, value: { message: t('compared', result.value) } };
}

/** Keeps the file, and compares it at once. */
export const confirm = defineAction({
  permission: 'payment.return',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, BANK_RETURN_SHEET, input);
    return result.ok ? compareAndSay(ctx) : result;
  },
});

export const discard = defineAction({
  permission: 'payment.return',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, BANK_RETURN_SHEET, input),
});

/** Goes on where a comparison was interrupted. */
export const compare = defineAction({
  permission: 'payment.return',
  schema: compareSchema,
  run: (ctx) => compareAndSay(ctx),
});

export const resolve = defineAction({
  permission: 'payment.return',
  schema: resolveSchema,
  run: async (ctx, input) => {
    const result = await resolveLine(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/bank-returns?done=resolved' } } : result;
  },
});
