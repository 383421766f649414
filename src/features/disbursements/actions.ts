'use server';

import { defineAction } from '@/server/action';
import { refusePayment, releasePayment, requestPayment, returnPayment } from './mutations';
import { refuseSchema, releaseSchema, requestSchema, returnSchema } from './schema';

const pageOf = (caseId: string, paymentId: string) => `/cases/${caseId}/payments/${paymentId}`;

export const request = defineAction({
  permission: 'payment.request',
  schema: requestSchema,
  run: async (ctx, input) => {
    const result = await requestPayment(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: pageOf(input.caseId, result.value.paymentId) } } : result;
  },
});

export const release = defineAction({
  permission: 'payment.release',
  schema: releaseSchema,
  run: async (ctx, { caseId, paymentId, idempotencyKey }) => {
    const result = await releasePayment(ctx, { paymentId, idempotencyKey });
    return result.ok ? { ok: true, value: { redirectTo: pageOf(caseId, paymentId) } } : result;
  },
});

export const refuse = defineAction({
  permission: 'payment.release',
  schema: refuseSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await refusePayment(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: pageOf(caseId, input.paymentId) } } : result;
  },
});

export const bookReturn = defineAction({
  permission: 'payment.return',
  schema: returnSchema,
  run: async (ctx, { caseId, ...input }) => {
    const result = await returnPayment(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: pageOf(caseId, input.paymentId) } } : result;
  },
});
