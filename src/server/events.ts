import type { Actor } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import type { ApplicantKind } from '@/domain/stage';
import { toDate } from './dates';
import type { Prisma, Tx } from './db';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Columns copied from the case (or another scoped row) onto its events. */
export type EventScope = {
  provinceId?: number | null;
  cityId?: number | null;
  countyId?: number | null;
  townshipId?: number | null;
  villageId?: number | null;
  financierId?: string | null;
  provincialBranchId?: string | null;
  countyBranchId?: string | null;
  programmeId?: string | null;
  applicantKind?: ApplicantKind | null;
};

export type NewEvent = {
  kind: string;
  /** ids, codes and amounts only: never a name, number, phone or address */
  payload: { [key: string]: Json };
  caseId?: string;
  subjectId?: string;
  scope?: EventScope;
  /** free text of the person (a reason, a note); kept beside the event, where it can be erased */
  remark?: string;
  /** when it happened, if earlier than now */
  occurredOn?: Day;
};

/** Appends an event; the figures follow from it by the database's trigger. Amounts in the payload are strings of fen. */
export async function recordEvent(
  tx: Tx,
  ctx: {
    actor: Pick<Actor, 'userId' | 'organisation'> | null;
    now: Date;
    requestId: string;
    onBehalfOfId?: string;
  },
  event: NewEvent,
): Promise<void> {
  const { scope = {} } = event;
  const { id } = await tx.event.create({
    data: {
      kind: event.kind,
      payload: event.payload as Prisma.InputJsonValue,
      caseId: event.caseId ?? null,
      subjectId: event.subjectId ?? null,
      provinceId: scope.provinceId ?? null,
      cityId: scope.cityId ?? null,
      countyId: scope.countyId ?? null,
      townshipId: scope.townshipId ?? null,
      villageId: scope.villageId ?? null,
      financierId: scope.financierId ?? null,
      provincialBranchId: scope.provincialBranchId ?? null,
      countyBranchId: scope.countyBranchId ?? null,
      programmeId: scope.programmeId ?? null,
      applicantKind: scope.applicantKind ?? null,
      actorId: ctx.actor?.userId ?? null,
      onBehalfOfId: ctx.onBehalfOfId ?? null,
      actorOrganisationId: ctx.actor?.organisation.id ?? null,
      occurredOn: toDate(event.occurredOn ?? dayOf(ctx.now)),
      recordedAt: ctx.now,
      requestId: ctx.requestId,
    },
    select: { id: true },
  });
  if (event.remark) await tx.remark.create({ data: { eventId: id, caseId: event.caseId ?? null, text: event.remark } });
}
