import 'server-only';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import { checkPlan, leaderOf, type SessionPlan } from '@/domain/session';
import { type Context, type Result, today, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { recordOnSession } from './session-events';
import { lockSession, sittingOf } from './sitting';

export type PlanInput = SessionPlan & { title: string; place: string; plannedAt: Date };

const LIMIT = 100;

/**
 * Calls a session of the planner's own organisation over cases of one programme. The members, who are told, are
 * approvers of that organisation in the order in which they vote one after the other.
 * NOT_PERMITTED, NOT_FOUND (no such programme), INVALID_INPUT, DEADLINE_PAST, MEMBERS_MISSING, CHAIR_NOT_A_MEMBER,
 * QUORUM_OUT_OF_RANGE {members}, RATIO_OUT_OF_RANGE, MEMBER_NOT_ELIGIBLE.
 */
export function planSession(
  ctx: Context,
  input: PlanInput & { programmeId: string },
): Promise<Result<{ sessionId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.plan')) refuse('NOT_PERMITTED');
    const programme = await tx.programme.findUnique({ where: { id: input.programmeId } });
    if (!programme) refuse('NOT_FOUND');
    const { memberIds, ...plan } = await checkInput(tx, ctx, input);
    const { id } = await tx.decisionSession.create({
      data: {
        ...plan,
        programmeId: programme.id,
        organisationId: ctx.actor.organisation.id,
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
        members: { create: memberIds.map((userId, index) => ({ userId, sequence: index + 1 })) },
      },
      select: { id: true },
    });
    await callMembers(tx, ctx, id, memberIds);
    await recordOnSession(tx, ctx, id, 'planned', { mode: plan.mode, quorum: plan.quorum, members: memberIds });
    return { sessionId: id };
  });
}

/**
 * Changes a session that has not begun; who is newly a member is told. Besides what planSession refuses:
 * NOT_FOUND, SESSION_NOT_PLANNED, CONFLICT (somebody changed it since).
 */
export function editSession(
  ctx: Context,
  input: PlanInput & { sessionId: string; revision: number },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.plan')) refuse('NOT_PERMITTED');
    const session = await lockSession(tx, ctx, input.sessionId);
    if (session.status !== 'PLANNED') refuse('SESSION_NOT_PLANNED');
    if (session.revision !== input.revision) refuse('CONFLICT');
    const { memberIds, ...plan } = await checkInput(tx, ctx, input);
    await tx.sessionMember.deleteMany({ where: { sessionId: session.id } });
    await tx.decisionSession.update({
      where: { id: session.id },
      data: {
        ...plan,
        revision: { increment: 1 },
        members: { create: memberIds.map((userId, index) => ({ userId, sequence: index + 1 })) },
      },
    });
    const known = session.members.map((row) => row.userId);
    await callMembers(
      tx,
      ctx,
      session.id,
      memberIds.filter((id) => !known.includes(id)),
    );
    await recordOnSession(tx, ctx, session.id, 'edited', { mode: plan.mode, quorum: plan.quorum, members: memberIds });
  });
}

/**
 * Calls a session off before anything was decided; its cases are free again. NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW (over, or something is settled), NOT_PRESIDING (an open one is called off by its chair),
 * INVALID_INPUT (no reason).
 */
export function cancelSession(ctx: Context, input: { sessionId: string; reason: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.plan')) refuse('NOT_PERMITTED');
    const session = await lockSession(tx, ctx, input.sessionId);
    const settled = session.items.some((row) => row.status !== 'PENDING' && row.status !== 'REMOVED');
    if ((session.status !== 'PLANNED' && session.status !== 'OPEN') || settled) refuse('STATUS_DOES_NOT_ALLOW');
    if (session.status === 'OPEN' && leaderOf(sittingOf(session)) !== ctx.actor.userId) refuse('NOT_PRESIDING');
    const reason = input.reason.trim();
    if (reason === '') refuse('INVALID_INPUT');
    await tx.sessionItem.updateMany({
      where: { sessionId: session.id, status: 'PENDING' },
      data: { status: 'REMOVED', settledAt: ctx.now },
    });
    await tx.decisionSession.update({
      where: { id: session.id },
      data: { status: 'CANCELLED', closedAt: ctx.now, cancelReason: reason },
    });
    await recordOnSession(tx, ctx, session.id, 'cancelled', {}, reason);
  });
}

async function checkInput(tx: Tx, ctx: Context, input: PlanInput) {
  const { mode, ratioBps, quorum, chairId } = input;
  const memberIds = [...new Set(input.memberIds)];
  const [title, place] = [input.title.trim(), input.place.trim()];
  for (const text of [title, place]) if (text === '' || Array.from(text).length > LIMIT) refuse('INVALID_INPUT');
  // earlier on the same day is no mistake: a session may be called while it sits down
  if (dayOf(input.plannedAt) < today(ctx)) refuse('DEADLINE_PAST', { today: today(ctx) });
  mustPass(checkPlan({ mode, ratioBps, quorum, chairId, memberIds }));
  const able = await tx.user.count({
    where: {
      id: { in: memberIds },
      organisationId: ctx.actor.organisation.id,
      status: 'ACTIVE',
      roles: { has: 'APPROVER' },
    },
  });
  if (able !== memberIds.length) refuse('MEMBER_NOT_ELIGIBLE');
  return { title, place, plannedAt: input.plannedAt, mode, ratioBps, quorum, chairId, memberIds };
}

const callMembers = (tx: Tx, ctx: Context, sessionId: string, userIds: readonly string[]) =>
  notify(tx, ctx, userIds, { kind: 'SESSION_CALLED', subjectId: sessionId });
