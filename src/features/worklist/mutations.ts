import 'server-only';
import { dayOf } from '@/domain/calendar';
import { can, type Role } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { nextUrgeDay } from '@/domain/urge';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { peopleWhoSee } from '@/features/cases/people-queries';
import { takeTransition } from '@/features/cases/transitions';
import { type Context, type Result, today } from '@/server/command';
import { addJob } from '@/server/jobs';
import { notify } from '@/server/notify';
import { loadWorkCalendar } from '@/server/work-calendar';

/** Beyond this an urge would be a circular: whoever is nearest to the case is told. */
const MAX_URGED = 20;

/**
 * 催办: reminds those whom the case waits for: the people it names, else the holders of the roles nearest to it. Once a
 * working day per case and person: URGED_TODAY with the day from which it may be done again. STATUS_DOES_NOT_ALLOW: it
 * waits for nobody any more. WAITS_FOR_YOU: nobody else could be reminded. NOBODY_TO_URGE: no active person holds the role.
 */
export function urgeCase(ctx: Context, { caseId }: { caseId: string }): Promise<Result<{ told: number }>> {
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'case.urge')) refuse('NOT_PERMITTED');
    const { waitingTask, ...waiting } = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: { waitingTask: true, waitingRoles: true, waitingUserIds: true, waitingOrganisationId: true },
    });
    if (!waitingTask) refuse('STATUS_DOES_NOT_ALLOW');
    await refuseSecondUrge(change);
    const people = await holdersOf(change, waiting);
    const others = people.filter((id) => id !== ctx.actor.userId);
    if (others.length === 0) refuse(people.length > 0 ? 'WAITS_FOR_YOU' : 'NOBODY_TO_URGE');
    await tx.urge.create({ data: { caseId, urgedById: ctx.actor.userId, urgedAt: ctx.now, waitingTask } });
    await notify(tx, ctx, others, { kind: 'URGED', caseId, payload: { task: waitingTask } });
    for (const userId of others)
      await addJob(tx, 'channel.send', { userId, kind: 'URGED', reference: facts.reference, caseId });
    await change.record('case.urged', { task: waitingTask, userIds: others });
    return { told: others.length };
  });
}

async function refuseSecondUrge({ tx, ctx, facts }: CaseChange) {
  const last = await tx.urge.findFirst({
    where: { caseId: facts.id, urgedById: ctx.actor.userId },
    orderBy: { urgedAt: 'desc' },
    select: { urgedAt: true },
  });
  if (!last) return;
  const next = nextUrgeDay(dayOf(last.urgedAt), await loadWorkCalendar(tx));
  if (today(ctx) < next) refuse('URGED_TODAY', { next });
}

/** Active people it waits for, nearest to the case first; named ones who have left are as good as not named. */
async function holdersOf(
  { tx, facts }: CaseChange,
  waiting: {
    waitingRoles: Role[];
    waitingUserIds: string[];
    waitingOrganisationId: string | null;
  },
): Promise<string[]> {
  const named = waiting.waitingUserIds;
  const people = named.length > 0 ? await peopleWhoSee(tx, facts, { ids: named }) : [];
  const found =
    people.length > 0
      ? people
      : await peopleWhoSee(tx, facts, {
          roles: waiting.waitingRoles,
          organisationId: waiting.waitingOrganisationId,
        });
  return found.slice(0, MAX_URGED).map((person) => person.id);
}

/**
 * 抄送: asks people to know of a case. Each must be able to open it by their own scope, else RECIPIENT_OUT_OF_SCOPE and
 * nobody is told. Sent again to the same person it is unread again.
 */
export function copyCase(
  ctx: Context,
  { caseId, userIds }: { caseId: string; userIds: readonly string[] },
): Promise<Result<{ told: number }>> {
  return changeCase(ctx, caseId, null, async ({ tx, facts, record }) => {
    if (!can(ctx.actor, 'case.copy')) refuse('NOT_PERMITTED');
    const ids = [...new Set(userIds)].filter((id) => id !== ctx.actor.userId);
    if (ids.length === 0) refuse('RECIPIENT_MISSING');
    const able = await peopleWhoSee(tx, facts, { ids });
    if (able.length < ids.length) refuse('RECIPIENT_OUT_OF_SCOPE', { count: ids.length - able.length });
    const sent = { copiedById: ctx.actor.userId, copiedAt: ctx.now, readAt: null };
    for (const userId of ids)
      await tx.caseCopy.upsert({
        where: { caseId_userId: { caseId, userId } },
        create: { caseId, userId, ...sent },
        update: sent,
      });
    await notify(tx, ctx, ids, { kind: 'COPIED', caseId });
    await record('case.copied', { userIds: ids });
    return { told: ids.length };
  });
}

/** One of the cases a person ticked, as its row was drawn. */
export type Ticked = { caseId: string; version: number };

/** 批量受理: the ordinary acceptance, which a list may take one after the other; money and decisions never are. */
export async function acceptTicked(ctx: Context, ticked: Ticked): Promise<Result<unknown>> {
  return takeTransition(ctx, { ...ticked, verb: 'accept' });
}
