'use server';
import { defineAction } from '@/server/action';
import { requestCorrection, settleCorrection } from './corrections';
import { grantLane, revokeLane } from './mutations-lane';
import {
  correctionSchema,
  grantLaneSchema,
  revokeLaneSchema,
  settleCorrectionSchema,
  transitionSchema,
} from './schema';
import { takeTransition } from './transitions';

/** One of the plain transitions; the table of stages checks the verb's own permission. */
export const transition = defineAction({
  permission: 'case.read',
  schema: transitionSchema,
  run: async (ctx, { 'items[]': items, ...input }) => {
    const result = await takeTransition(ctx, {
      caseId: input.caseId,
      version: input.version,
      verb: input.verb,
      ...(input.reason ? { reason: input.reason } : {}),
      ...(input.to ? { to: input.to } : {}),
      ...(items ? { items } : {}),
      ...(input.answer ? { answer: input.answer } : {}),
    });
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=${input.verb}` } } : result;
  },
});

export const correct = defineAction({
  permission: 'case.correct',
  schema: correctionSchema,
  run: async (ctx, input) => {
    const result = await requestCorrection(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=correct` } } : result;
  },
});

export const settle = defineAction({
  permission: 'case.confirm-correction',
  schema: settleCorrectionSchema,
  run: async (ctx, input) => {
    const result = await settleCorrection(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=settle` } } : result;
  },
});

export const grantGreenLane = defineAction({
  permission: 'lane.grant',
  schema: grantLaneSchema,
  run: async (ctx, input) => {
    const result = await grantLane(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=grantLane` } } : result;
  },
});

export const revokeGreenLane = defineAction({
  permission: 'lane.grant',
  schema: revokeLaneSchema,
  run: async (ctx, input) => {
    const result = await revokeLane(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/cases/${input.caseId}?done=revokeLane` } } : result;
  },
});
