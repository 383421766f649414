import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { kindsOf, type TimelineGroup } from '@/domain/timeline';
import { read } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { namesOf } from './people';

export type TimelineRow = {
  id: string;
  kind: string;
  occurredOn: Day;
  recordedAt: Date;
  actor: Label | null;
  organisation: Label | null;
  /** 代班: the absent colleague for whom it was done */
  onBehalfOf: Label | null;
  payload: Record<string, unknown>;
  remark: string | null;
};

export type TimelineFilter = {
  group?: TimelineGroup | undefined;
  /** id of the person who acted */
  person?: string | undefined;
  /** days on which it happened, both included */
  from?: Day | undefined;
  to?: Day | undefined;
  /** the last id of the page before */
  after?: string | undefined;
};

export type Timeline = { rows: TimelineRow[]; next: string | null };

export const TIMELINE_PAGE = 30;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A page of the case's events, the latest recorded first: the timeline is the event table, rendered. Null outside the actor's scope. */
export function listTimeline(
  actor: Actor,
  caseId: string,
  filter: TimelineFilter = {},
  take: number = TIMELINE_PAGE,
): Promise<Timeline | null> {
  return read(actor, async (tx) => {
    if (!(await isVisible(tx, actor, caseId))) return null;
    const events = await tx.event.findMany({
      // who read a paper is the auditors' to follow; between what happened to the case it would hide it
      where: { AND: [{ caseId, ...visibleTo(actor), kind: { not: 'file.opened' } }, ...conditionsOf(filter)] },
      orderBy: { id: 'desc' },
      take: take + 1,
    });
    const page = events.slice(0, take);
    const people = await namesOf(
      tx,
      page.flatMap((event) => [event.actorId, event.onBehalfOfId]),
    );
    const remarks = await tx.remark.findMany({ where: { eventId: { in: page.map((event) => event.id) } } });
    const texts = new Map(remarks.map((row) => [row.eventId, row.text]));
    return {
      rows: page.map((event) => {
        const person = event.actorId ? people.get(event.actorId) : undefined;
        return {
          id: event.id,
          kind: event.kind,
          occurredOn: toDay(event.occurredOn),
          recordedAt: event.recordedAt,
          actor: person?.name ?? null,
          organisation: person?.organisation ?? null,
          onBehalfOf: people.get(event.onBehalfOfId ?? '')?.name ?? null,
          payload: event.payload as Record<string, unknown>,
          remark: texts.get(event.id) ?? null,
        };
      }),
      next: events.length > take ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

function conditionsOf({ group, person, from, to, after }: TimelineFilter): Prisma.EventWhereInput[] {
  const where: Prisma.EventWhereInput[] = [];
  if (group) {
    const kinds = kindsOf(group);
    const begins = (beginnings: readonly string[]) => beginnings.map((text) => ({ kind: { startsWith: text } }));
    where.push('only' in kinds ? { OR: begins(kinds.only) } : { NOT: { OR: begins(kinds.not) } });
  }
  if (person) where.push({ actorId: person });
  if (from) where.push({ occurredOn: { gte: toDate(from) } });
  if (to) where.push({ occurredOn: { lte: toDate(to) } });
  if (after) where.push({ id: { lt: after } });
  return where;
}

export type PersonOnTimeline = { id: string; name: Label; organisation: Label };

/** Everybody who acted on the case, for the filter; empty outside the actor's scope. */
export function listPeopleOnTimeline(actor: Actor, caseId: string): Promise<PersonOnTimeline[]> {
  return read(actor, async (tx) => {
    if (!(await isVisible(tx, actor, caseId))) return [];
    const acted = await tx.event.findMany({
      where: { caseId, actorId: { not: null }, ...visibleTo(actor) },
      distinct: ['actorId'],
      select: { actorId: true },
    });
    const people = await namesOf(
      tx,
      acted.map((event) => event.actorId),
    );
    return [...people].map(([id, person]) => ({ id, ...person }));
  });
}

async function isVisible(tx: Tx, actor: Actor, caseId: string): Promise<boolean> {
  if (!UUID.test(caseId)) return false;
  return (await tx.caseRecord.count({ where: { id: caseId, ...visibleTo(actor) } })) === 1;
}
