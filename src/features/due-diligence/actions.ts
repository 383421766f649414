'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import type { Result } from '@/server/command';
import {
  assignManagers,
  confirmReport,
  declareConflict,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from './mutations';
import { assignSchema, confirmSchema, conflictSchema, recommendSchema, reportSchema, visitSchema } from './schema';

const pageOf = (caseId: string) => `/cases/${caseId}/due-diligence`;

/** Where a person goes after the command, if it was not refused. */
function then<T>(result: Result<T>, next: (value: T) => { redirectTo?: string; message?: string }) {
  return result.ok ? { ok: true as const, value: next(result.value) } : result;
}

export const assign = defineAction({
  permission: 'case.assign',
  schema: assignSchema,
  run: async (ctx, input) => then(await assignManagers(ctx, input), () => ({ redirectTo: pageOf(input.caseId) })),
});

export const declare = defineAction({
  permission: 'case.declare-conflict',
  schema: conflictSchema,
  run: async (ctx, input) => then(await declareConflict(ctx, input), () => ({ redirectTo: pageOf(input.caseId) })),
});

export const recordVisit = defineAction({
  permission: 'due-diligence.write',
  schema: visitSchema,
  run: async (ctx, input) =>
    then(await recordSiteVisit(ctx, input), ({ siteVisitId }) => ({
      redirectTo: `${pageOf(input.caseId)}/visit#visit-${siteVisitId}`,
    })),
});

export const save = defineAction({
  permission: 'due-diligence.write',
  schema: reportSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('due-diligence');
    const result = await saveReport(ctx, input);
    if (!result.ok && result.refusal.code === 'CONFLICT') {
      const fields = String(result.refusal.params?.fields ?? '').split(',');
      const words = fields.map((field) => t(`field.${field}` as never)).join(t('listSeparator'));
      return { ok: false, refusal: { code: 'REPORT_CHANGED', params: { fields: words } } };
    }
    return then(result, () => (input.complete ? { redirectTo: pageOf(input.caseId) } : { message: t('draftSaved') }));
  },
});

export const confirm = defineAction({
  permission: 'due-diligence.write',
  schema: confirmSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('due-diligence');
    return then(await confirmReport(ctx, input), () => ({ message: t('reportConfirmed') }));
  },
});

export const recommend = defineAction({
  permission: 'case.recommend',
  schema: recommendSchema,
  run: async (ctx, input) => then(await recommendCase(ctx, input), () => ({ redirectTo: `/cases/${input.caseId}` })),
});
