import 'server-only';
import type { Day } from '@/domain/calendar';
import { checkFollowUp, checkRectification, checkSignOff } from '@/domain/follow-up';
import { mustPass, refuse } from '@/domain/refusal';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { type Context, mustHold, type Result, today } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { changeCaseOf } from './mutations-change';

const findingIn = (ctx: Context, id: string) => (tx: Tx) =>
  tx.finding.findFirst({ where: { id, caseRecord: visibleTo(ctx.actor) } });

export type NewFinding = { caseId: string; description: string; dueOn: Day };

/** 问题: opens a finding to be put right by a day. INVALID_INPUT, DATE_OUT_OF_ORDER (a day already past), STATUS_DOES_NOT_ALLOW. */
export function openFinding(
  ctx: Context,
  { caseId, description, dueOn }: NewFinding,
): Promise<Result<{ findingId: string }>> {
  return changeCase(ctx, caseId, null, async (change) => {
    mustHold(ctx, 'finding.open');
    mustPass(checkFollowUp(change.facts));
    if (description.trim() === '') refuse('INVALID_INPUT');
    if (dueOn < today(ctx)) refuse('DATE_OUT_OF_ORDER', { earliest: today(ctx) });
    return { findingId: await writeFinding(change, { description, dueOn }) };
  });
}

/** The same inside a change that is already open and has asked what must be asked; the finding's id. */
export async function writeFinding(
  { tx, ctx, facts, record }: CaseChange,
  { description, dueOn }: Omit<NewFinding, 'caseId'>,
): Promise<string> {
  const opened = { openedById: ctx.actor.userId, openedAt: ctx.now };
  const { id } = await tx.finding.create({
    data: { caseId: facts.id, description, dueOn: toDate(dueOn), ...opened },
    select: { id: true },
  });
  await record('finding.opened', { findingId: id, dueOn });
  return id;
}

export type Rectification = { findingId: string; rectification: string };

/** 整改: says how it was put right. STATUS_DOES_NOT_ALLOW unless open, INVALID_INPUT. */
export function rectifyFinding(ctx: Context, { findingId, rectification }: Rectification): Promise<Result<void>> {
  return changeCaseOf(ctx, findingIn(ctx, findingId), async ({ tx, record }, finding) => {
    mustHold(ctx, 'finding.rectify');
    mustPass(checkRectification(finding));
    if (rectification.trim() === '') refuse('INVALID_INPUT');
    await tx.finding.update({
      where: { id: findingId },
      data: { status: 'RECTIFIED', rectification, rectifiedById: ctx.actor.userId, rectifiedAt: ctx.now },
    });
    await record('finding.rectified', { findingId });
  });
}

export type FindingSignOff = { findingId: string; accepted: boolean; remark?: string | undefined };

/** 销号: a second person accepts the rectification, or sends it back with a remark. SAME_PERSON, STATUS_DOES_NOT_ALLOW, INVALID_INPUT. */
export function signOffFinding(
  ctx: Context,
  { findingId, accepted, remark = '' }: FindingSignOff,
): Promise<Result<void>> {
  return changeCaseOf(ctx, findingIn(ctx, findingId), async ({ tx, record }, finding) => {
    mustHold(ctx, 'finding.sign-off');
    mustPass(checkSignOff(finding, ctx.actor.userId));
    if (!accepted && remark.trim() === '') refuse('INVALID_INPUT');
    await tx.finding.update({
      where: { id: findingId },
      data: accepted
        ? { status: 'SIGNED_OFF', signedOffById: ctx.actor.userId, signedOffAt: ctx.now }
        : { status: 'OPEN' },
    });
    const kind = accepted ? 'finding.signed-off' : 'finding.reopened';
    await record(kind, { findingId }, { remark: remark.trim() });
  });
}
