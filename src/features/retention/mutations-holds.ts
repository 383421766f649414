import 'server-only';
import type { Day } from '@/domain/calendar';
import { mustPass, refuse } from '@/domain/refusal';
import { checkLifter } from '@/domain/retention';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { recordEvent } from '@/server/events';
import { mustBeThere } from '@/server/looks';
import { visibleInRegion } from '@/server/scope';
import { mustHoldNoNumber } from './mutations';
import { findSubject, lockSubject, type SubjectRef, subjectOf } from './subject-queries';

export type NewHold = { ref: SubjectRef; documentNumber: string; documentOn: Day; reason: string };

/**
 * Holds the personal data of an applicant: until another person lifts it nothing of theirs is erased, whoever asks. Several may
 * stand, each for a document of its own. Refuses NOT_PERMITTED, NOT_FOUND, DATE_IN_FUTURE, HOLD_STANDS (by this document
 * already), PERSONAL_NUMBER_IN_TEXT.
 */
export function setHold(ctx: Context, { ref, ...said }: NewHold): Promise<Result<{ holdId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'hold.set');
    mustHoldNoNumber(said.reason);
    if (said.documentOn > today(ctx)) refuse('DATE_IN_FUTURE', { latest: today(ctx) });
    await lockSubject(tx, ref);
    const subject = (await findSubject(tx, ctx.actor, ref)) ?? refuse('NOT_FOUND');
    const { documentNumber } = said;
    if (subject.facts.heldBy.includes(documentNumber)) refuse('HOLD_STANDS', { documentNumber });
    const { id } = await tx.legalHold.create({
      data: {
        ...subject.place,
        ...ref,
        documentNumber,
        documentOn: toDate(said.documentOn),
        reason: said.reason,
        setById: ctx.actor.userId,
        setAt: ctx.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'hold.set',
      subjectId: id,
      payload: { documentOn: said.documentOn },
      scope: subject.place,
    });
    return { holdId: id };
  });
}

/**
 * Lifts a hold: the rules of keeping count again. Refuses NOT_PERMITTED, NOT_FOUND, SAME_PERSON, STATUS_DOES_NOT_ALLOW (lifted
 * already), PERSONAL_NUMBER_IN_TEXT and what `mustBeThere` does.
 */
export function liftHold(ctx: Context, input: { holdId: string; reason: string }): Promise<Result<null>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'hold.lift');
    mustHoldNoNumber(input.reason);
    const row = await tx.legalHold.findFirst({ where: { id: input.holdId, ...visibleInRegion(ctx.actor) } });
    if (!row) refuse('NOT_FOUND');
    mustPass(checkLifter(row, ctx.actor));
    if (row.liftedAt !== null) refuse('STATUS_DOES_NOT_ALLOW');
    await mustBeThere(tx, ctx);
    await lockSubject(tx, subjectOf(row));
    const { count } = await tx.legalHold.updateMany({
      where: { id: row.id, liftedAt: null },
      data: { liftReason: input.reason, liftedById: ctx.actor.userId, liftedAt: ctx.now },
    });
    if (count === 0) refuse('CONFLICT');
    const { provinceId, cityId, countyId, townshipId, villageId } = row;
    await recordEvent(tx, ctx, {
      kind: 'hold.lifted',
      subjectId: row.id,
      payload: {},
      scope: { provinceId, cityId, countyId, townshipId, villageId },
    });
    return null;
  });
}
