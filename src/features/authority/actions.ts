'use server';

import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import { defineAction } from '@/server/action';
import { endAuthority, grantAuthority } from './mutations';
import { authoritySchema, endAuthoritySchema } from './schema';
import { AUTHORITY_SHEET } from './sheet';

const HOME = { redirectTo: '/admin/authority' };

export const grantAuthorityRow = defineAction({
  permission: 'authority.manage',
  schema: authoritySchema,
  run: async (ctx, input) => {
    const result = await grantAuthority(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const endAuthorityRow = defineAction({
  permission: 'authority.manage',
  schema: endAuthoritySchema,
  run: async (ctx, input) => {
    const result = await endAuthority(ctx, input);
    return result.ok ? { ok: true, value: HOME } : result;
  },
});

export const confirmAuthoritySheet = defineAction({
  permission: 'authority.manage',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, AUTHORITY_SHEET, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const discardAuthoritySheet = defineAction({
  permission: 'authority.manage',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, AUTHORITY_SHEET, input),
});
