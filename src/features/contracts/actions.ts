'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { checkContract, draftContract, signContract } from './mutations';
import { checkSchema, contractSchema, signSchema } from './schema';

const pageOf = (caseId: string) => `/cases/${caseId}/contract`;

export const draft = defineAction({
  permission: 'contract.draft',
  schema: contractSchema,
  run: async (ctx, input) => {
    const result = await draftContract(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: pageOf(input.caseId) } } : result;
  },
});

export const check = defineAction({
  permission: 'contract.check',
  schema: checkSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('contracts');
    const result = await checkContract(ctx, input);
    return result.ok ? { ok: true, value: { message: t(`checked.${input.outcome}`) } } : result;
  },
});

export const sign = defineAction({
  permission: 'case.sign',
  schema: signSchema,
  run: async (ctx, input) => {
    const result = await signContract(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: pageOf(input.caseId) } } : result;
  },
});
