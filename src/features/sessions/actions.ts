'use server';

import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/server/action';
import { addCases, editItem, removeItem } from './mutations-agenda';
import { cancelSession, editSession, planSession } from './mutations-plan';
import { admitMember, castVote, closeSession, openSession, recuse, settleItem } from './mutations-sitting';
import { getSession } from './queries';
import {
  admitSchema,
  cancelSchema,
  casesSchema,
  editPlanSchema,
  openingSchema,
  planOf,
  planSchema,
  recuseSchema,
  removeSchema,
  sessionSchema,
  settleSchema,
  termsSchema,
  tickedPlaces,
  voteSchema,
} from './schema';

const pageOf = (sessionId: string, done: string, itemId?: string) =>
  ({ redirectTo: `/sessions/${sessionId}?${itemId ? `item=${itemId}&` : ''}done=${done}` }) as const;

export const plan = defineAction({
  permission: 'decision-session.plan',
  schema: planSchema,
  run: async (ctx, input) => {
    const result = await planSession(ctx, { ...planOf(input), programmeId: input.programmeId });
    return result.ok ? { ok: true, value: pageOf(result.value.sessionId, 'planned') } : result;
  },
});

export const editPlan = defineAction({
  permission: 'decision-session.plan',
  schema: editPlanSchema,
  run: async (ctx, input) => {
    const { sessionId, revision } = input;
    const result = await editSession(ctx, { ...planOf(input), sessionId, revision });
    return result.ok ? { ok: true, value: pageOf(sessionId, 'edited') } : result;
  },
});

export const cancel = defineAction({
  permission: 'decision-session.plan',
  schema: cancelSchema,
  run: async (ctx, input) => {
    const result = await cancelSession(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.sessionId, 'cancelled') } : result;
  },
});

export const addToAgenda = defineAction({
  permission: 'decision-session.plan',
  schema: casesSchema,
  run: async (ctx, { sessionId, 'case[]': caseIds }) => {
    const result = await addCases(ctx, { sessionId, caseIds });
    return result.ok ? { ok: true, value: pageOf(sessionId, 'added') } : result;
  },
});

export const changeTerms = defineAction({
  permission: 'decision-session.plan',
  schema: termsSchema,
  run: async (ctx, input) => {
    const { sessionId, itemId, amountFen, termMonths, rateBps } = input;
    const view = await getSession(ctx.actor, sessionId);
    const known = view?.items.find((row) => row.id === itemId)?.conditions ?? [];
    const kept = tickedPlaces(input['condition[]']).flatMap((index) => known[index] ?? []);
    const added = input.conditionText ? [{ text: input.conditionText, gate: input.conditionGate }] : [];
    const conditions = [...kept, ...added];
    const result = await editItem(ctx, { sessionId, itemId, amountFen, termMonths, rateBps, conditions });
    return result.ok ? { ok: true, value: pageOf(sessionId, 'amended', itemId) } : result;
  },
});

export const takeOff = defineAction({
  permission: 'decision-session.plan',
  schema: removeSchema,
  run: async (ctx, input) => {
    const result = await removeItem(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.sessionId, 'removed') } : result;
  },
});

export const open = defineAction({
  permission: 'decision-session.vote',
  schema: openingSchema,
  run: async (ctx, { sessionId, 'member[]': presentIds = [] }) => {
    const result = await openSession(ctx, { sessionId, presentIds });
    return result.ok ? { ok: true, value: pageOf(sessionId, 'opened') } : result;
  },
});

export const admit = defineAction({
  permission: 'decision-session.vote',
  schema: admitSchema,
  run: async (ctx, input) => {
    const t = await getTranslations('sessions');
    const result = await admitMember(ctx, input);
    return result.ok ? { ok: true, value: { message: t('done.admitted') } } : result;
  },
});

export const vote = defineAction({
  permission: 'decision-session.vote',
  schema: voteSchema,
  run: async (ctx, input) => {
    const result = await castVote(ctx, input);
    if (!result.ok) return result;
    // on to the next that waits for this person's vote; whoever presides stays, to settle what is decided
    const view = await getSession(ctx.actor, input.sessionId);
    const voted = view?.items.find((row) => row.id === input.itemId);
    const stays = voted?.tally.outcome != null && voted.presidingId === ctx.actor.userId;
    const next = view?.items.find((row) => row.tally.remaining.includes(ctx.actor.userId) && row.status === 'PENDING');
    return { ok: true, value: pageOf(input.sessionId, 'voted', stays ? input.itemId : (next?.id ?? input.itemId)) };
  },
});

export const standAside = defineAction({
  permission: 'decision-session.vote',
  schema: recuseSchema,
  run: async (ctx, input) => {
    const result = await recuse(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.sessionId, 'recused', input.itemId) } : result;
  },
});

export const settle = defineAction({
  permission: 'decision-session.vote',
  schema: settleSchema,
  run: async (ctx, input) => {
    const result = await settleItem(ctx, input);
    if (!result.ok) return result;
    const view = await getSession(ctx.actor, input.sessionId);
    const next = view?.items.find((row) => row.status === 'PENDING');
    return { ok: true, value: pageOf(input.sessionId, `settled.${input.result}`, next?.id) };
  },
});

export const close = defineAction({
  permission: 'decision-session.vote',
  schema: sessionSchema,
  run: async (ctx, input) => {
    const result = await closeSession(ctx, input);
    return result.ok ? { ok: true, value: pageOf(input.sessionId, 'closed') } : result;
  },
});
