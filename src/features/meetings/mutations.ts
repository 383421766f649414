import 'server-only';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { addInstruction } from '@/features/instructions/mutations';
import { answeringPeopleOfCase, peopleBelow } from '@/features/instructions/people-queries';
import { meetingsVisibleTo } from '@/features/instructions/visible';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';

export type NewMeeting = { title: string; heldOn: Day; place: string; attendees: string; minutes: string };

const LIMITS = { title: 100, place: 100, attendees: 1000, minutes: 5000 } as const;

/**
 * 推进会: writes down a meeting of one's own county, city or province. NOT_PERMITTED, DATE_IN_FUTURE, INVALID_INPUT
 * (something is empty or too long), REGION_OUT_OF_SCOPE (the recorder works in no such area).
 */
export function recordMeeting(ctx: Context, input: NewMeeting): Promise<Result<{ meetingId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'meeting.record')) refuse('NOT_PERMITTED');
    if (input.heldOn > today(ctx)) refuse('DATE_IN_FUTURE');
    for (const [name, max] of Object.entries(LIMITS)) {
      const text = input[name as keyof typeof LIMITS].trim();
      if (text === '' || Array.from(text).length > max) refuse('INVALID_INPUT');
    }
    const place = await tx.regionVersion.findFirst({
      where: { regionId: ctx.actor.organisation.regionId, validTo: null },
      select: { provinceId: true, cityId: true, countyId: true },
    });
    const provinceId = place?.provinceId ?? refuse('REGION_OUT_OF_SCOPE');
    const scope = { provinceId, cityId: place?.cityId ?? null, countyId: place?.countyId ?? null };
    const { id } = await tx.meeting.create({
      data: {
        ...scope,
        title: input.title.trim(),
        heldOn: toDate(input.heldOn),
        place: input.place.trim(),
        attendees: input.attendees.trim(),
        minutes: input.minutes.trim(),
        recordedById: ctx.actor.userId,
        recordedAt: ctx.now,
      },
    });
    const payload = { meetingId: id, heldOn: input.heldOn };
    await recordEvent(tx, ctx, {
      kind: 'meeting.recorded',
      payload,
      subjectId: id,
      scope,
      occurredOn: input.heldOn,
    });
    return { meetingId: id };
  });
}

export type NewDecision = {
  meetingId: string;
  text: string;
  addresseeId: string;
  dueOn: Day;
  /** the case that it is about, by its reference */
  caseReference: string | null;
};

/**
 * A decision of a meeting becomes an instruction: a dated task with an answer, followed like any other. NOT_PERMITTED,
 * NOT_FOUND (the meeting, or the case of this reference, is outside the scope), ADDRESSEE_NOT_AVAILABLE (does not work in
 * the area, or does not see the case), DEADLINE_PAST, INVALID_INPUT.
 */
export function addDecision(ctx: Context, input: NewDecision): Promise<Result<{ instructionId: string }>> {
  const { meetingId, caseReference, ...instruction } = input;
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'meeting.record')) refuse('NOT_PERMITTED');
    const meeting = await tx.meeting.findFirst({ where: { AND: [{ id: meetingId }, meetingsVisibleTo(ctx.actor)] } });
    if (!meeting) refuse('NOT_FOUND');
    const about = caseReference
      ? await tx.caseRecord.findFirst({
          where: { reference: caseReference, ...visibleTo(ctx.actor) },
          select: { id: true },
        })
      : null;
    if (caseReference && !about) refuse('NOT_FOUND');
    const ids = [input.addresseeId];
    const people = about
      ? await answeringPeopleOfCase(tx, ctx.actor, about.id, ids)
      : (await peopleBelow(tx, ctx.actor, { ids })).people;
    if (!people || people.length === 0) refuse('ADDRESSEE_NOT_AVAILABLE');
    const subject = { meetingId, ...(about ? { caseId: about.id } : {}) };
    return { instructionId: await addInstruction(tx, ctx, subject, instruction) };
  });
}
