'use server';

import { getLocale } from 'next-intl/server';
import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { toLocale } from '@/i18n/locale';
import { defineAction } from '@/server/action';
import { displayUnit } from '@/server/preferences';
import { cancelExport } from './mutations';
import { settleExport } from './mutations-approval';
import { askForExport, withdrawAsk } from './mutations-ask';
import { askSchema, settleAskSchema, withdrawAskSchema } from './schema';

export const cancelOwnExport = defineAction({
  permission: 'list.export',
  schema: z.object({ exportId: idField }),
  run: cancelExport,
});

export const askForApproval = defineAction({
  permission: 'list.export',
  schema: askSchema,
  run: async (ctx, { content, ...input }) => {
    const page = { locale: toLocale(await getLocale()), unit: await displayUnit() };
    const result = await askForExport(ctx, { ...input, ...page, full: content === 'FULL' });
    return result.ok ? { ok: true, value: { redirectTo: `/exports/approvals/${result.value.approvalId}` } } : result;
  },
});

export const settleAskedExport = defineAction({
  permission: 'export.approve',
  schema: settleAskSchema,
  run: async (ctx, { remark, ...input }) => {
    const result = await settleExport(ctx, { ...input, remark: remark ?? '' });
    return result.ok ? { ok: true, value: { redirectTo: '/exports' } } : result;
  },
});

export const withdrawAskedExport = defineAction({
  permission: 'list.export',
  schema: withdrawAskSchema,
  run: async (ctx, input) => {
    const result = await withdrawAsk(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/exports' } } : result;
  },
});
