import 'server-only';
import { addWorkingDays, dayOf, workingDaysBetween } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { limitOf } from '@/domain/green-channel';
import { stageOf } from '@/domain/programme';
import type { CaseStatus, Stage } from '@/domain/stage';
import type { StageVisit } from '@/generated/prisma/client';
import { type Context, today } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';

type Changing = { tx: Tx; ctx: Context; facts: CaseFacts };

const STANDS_STILL: readonly CaseStatus[] = ['AWAITING_SUPPLEMENT', 'SUSPENDED', 'CLOSED'];

/**
 * A new stage is a new visit with a fresh clock; a case that waits for the applicant stops it. The working days that the
 * visit took which ended, without those on which its clock stood; null when none ended.
 */
export async function turnClock(
  { tx, ctx, facts }: Changing,
  stage: Stage,
  status: CaseStatus,
): Promise<number | null> {
  const visit = await tx.stageVisit.findFirst({ where: { caseId: facts.id, leftAt: null } });
  if (!visit || visit.stage !== stage) {
    if (visit)
      await tx.stageVisit.update({ where: { id: visit.id }, data: { leftAt: ctx.now, leftById: ctx.actor.userId } });
    await openVisit(tx, ctx, facts, stage);
    return visit && visit.stage !== stage ? stayOf(tx, ctx, visit) : null;
  }
  const stood = visit.pausedOn !== null;
  const stands = STANDS_STILL.includes(status);
  if (!stood && stands) await tx.stageVisit.update({ where: { id: visit.id }, data: { pausedOn: toDate(today(ctx)) } });
  if (visit.pausedOn !== null && !stands) {
    const calendar = await loadWorkCalendar(tx);
    const waited = Math.max(0, workingDaysBetween(toDay(visit.pausedOn), today(ctx), calendar));
    await tx.stageVisit.update({
      where: { id: visit.id },
      data: { pausedOn: null, pausedWorkingDays: { increment: waited } },
    });
  }
  return null;
}

async function stayOf(tx: Tx, ctx: Context, visit: StageVisit): Promise<number> {
  const calendar = await loadWorkCalendar(tx);
  const until = toDay(visit.pausedOn) ?? today(ctx);
  return Math.max(0, workingDaysBetween(dayOf(visit.enteredAt), until, calendar) - visit.pausedWorkingDays);
}

/** Begins a visit to a stage, with the limit of its lane. */
export async function openVisit(
  tx: Tx,
  ctx: Context,
  facts: Pick<CaseFacts, 'id' | 'definition' | 'lane'>,
  stage: Stage,
) {
  const entry = stageOf(facts.definition, stage);
  const sequence = await tx.stageVisit.count({ where: { caseId: facts.id } });
  await tx.stageVisit.create({
    data: {
      caseId: facts.id,
      stage,
      sequence: sequence + 1,
      enteredAt: ctx.now,
      limitWorkingDays: limitOf(entry, facts.lane),
    },
  });
}

/** The due day of the case's running visit, or none when it has no limit or its clock stands. */
export async function dueOf(tx: Tx, caseId: string): Promise<{ dueOn: Date | null; dueProvisional: boolean }> {
  const visit = await tx.stageVisit.findFirst({ where: { caseId, leftAt: null } });
  if (!visit || visit.limitWorkingDays === null || visit.pausedOn !== null)
    return { dueOn: null, dueProvisional: false };
  const calendar = await loadWorkCalendar(tx);
  const due = addWorkingDays(dayOf(visit.enteredAt), visit.limitWorkingDays + visit.pausedWorkingDays, calendar);
  return { dueOn: toDate(due.day), dueProvisional: due.provisional };
}
