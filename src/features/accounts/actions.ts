'use server';

import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { confirmSheet, discardSheet } from '@/features/sheet-imports/mutations';
import { confirmSheetSchema, sheetSchema } from '@/features/sheet-imports/schema';
import { defineAction } from '@/server/action';
import { editAccount, openAccount, resetPassword } from './mutations';
import { accountEditSchema, accountSchema } from './schema';
import { USER_SHEET } from './sheet';

export const openUserAccount = defineAction({ permission: 'user.manage', schema: accountSchema, run: openAccount });

export const editUserAccount = defineAction({
  permission: 'user.manage',
  schema: accountEditSchema,
  run: async (ctx, input) => {
    const result = await editAccount(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/admin/users/${input.userId}` } } : result;
  },
});

export const resetUserPassword = defineAction({
  permission: 'user.manage',
  schema: z.object({ userId: idField }),
  run: resetPassword,
});

export const confirmUserSheet = defineAction({
  permission: 'user.manage',
  schema: confirmSheetSchema,
  run: async (ctx, input) => {
    const result = await confirmSheet(ctx, USER_SHEET, input);
    return result.ok ? { ok: true, value: { secrets: result.value.secrets } } : result;
  },
});

export const discardUserSheet = defineAction({
  permission: 'user.manage',
  schema: sheetSchema,
  run: (ctx, input) => discardSheet(ctx, USER_SHEET, input),
});
