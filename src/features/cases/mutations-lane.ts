import 'server-only';
import { checkGreenLane, limitOf, mayChangeLane } from '@/domain/green-channel';
import { can } from '@/domain/permissions';
import { stageOf } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { waitingFor } from '@/domain/waiting';
import { type Context, type Result, today } from '@/server/command';
import { notify } from '@/server/notify';
import { type CaseChange, changeCase } from './mutations';
import { peopleWhoSee } from './people-queries';

export type LaneGrant = { caseId: string; version: number | null; criterion: string; reason: string };

/**
 * 绿色通道: gives a case the green channel on one of its programme's criteria. The running visit's limit shrinks with it,
 * and whom the case waits for is told. NOT_PERMITTED, NOT_FOUND, CONFLICT, CONFLICT_DECLARED, LANE_NOT_OFFERED,
 * INVALID_INPUT (another criterion, no reason), STATUS_DOES_NOT_ALLOW, NOTHING_CHANGED.
 */
export function grantLane(ctx: Context, input: LaneGrant): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, (change) => {
    if (input.reason.trim() === '') refuse('INVALID_INPUT');
    return giveLane(change, input);
  });
}

/** The same inside a change that is open: a registration asks for the criterion and no more. Refuses as grantLane does. */
export async function giveLane(change: CaseChange, { criterion, reason }: Pick<LaneGrant, 'criterion' | 'reason'>) {
  const { ctx, facts } = change;
  if (!can(ctx.actor, 'lane.grant')) refuse('NOT_PERMITTED');
  const refusal = checkGreenLane(facts, criterion);
  if (refusal) refuse(refusal.code, refusal.params);
  if (facts.lane === 'GREEN') refuse('NOTHING_CHANGED');
  await change.set({
    lane: 'GREEN',
    laneCriterion: criterion,
    laneGrantedById: ctx.actor.userId,
    laneGrantedAt: ctx.now,
  });
  await setLimit(change);
  await change.record('lane.granted', { criterion }, { remark: reason.trim() });
  await tellWaitedFor(change);
}

/** Takes the green channel back; the ordinary limit holds again. Refuses as grantLane does; NOTHING_CHANGED without one. */
export function revokeLane(
  ctx: Context,
  { caseId, version, reason }: Omit<LaneGrant, 'criterion'>,
): Promise<Result<void>> {
  return changeCase(ctx, caseId, version, async (change) => {
    const { facts } = change;
    if (!can(ctx.actor, 'lane.grant')) refuse('NOT_PERMITTED');
    if (reason.trim() === '') refuse('INVALID_INPUT');
    if (facts.lane !== 'GREEN') refuse('NOTHING_CHANGED');
    if (!mayChangeLane(facts)) refuse('STATUS_DOES_NOT_ALLOW');
    await change.set({ lane: 'NORMAL', laneCriterion: null, laneGrantedById: null, laneGrantedAt: null });
    await setLimit(change);
    await change.record('lane.revoked', {}, { remark: reason.trim() });
  });
}

/** The running visit follows the lane at once; the due day follows when the change settles. */
async function setLimit({ tx, facts }: CaseChange) {
  await tx.stageVisit.updateMany({
    where: { caseId: facts.id, leftAt: null },
    data: { limitWorkingDays: limitOf(stageOf(facts.definition, facts.stage), facts.lane) },
  });
}

/** Everybody whose turn it is, by name or by role, and nobody else. */
async function tellWaitedFor({ tx, ctx, facts }: CaseChange) {
  const waiting = waitingFor(facts, today(ctx));
  if (!waiting) return;
  const { userIds, roles, organisationId } = waiting;
  const people = await peopleWhoSee(tx, facts, userIds.length > 0 ? { ids: userIds } : { roles, organisationId });
  await notify(
    tx,
    ctx,
    people.map((person) => person.id),
    { kind: 'LANE_GRANTED', caseId: facts.id, payload: { task: waiting.task } },
  );
}
