'use server';

import { defineAction } from '@/server/action';
import { agreeLinkage, endLinkage, recordBenefit } from './mutations';
import { agreeSchema, benefitSchema, endSchema } from './schema';

const backTo = (caseId: string) => ({ redirectTo: `/cases/${caseId}/linkage` });

export const agree = defineAction({
  permission: 'linkage.record',
  schema: agreeSchema,
  run: async (ctx, { term, promised, ...input }) => {
    const result = await agreeLinkage(ctx, { ...input, termMonths: term, promisedFen: promised });
    return result.ok ? { ok: true, value: backTo(input.caseId) } : result;
  },
});

export const end = defineAction({
  permission: 'linkage.record',
  schema: endSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await endLinkage(ctx, input);
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const benefit = defineAction({
  permission: 'benefit.record',
  schema: benefitSchema,
  run: async (ctx, { caseId, amount, note, ...input }) => {
    const result = await recordBenefit(ctx, { ...input, amountFen: amount, note: note ?? '' });
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});
