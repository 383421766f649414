'use server';

import { defineAction } from '@/server/action';
import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from './mutations';
import { allotSchema, changeSchema, settleSchema, transferSchema } from './schema';

const backTo = (quotaId: string, done: string) => ({ redirectTo: `/quotas/${quotaId}?done=${done}` });

export const allot = defineAction({
  permission: 'quota.allot',
  schema: allotSchema,
  run: async (ctx, input) => {
    const result = await allotQuota(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.quotaId, 'allotted') } : result;
  },
});

export const change = defineAction({
  permission: 'quota.allot',
  schema: changeSchema,
  run: async (ctx, input) => {
    const result = await changeQuota(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.quotaId, 'changed') } : result;
  },
});

export const transfer = defineAction({
  permission: 'quota.allot',
  schema: transferSchema,
  run: async (ctx, input) => {
    const result = await requestQuotaTransfer(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.fromQuotaId, 'requested') } : result;
  },
});

export const settle = defineAction({
  permission: 'quota.allot',
  schema: settleSchema,
  run: async (ctx, { quotaId, ...input }) => {
    const result = await settleQuotaTransfer(ctx, input);
    return result.ok ? { ok: true, value: backTo(quotaId, input.outcome) } : result;
  },
});
