'use server';

import { getTranslations } from 'next-intl/server';
import type { Actor } from '@/domain/actor';
import { defineAction } from '@/server/action';
import { type Context, type Result, today } from '@/server/command';
import type { NewCondition } from './approval';
import { dropDraft, keepDraft } from './draft';
import { decideCase, escalateCase, meetCondition } from './mutations';
import { checkAsked, type DecisionView, getDecision } from './queries';
import { type DecisionFields, decisionSchema, escalateSchema, meetSchema } from './schema';
import { keptFields } from './typed-fields';

const pageOf = (caseId: string) => `/cases/${caseId}/decision`;

/** First step: the form is read and judged, and shown again on the confirm page. Nothing is decided. */
export const review = defineAction({
  permission: 'case.decide',
  schema: keptFields(decisionSchema),
  run: async (ctx, { input, typed }) => {
    const view = await viewOf(ctx, input.caseId);
    if (!view.ok) return view;
    if (view.value.facts.version !== input.version) return refused('CONFLICT');
    const refusal = input.outcome === 'APPROVED' ? checkAsked(view.value, input, today(ctx)) : null;
    if (refusal) return { ok: false, refusal };
    await keepDraft(ctx.actor, input.caseId, typed);
    return { ok: true, value: { redirectTo: pageOf(input.caseId) } };
  },
});

/** Second step, from the confirm page. */
export const decide = defineAction({
  permission: 'case.decide',
  schema: decisionSchema,
  run: async (ctx, input) => {
    const view = await viewOf(ctx, input.caseId);
    if (!view.ok) return view;
    const conditions = conditionsOf(view.value, input);
    const result = await decideCase(ctx, { ...input, conditions });
    if (!result.ok) return result;
    await dropDraft(input.caseId);
    return { ok: true, value: { redirectTo: `${pageOf(input.caseId)}?done=${result.value.taken}` } };
  },
});

/** Sends the case where the authority in force puts it. */
export const escalate = defineAction({
  permission: 'case.decide',
  schema: escalateSchema,
  run: async (ctx, input) => {
    const result = await escalateCase(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `${pageOf(input.caseId)}?done=ESCALATED` } } : result;
  },
});

export const meet = defineAction({
  permission: 'condition.meet',
  schema: meetSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('decisions');
    const result = await meetCondition(ctx, input);
    return result.ok ? { ok: true, value: { message: t('conditionMetDone') } } : result;
  },
});

const refused = (code: 'CONFLICT' | 'NOT_FOUND') => ({ ok: false as const, refusal: { code } });

async function viewOf(ctx: Context & { actor: Actor }, caseId: string): Promise<Result<DecisionView>> {
  const view = await getDecision(ctx.actor, caseId, today(ctx));
  return view ? { ok: true, value: view } : refused('NOT_FOUND');
}

/** The ticked ones of the report and the approver's own. The report cannot change while the version stands. */
function conditionsOf(view: DecisionView, input: DecisionFields): NewCondition[] {
  const ticked = input.proposed.flatMap((index) => view.proposed[index] ?? []);
  return [...ticked, ...input.conditions];
}
