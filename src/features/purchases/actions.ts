'use server';

import { defineAction } from '@/server/action';
import { addPurchaseLine, recordSales } from './mutations';
import { lineSchema, salesSchema } from './schema';

const backTo = (caseId: string) => ({ redirectTo: `/cases/${caseId}/purchases` });

export const add = defineAction({
  permission: 'purchase.record',
  schema: lineSchema,
  run: async (ctx, { unitPrice, ...input }) => {
    const result = await addPurchaseLine(ctx, { ...input, unitPriceFen: unitPrice });
    return result.ok ? { ok: true, value: backTo(input.caseId) } : result;
  },
});

export const sell = defineAction({
  permission: 'purchase.record',
  schema: salesSchema,
  run: async (ctx, { caseId, lineId, sold }) => {
    const result = await recordSales(ctx, { lineId, soldQuantity: sold });
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});
