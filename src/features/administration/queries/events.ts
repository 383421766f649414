import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, isUsableDay, startOfDay } from '@/domain/calendar';
import { findNamedRegion } from '@/features/regions/queries';
import { toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import { visibleTo } from '@/server/scope';
import { demand } from './demand';

export const EVENTS_A_PAGE = 50;

/** What somebody tried and was not let: an area of its own, across the others. */
export const REFUSED_AREA = 'refused';
const REFUSED_KINDS = ['attempt.refused', 'sign-in.failed', 'setup.refused', 'account.locked'];

export type EventFilter = {
  /** first word of the kind, e.g. `payment`, or REFUSED_AREA */
  area?: string;
  from?: Day;
  to?: Day;
  /** username or staff number of who did it */
  person?: string;
  /** reference of a case */
  reference?: string;
  /** a place as somebody types it: code or names */
  place?: string;
  older?: string;
  newer?: string;
};

export type EventRow = {
  id: string;
  kind: string;
  recordedAt: Date;
  occurredOn: Day;
  person: { name: Label; username: string; organisation: Label } | null;
  /** whose account, where the event is about one */
  subject: { name: Label; username: string } | null;
  caseRecord: { id: string; reference: string } | null;
  payload: [string, string][];
};

export type EventPage = { rows: EventRow[]; older: string | null; newer: string | null };

/** The audit administrator reads every event; an auditor those of the own area. Payloads hold no personal values. */
function scopeFor(actor: Actor): Prisma.EventWhereInput {
  return actor.roles.includes('AUDIT_ADMIN') ? {} : visibleTo(actor);
}

const COLUMNS = {
  NATION: null,
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

const NOBODY = '00000000-0000-0000-0000-000000000000';

const MS_PER_DAY = 86_400_000;

async function whereOf(tx: Tx, scope: Prisma.EventWhereInput, filter: EventFilter): Promise<Prisma.EventWhereInput> {
  const where: Prisma.EventWhereInput[] = [scope];
  if (filter.area === REFUSED_AREA) where.push({ kind: { in: REFUSED_KINDS } });
  else if (filter.area) where.push({ kind: { startsWith: `${filter.area}.` } });
  if (filter.from && isUsableDay(filter.from)) where.push({ recordedAt: { gte: startOfDay(filter.from) } });
  if (filter.to && isUsableDay(filter.to))
    where.push({ recordedAt: { lt: new Date(+startOfDay(filter.to) + MS_PER_DAY) } });
  if (filter.person) {
    const { person } = filter;
    const user = await tx.user.findFirst({ where: { OR: [{ username: person }, { staffNumber: person }] } });
    where.push({ OR: [{ actorId: user?.id ?? NOBODY }, { subjectId: user?.id ?? NOBODY }] });
  }
  if (filter.reference) {
    const { reference } = filter;
    const found = await crossing(tx, 'references of recorded events', () =>
      tx.caseRecord.findUnique({ where: { reference }, select: { id: true } }),
    );
    where.push({ caseId: found?.id ?? NOBODY });
  }
  if (filter.place) {
    const place = await findNamedRegion(tx, filter.place);
    const column = 'id' in place && COLUMNS[place.level];
    where.push('id' in place ? (column ? { [column]: place.id } : {}) : { id: NOBODY });
  }
  return { AND: where };
}

/** The events of a filter, oldest first, at most `most` of them: for taking them out. Refuses NOT_PERMITTED. */
export async function listEventIds(tx: Tx, actor: Actor, filter: EventFilter, most: number): Promise<string[]> {
  demand(actor, 'audit.read');
  const where = await whereOf(tx, scopeFor(actor), filter);
  const found = await tx.event.findMany({ where, orderBy: { id: 'asc' }, take: most, select: { id: true } });
  return found.map(({ id }) => id);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Events in the order they were written, newest first, inside the actor's scope. Refuses NOT_PERMITTED. */
export async function listEvents(tx: Tx, actor: Actor, filter: EventFilter): Promise<EventPage> {
  demand(actor, 'audit.read');
  const cursor = (id: string | undefined) => (id && UUID.test(id) ? id : undefined);
  const [older, newer] = [cursor(filter.older), cursor(filter.newer)];
  const edge = newer ? { id: { gt: newer } } : older ? { id: { lt: older } } : {};
  const found = await tx.event.findMany({
    where: { AND: [await whereOf(tx, scopeFor(actor), filter), edge] },
    orderBy: { id: newer ? 'asc' : 'desc' },
    take: EVENTS_A_PAGE + 1,
  });
  const hasMore = found.length > EVENTS_A_PAGE;
  const page = found.slice(0, EVENTS_A_PAGE);
  if (newer) page.reverse();
  const [first, last] = [page.at(0), page.at(-1)];
  return {
    rows: await toRows(tx, page),
    older: last && (newer || hasMore) ? last.id : null,
    newer: first && (newer ? hasMore : older) ? first.id : null,
  };
}

async function toRows(tx: Tx, events: Prisma.EventGetPayload<object>[]): Promise<EventRow[]> {
  const ids = (pick: (event: (typeof events)[number]) => string | null) =>
    [...new Set(events.map(pick))].filter((id) => id !== null);
  const users = await tx.user.findMany({
    where: { id: { in: [...ids((event) => event.actorId), ...ids((event) => event.subjectId)] } },
    select: { id: true, name: true, username: true },
  });
  const organisations = await tx.organisation.findMany({
    where: { id: { in: ids((event) => event.actorOrganisationId) } },
    select: { id: true, name: true },
  });
  const cases = await crossing(tx, 'references of recorded events', () =>
    tx.caseRecord.findMany({
      where: { id: { in: ids((event) => event.caseId) } },
      select: { id: true, reference: true },
    }),
  );
  const userOf = new Map(users.map((user) => [user.id, { name: user.name as Label, username: user.username }]));
  const organisationOf = new Map(organisations.map((row) => [row.id, row.name as Label]));
  const caseOf = new Map(cases.map((row) => [row.id, row]));
  return events.map((event) => {
    const person = event.actorId ? userOf.get(event.actorId) : undefined;
    return {
      id: event.id,
      kind: event.kind,
      recordedAt: event.recordedAt,
      occurredOn: toDay(event.occurredOn),
      person: person
        ? { ...person, organisation: organisationOf.get(event.actorOrganisationId ?? '') ?? { zh: '', en: '' } }
        : null,
      subject: (event.subjectId && userOf.get(event.subjectId)) || null,
      caseRecord: (event.caseId && caseOf.get(event.caseId)) || null,
      payload: Object.entries(event.payload as Record<string, unknown>).map(([name, value]) => [
        name,
        name === 'settled'
          ? countOf(value as Settled)
          : typeof value === 'object'
            ? JSON.stringify(value)
            : String(value),
      ]),
    };
  });
}

type Settled = Record<string, Record<string, string>>;

/** Of what an event settled, how many of each kind: their hashes tell a reader nothing. */
const countOf = (settled: Settled) =>
  Object.entries(settled)
    .map(([kind, hashes]) => `${kind} ${Object.keys(hashes).length}`)
    .join(', ');
