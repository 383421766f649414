import 'server-only';
import { holdsPersonalNumber } from '@/domain/masking';
import { refuse } from '@/domain/refusal';
import { checkApprover, checkErasable, type DataKind, type DueKind, dueKinds } from '@/domain/retention';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { addJob } from '@/server/jobs';
import { mustBeThere } from '@/server/looks';
import { crossing } from '@/server/row-scope';
import { visibleInRegion } from '@/server/scope';
import { erasePlaces } from './mutations-erase';
import { findSubject, lockSubject, type Subject, type SubjectRef, subjectOf, subjectWhere } from './subject-queries';

/** What a person writes beside an erasure stays for good: no number may stand in it. */
export function mustHoldNoNumber(text: string): void {
  if (holdsPersonalNumber(text)) refuse('PERSONAL_NUMBER_IN_TEXT');
}

/** The applicant in the person's area with what is due today; refuses NOT_FOUND and what `checkErasable` says. */
async function dueOf(tx: Tx, ctx: Context, ref: SubjectRef): Promise<{ subject: Subject; due: DueKind[] }> {
  await lockSubject(tx, ref);
  const subject = (await findSubject(tx, ctx.actor, ref)) ?? refuse('NOT_FOUND');
  const refusal = checkErasable(subject.facts, today(ctx));
  if (refusal) refuse(refusal.code, refusal.params);
  return { subject, due: dueKinds(subject.facts, today(ctx)) };
}

/** Writes down that the erasure of what is due of an applicant is wanted. Refuses ERASURE_ASKED and what `dueOf` does. */
export async function openErasure(tx: Tx, ctx: Context, ref: SubjectRef, reason: string): Promise<string> {
  const { subject, due } = await dueOf(tx, ctx, ref);
  if ((await tx.erasure.count({ where: { ...subjectWhere(ref), status: 'ASKED' } })) > 0) refuse('ERASURE_ASKED');
  const kinds = due.map(({ kind }) => kind);
  const { id } = await tx.erasure.create({
    data: {
      ...subject.place,
      ...ref,
      kinds,
      rules: due,
      reason,
      askedById: ctx.actor.userId,
      askedAt: ctx.now,
    },
    select: { id: true },
  });
  await recordEvent(tx, ctx, {
    kind: 'erasure.asked',
    subjectId: id,
    payload: { kinds, policyValueIds: due.map(({ policyValueId }) => policyValueId) },
    scope: subject.place,
  });
  return id;
}

/**
 * Asks for the erasure of what is due of an applicant. Refuses NOT_PERMITTED, what `mustBeThere` does (FACTOR_NEEDED,
 * PASSWORD_NEEDED, SIGN_IN_AGAIN), NOT_FOUND, ERASURE_HELD, ERASURE_CASE_OPEN, ERASURE_NOT_DUE, ERASURE_NO_RULE, ERASED_ALREADY,
 * ERASURE_ASKED, PERSONAL_NUMBER_IN_TEXT.
 */
export function askErasure(
  ctx: Context,
  { dueId, reason }: { dueId: string; reason: string },
): Promise<Result<{ erasureId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'erasure.ask');
    mustHoldNoNumber(reason);
    const row = await tx.retentionDue.findFirst({ where: { id: dueId, ...visibleInRegion(ctx.actor) } });
    if (!row) refuse('NOT_FOUND');
    await mustBeThere(tx, ctx);
    return { erasureId: await openErasure(tx, ctx, subjectOf(row), reason) };
  });
}

export type Settlement = { erasureId: string; outcome: 'APPROVED' | 'REFUSED'; remark: string | null };

/**
 * Approves an erasure, which does it, or refuses it with a reason. What is due is looked at again: a case may have begun
 * since. Refuses NOT_PERMITTED, SAME_PERSON, NOT_FOUND, STATUS_DOES_NOT_ALLOW (settled), INVALID_INPUT (refused without a
 * reason), PERSONAL_NUMBER_IN_TEXT, and what `mustBeThere` and `checkErasable` do.
 */
export function settleErasure(ctx: Context, input: Settlement): Promise<Result<{ status: 'DONE' | 'REFUSED' }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'erasure.approve');
    mustHoldNoNumber(input.remark ?? '');
    const row = await tx.erasure.findFirst({ where: { id: input.erasureId, ...visibleInRegion(ctx.actor) } });
    if (!row) refuse('NOT_FOUND');
    const refusal = checkApprover(row, ctx.actor);
    if (refusal) refuse(refusal.code, refusal.params);
    if (row.status !== 'ASKED') refuse('STATUS_DOES_NOT_ALLOW');
    await mustBeThere(tx, ctx);
    const settled = { settledById: ctx.actor.userId, settledAt: ctx.now, settledRemark: input.remark };
    if (input.outcome === 'REFUSED') {
      if (!input.remark) refuse('INVALID_INPUT');
      const { count } = await tx.erasure.updateMany({
        where: { id: row.id, status: 'ASKED' },
        data: { ...settled, status: 'REFUSED' },
      });
      if (count === 0) refuse('CONFLICT');
      await recordEvent(tx, ctx, { kind: 'erasure.refused', subjectId: row.id, payload: {}, scope: placeOf(row) });
      return { status: 'REFUSED' };
    }
    const { subject, due } = await dueOf(tx, ctx, subjectOf(row));
    // no more than was asked for, and no less: the rule may have become longer meanwhile
    const kinds = row.kinds as DataKind[];
    const early = kinds.find((kind) => !due.some((entry) => entry.kind === kind));
    if (early) refuse('CONFLICT');
    const erased = await crossing(tx, 'personal data whose time is over', () => erasePlaces(tx, ctx, subject, kinds));
    const { count } = await tx.erasure.updateMany({
      where: { id: row.id, status: 'ASKED' },
      data: { ...settled, status: 'DONE', valuesErased: erased.values, filesErased: erased.files.length },
    });
    if (count === 0) refuse('CONFLICT');
    await tx.retentionDue.deleteMany({ where: { ...subjectWhere(subject), kind: { in: kinds } } });
    if (erased.files.length > 0) await addJob(tx, 'files.erase', { keys: erased.files });
    await recordErased(tx, ctx, row.id, subject, kinds, erased.values);
    return { status: 'DONE' };
  });
}

/** One event of the erasure, and one in the record of each case that it touched. */
async function recordErased(
  tx: Tx,
  ctx: Context,
  erasureId: string,
  subject: Subject,
  kinds: DataKind[],
  values: number,
): Promise<void> {
  await recordEvent(tx, ctx, {
    kind: 'erasure.done',
    subjectId: erasureId,
    payload: { kinds, values, cases: subject.caseIds.length },
    scope: subject.place,
  });
  await crossing(tx, 'personal data whose time is over', async () => {
    const cases = await tx.caseRecord.findMany({ where: { id: { in: subject.caseIds } } });
    for (const row of cases)
      await recordEvent(tx, ctx, {
        kind: 'case.data-erased',
        caseId: row.id,
        subjectId: erasureId,
        payload: { kinds },
        scope: {
          ...placeOf(row),
          financierId: row.financierId,
          provincialBranchId: row.provincialBranchId,
          countyBranchId: row.countyBranchId,
          programmeId: row.programmeId,
          applicantKind: row.applicantKind,
        },
      });
  });
}

function placeOf(row: Subject['place']): Subject['place'] {
  const { provinceId, cityId, countyId, townshipId, villageId } = row;
  return { provinceId, cityId, countyId, townshipId, villageId };
}
