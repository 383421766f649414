'use server';

import { defineAction } from '@/server/action';
import { openFinding, rectifyFinding, signOffFinding } from './mutations-findings';
import { compensateCase, recordRepayment, writeOffCase } from './mutations-repayments';
import { reviewReport, submitReport } from './mutations-reports';
import {
  endSchema,
  findingSchema,
  rectifySchema,
  repaymentSchema,
  reportSchema,
  reviewSchema,
  signOffSchema,
} from './schema';

const backTo = (caseId: string) => ({ redirectTo: `/cases/${caseId}/follow-up` });

export const repay = defineAction({
  permission: 'repayment.record',
  schema: repaymentSchema,
  run: async (ctx, { amount, ...input }) => {
    const result = await recordRepayment(ctx, { ...input, amountFen: amount });
    return result.ok ? { ok: true, value: backTo(input.caseId) } : result;
  },
});

export const submit = defineAction({
  permission: 'report.submit',
  schema: reportSchema,
  run: async (ctx, { caseId, reportId, progress, fundsUsed, problems, physicalPercent }) => {
    const result = await submitReport(ctx, {
      reportId,
      progress,
      fundsUsedFen: fundsUsed,
      physicalBps: physicalPercent === null ? null : physicalPercent * 100,
      problems: problems ?? '',
    });
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const review = defineAction({
  permission: 'report.review',
  schema: reviewSchema,
  run: async (ctx, { caseId, reportId, outcome, remark }) => {
    const result = await reviewReport(ctx, { reportId, outcome, remark: remark ?? '' });
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const find = defineAction({
  permission: 'finding.open',
  schema: findingSchema,
  run: async (ctx, input) => {
    const result = await openFinding(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.caseId) } : result;
  },
});

export const rectify = defineAction({
  permission: 'finding.rectify',
  schema: rectifySchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await rectifyFinding(ctx, input);
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const signOff = defineAction({
  permission: 'finding.sign-off',
  schema: signOffSchema,
  run: async (ctx, { caseId, findingId, outcome, remark }) => {
    const result = await signOffFinding(ctx, { findingId, accepted: outcome === 'ACCEPTED', remark: remark ?? '' });
    return result.ok ? { ok: true, value: backTo(caseId) } : result;
  },
});

export const compensate = defineAction({
  permission: 'case.write-off',
  schema: endSchema,
  run: async (ctx, input) => {
    const result = await compensateCase(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=compensate` } } : result;
  },
});

export const writeOff = defineAction({
  permission: 'case.write-off',
  schema: endSchema,
  run: async (ctx, input) => {
    const result = await writeOffCase(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=writeOff` } } : result;
  },
});
