import 'server-only';
import type { Day } from '@/domain/calendar';
import { refuse } from '@/domain/refusal';
import { checkErasable } from '@/domain/retention';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { recordEvent } from '@/server/events';
import { mustBeThere } from '@/server/looks';
import { visibleInRegion } from '@/server/scope';
import { mustHoldNoNumber, openErasure } from './mutations';
import type { REQUEST_MATTERS, REQUEST_OUTCOMES } from './schema';
import { findSubject, type SubjectRef } from './subject-queries';

export type RequestMatter = (typeof REQUEST_MATTERS)[number];
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

const householdRef = (householdId: string): SubjectRef => ({ householdId, operatingEntityId: null });

/**
 * Writes down what a household asked about its own data. Refuses NOT_PERMITTED, NOT_FOUND, DATE_OUT_OF_ORDER (a day to
 * come), PERSONAL_NUMBER_IN_TEXT.
 */
export function recordDataRequest(
  ctx: Context,
  input: { householdId: string; matter: RequestMatter; text: string; receivedOn: Day },
): Promise<Result<{ dataRequestId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'data-request.record');
    mustHoldNoNumber(input.text);
    if (input.receivedOn > today(ctx)) refuse('DATE_IN_FUTURE', { latest: today(ctx) });
    const household = await tx.household.findFirst({ where: { id: input.householdId, ...visibleInRegion(ctx.actor) } });
    if (!household) refuse('NOT_FOUND');
    const { provinceId, cityId, countyId, townshipId, villageId } = household;
    const place = { provinceId, cityId, countyId, townshipId, villageId };
    const { id } = await tx.dataRequest.create({
      data: {
        ...place,
        householdId: household.id,
        matter: input.matter,
        text: input.text,
        receivedOn: toDate(input.receivedOn),
        recordedById: ctx.actor.userId,
        recordedAt: ctx.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'data-request.recorded',
      subjectId: household.id,
      payload: { dataRequestId: id, matter: input.matter },
      scope: place,
      occurredOn: input.receivedOn,
    });
    return { dataRequestId: id };
  });
}

export type RequestAnswer = { dataRequestId: string; outcome: RequestOutcome; answer: string };

/**
 * Answers a household. An erasure that is granted is asked for in the same transaction and waits for its approval; where
 * the rule keeps the data it cannot be granted, and what the rule says stands with the answer. Refuses NOT_PERMITTED,
 * NOT_FOUND, STATUS_DOES_NOT_ALLOW (answered), PERSONAL_NUMBER_IN_TEXT and, granted, what `openErasure` and `mustBeThere` do.
 */
export function answerDataRequest(ctx: Context, input: RequestAnswer): Promise<Result<{ erasureId: string | null }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'data-request.answer');
    mustHoldNoNumber(input.answer);
    const row = await tx.dataRequest.findFirst({ where: { id: input.dataRequestId, ...visibleInRegion(ctx.actor) } });
    if (!row) refuse('NOT_FOUND');
    if (row.outcome !== null) refuse('STATUS_DOES_NOT_ALLOW');
    const ref = householdRef(row.householdId);
    const isErasure = row.matter === 'ERASURE';
    let erasureId: string | null = null;
    if (isErasure && input.outcome === 'GRANTED') {
      await mustBeThere(tx, ctx);
      erasureId = await openErasure(tx, ctx, ref, input.answer);
    }
    const subject = isErasure ? await findSubject(tx, ctx.actor, ref) : null;
    const kept = subject && checkErasable(subject.facts, today(ctx));
    const written = await tx.dataRequest.updateMany({
      where: { id: row.id, outcome: null },
      data: {
        outcome: input.outcome,
        ground: input.outcome === 'REFUSED' ? (kept?.code ?? null) : null,
        answer: input.answer,
        answeredById: ctx.actor.userId,
        answeredAt: ctx.now,
      },
    });
    if (written.count === 0) refuse('CONFLICT');
    await recordEvent(tx, ctx, {
      kind: 'data-request.answered',
      subjectId: row.householdId,
      payload: { dataRequestId: row.id, outcome: input.outcome, ground: kept?.code ?? null, erasureId },
      scope: {
        provinceId: row.provinceId,
        cityId: row.cityId,
        countyId: row.countyId,
        townshipId: row.townshipId,
        villageId: row.villageId,
      },
    });
    return { erasureId };
  });
}
