'use server';

import { defineAction } from '@/server/action';
import { requestSpecialItem, revokeSpecialItem, settleSpecialItem } from './mutations';
import { addCaseToItem, removeCaseFromItem } from './mutations-cases';
import { caseSchema, requestSchema, revokeSchema, settleSchema } from './schema';

const pageOf = (id: string, done: string) => ({ redirectTo: `/special-items/${id}?done=${done}` }) as const;

export const request = defineAction({
  permission: 'special-item.request',
  schema: requestSchema,
  run: async (ctx, input) => {
    const result = await requestSpecialItem(ctx, input);
    return result.ok ? { ok: true, value: pageOf(result.value.specialItemId, 'requested') } : result;
  },
});

export const settle = defineAction({
  permission: 'special-item.settle',
  schema: settleSchema,
  run: async (ctx, { specialItemId, verdict, remark }) => {
    const approved = verdict === 'APPROVED';
    const result = await settleSpecialItem(ctx, { specialItemId, approved, remark: remark ?? '' });
    return result.ok ? { ok: true, value: pageOf(specialItemId, approved ? 'approved' : 'refused') } : result;
  },
});

export const revoke = defineAction({
  permission: 'special-item.settle',
  schema: revokeSchema,
  run: async (ctx, input) => {
    const result = await revokeSpecialItem(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.specialItemId, 'revoked') } : result;
  },
});

export const addCase = defineAction({
  permission: 'special-item.request',
  schema: caseSchema,
  run: async (ctx, input) => {
    const result = await addCaseToItem(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.specialItemId, 'added') } : result;
  },
});

export const removeCase = defineAction({
  permission: 'special-item.request',
  schema: caseSchema,
  run: async (ctx, input) => {
    const result = await removeCaseFromItem(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.specialItemId, 'removed') } : result;
  },
});
