'use server';

import { defineAction } from '@/server/action';
import { depositToFund, fileClaim, pauseFund, payClaim, recordRecovery, reviewClaim, setUpFund } from './mutations';
import { claimSchema, depositSchema, fundSchema, pauseSchema, paySchema, recoverySchema, reviewSchema } from './schema';

const backTo = (fundId: string, done: string) => ({ redirectTo: `/risk-funds/${fundId}?done=${done}` });

export const setUp = defineAction({
  permission: 'fund.manage',
  schema: fundSchema,
  run: async (ctx, input) => {
    const result = await setUpFund(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.fundId, 'setUp') } : result;
  },
});

export const deposit = defineAction({
  permission: 'fund.manage',
  schema: depositSchema,
  run: async (ctx, input) => {
    const result = await depositToFund(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.fundId, 'deposited') } : result;
  },
});

export const pause = defineAction({
  permission: 'fund.pause',
  schema: pauseSchema,
  run: async (ctx, input) => {
    const result = await pauseFund(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.fundId, input.pause ? 'paused' : 'resumed') } : result;
  },
});

export const claim = defineAction({
  permission: 'fund-claim.file',
  schema: claimSchema,
  run: async (ctx, input) => {
    const result = await fileClaim(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?tab=follow-up` } } : result;
  },
});

export const review = defineAction({
  permission: 'fund-claim.review',
  schema: reviewSchema,
  run: async (ctx, { fundId, remark, ...input }) => {
    const result = await reviewClaim(ctx, { ...input, remark: remark ?? '' });
    return result.ok ? { ok: true, value: backTo(fundId, input.outcome) } : result;
  },
});

export const pay = defineAction({
  permission: 'fund-claim.pay',
  schema: paySchema,
  run: async (ctx, { fundId, ...input }) => {
    const result = await payClaim(ctx, input);
    return result.ok ? { ok: true, value: backTo(fundId, 'paid') } : result;
  },
});

export const recover = defineAction({
  permission: 'recovery.record',
  schema: recoverySchema,
  run: async (ctx, { fundId, ...input }) => {
    const result = await recordRecovery(ctx, input);
    return result.ok ? { ok: true, value: backTo(fundId, 'recovered') } : result;
  },
});
