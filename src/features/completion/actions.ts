'use server';

import { defineAction } from '@/server/action';
import { recordCheck } from './mutations';
import { checkSchema } from './schema';

const run = async (ctx: Parameters<typeof recordCheck>[0], input: Parameters<typeof recordCheck>[1]) => {
  const result = await recordCheck(ctx, input);
  return result.ok ? { ok: true as const, value: { redirectTo: `/cases/${input.caseId}/completion` } } : result;
};

/** Of the township, of the county: the same form, each behind a permission of its own. */
export const firstCheck = defineAction({ permission: 'completion.first-check', schema: checkSchema, run });
export const countyCheck = defineAction({ permission: 'completion.county-check', schema: checkSchema, run });
