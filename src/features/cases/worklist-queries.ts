import 'server-only';
import { type Actor, actsFor, type Label } from '@/domain/actor';
import { addWorkingDays, type Day, dayOf } from '@/domain/calendar';
import { nextUrgeDay } from '@/domain/urge';
import { read } from '@/server/command';
import { toDate } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql, visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';
import { searchCondition, searchWhere } from './list-conditions-queries';
import { PAGE_SIZE } from './list-queries';
import { namesOf } from './people';
import { type CaseRow, loadRows } from './row-queries';

/** 待办, 征求我意见的, 等别人办, 已办, 我发起的, 抄送我的. */
export const WORKLIST_VIEWS = ['waiting', 'asked', 'handed-on', 'done', 'started', 'copied'] as const;
export type WorklistView = (typeof WORKLIST_VIEWS)[number];

export type WorklistRow = CaseRow & {
  /** for what I sent on: when I last urged, and whether I may today */
  urge: { urgedAt: Date | null; mayUrge: boolean } | null;
  /** for what was copied to me */
  copied: { by: Label | null; at: Date; unread: boolean } | null;
  /** for what I acted on: my last act */
  actedAt: Date | null;
};

/** `found`: how many the view has, or of these the search finds */
export type Worklist = { rows: WorklistRow[]; next: string | null; found: number };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SOON_WORKING_DAYS = 3;

/** Looking at something, or calling others to it, is no act on the case. */
const NO_ACTS = ['personal-data.revealed', 'exposure.viewed', 'case.urged', 'case.copied', 'attempt.refused'];

/**
 * What waits for somebody: the role, and whom or which office it is narrowed to. Who is named may be of another office
 * (posted there, or added to sign last); a stand-in is of the same, and takes over no posting.
 */
export function waitsFor(actor: Actor): Prisma.CaseRecordWhereInput {
  const ofOffice = { OR: [{ waitingOrganisationId: null }, { waitingOrganisationId: actor.organisation.id }] };
  const { financierId } = actor.organisation;
  return {
    // a finance bureau's people see every lender's cases of their region, and work on their own (domain/financier.ts)
    ...(financierId === null || actor.scope.kind === 'FINANCIER' ? {} : { financierId }),
    waitingRoles: { hasSome: [...actor.roles] },
    OR: [
      { waitingUserIds: { has: actor.userId } },
      { waitingUserIds: { isEmpty: true }, ...ofOffice },
      ...(actor.standsInFor.length > 0 ? [{ waitingUserIds: { hasSome: [...actor.standsInFor] }, ...ofOffice }] : []),
    ],
  };
}

function whereOf(actor: Actor, view: WorklistView): Prisma.CaseRecordWhereInput {
  const visible = visibleTo(actor);
  switch (view) {
    case 'waiting':
      return { ...visible, ...waitsFor(actor) };
    case 'asked':
      return { ...visible, opinionRequests: { some: { askedOfId: { in: [...actsFor(actor)] }, status: 'ASKED' } } };
    case 'handed-on':
      return { ...visible, handedOnById: actor.userId, status: { not: 'CLOSED' }, NOT: waitsFor(actor) };
    case 'started':
      return { ...visible, createdById: actor.userId };
    case 'copied':
      return { ...visible, copies: { some: { userId: actor.userId } } };
    case 'done':
      throw new Error('what was done is read from the events');
  }
}

/** Each case once, with this person's last act on it. */
const actsOf = (actor: Actor) => Prisma.sql`
  SELECT DISTINCT ON (e.case_id) e.case_id, e.id, e.recorded_at FROM event e
  WHERE e.actor_id = ${actor.userId}::uuid AND e.case_id IS NOT NULL AND e.kind <> ALL(${NO_ACTS})
  ORDER BY e.case_id, e.id DESC`;

const searched = (query: string) => (query === '' ? Prisma.sql`true` : searchCondition(query));

async function countView(tx: Tx, actor: Actor, view: WorklistView, query: string): Promise<number> {
  if (view !== 'done')
    return tx.caseRecord.count({ where: { AND: [whereOf(actor, view), query === '' ? {} : searchWhere(query)] } });
  const [done] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${actsOf(actor)}) a JOIN case_record c ON c.id = a.case_id
    WHERE ${scopeSql(actor, 'c')} AND ${searched(query)}`;
  return done?.count ?? 0;
}

/** How many rows each view has; drafts are counted by whoever lists them. */
export function countWorklist(actor: Actor): Promise<Record<WorklistView, number>> {
  return read(actor, async (tx) => ({
    waiting: await countView(tx, actor, 'waiting', ''),
    asked: await countView(tx, actor, 'asked', ''),
    'handed-on': await countView(tx, actor, 'handed-on', ''),
    done: await countView(tx, actor, 'done', ''),
    started: await countView(tx, actor, 'started', ''),
    copied: await countView(tx, actor, 'copied', ''),
  }));
}

/**
 * One page of a view. What waits, here or elsewhere: green channel first, then by due day, paused last; the others newest
 * first. `after` is what `next` of the page before said; anything that is no id begins at the first page. `query` is a
 * reference or its end, a part of the name, or pinyin or its initials from the first; empty finds all.
 */
export function getWorklist(
  actor: Actor,
  view: WorklistView,
  now: Date,
  after: string | null,
  query = '',
): Promise<Worklist> {
  const cursor = after !== null && UUID.test(after) ? after : null;
  return read(actor, async (tx) => {
    const today = dayOf(now);
    const keys = await pageKeys(tx, actor, view, cursor, query);
    const page = keys.slice(0, PAGE_SIZE);
    const rows = await loadRows(
      tx,
      actor,
      Prisma.sql`SELECT k.id, '' AS key, NULL::bigint AS measured
        FROM unnest(${page.map((key) => key.id)}::uuid[]) WITH ORDINALITY AS k(id, place) ORDER BY k.place`,
      today,
    );
    const last = page.at(-1);
    return {
      rows: await withMine(tx, actor, view, rows, new Map(page.map((key) => [key.id, key.actedAt ?? null])), today),
      next: keys.length > PAGE_SIZE && last ? last.cursor : null,
      found: await countView(tx, actor, view, query),
    };
  });
}

type Key = { id: string; cursor: string; actedAt?: Date };

async function pageKeys(
  tx: Tx,
  actor: Actor,
  view: WorklistView,
  cursor: string | null,
  query: string,
): Promise<Key[]> {
  if (view === 'done')
    return tx.$queryRaw<Key[]>`
      SELECT c.id, a.id AS cursor, a.recorded_at AS "actedAt" FROM (${actsOf(actor)}) a
      JOIN case_record c ON c.id = a.case_id
      WHERE ${scopeSql(actor, 'c')} AND ${searched(query)} ${cursor ? Prisma.sql`AND a.id < ${cursor}::uuid` : Prisma.empty}
      ORDER BY a.id DESC LIMIT ${PAGE_SIZE + 1}`;
  if (view === 'copied')
    return tx.$queryRaw<Key[]>`
      SELECT c.id, c.id AS cursor FROM case_copy k JOIN case_record c ON c.id = k.case_id
      WHERE k.user_id = ${actor.userId}::uuid AND ${scopeSql(actor, 'c')} AND ${searched(query)}
      ${cursor ? Prisma.sql`AND (k.copied_at, k.case_id) < (SELECT o.copied_at, o.case_id FROM case_copy o WHERE o.user_id = ${actor.userId}::uuid AND o.case_id = ${cursor}::uuid)` : Prisma.empty}
      ORDER BY k.copied_at DESC, k.case_id DESC LIMIT ${PAGE_SIZE + 1}`;
  const found = await tx.caseRecord.findMany({
    where: { AND: [whereOf(actor, view), query === '' ? {} : searchWhere(query)] },
    select: { id: true },
    orderBy:
      view === 'started'
        ? [{ id: 'desc' }]
        : [{ lane: 'desc' }, { dueOn: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    take: PAGE_SIZE + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  return found.map(({ id }) => ({ id, cursor: id }));
}

async function withMine(
  tx: Tx,
  actor: Actor,
  view: WorklistView,
  rows: CaseRow[],
  acts: ReadonlyMap<string, Date | null>,
  today: Day,
): Promise<WorklistRow[]> {
  const where = { caseId: { in: rows.map((row) => row.id) } };
  const urges =
    view === 'handed-on'
      ? await tx.urge.findMany({ where: { ...where, urgedById: actor.userId }, orderBy: { urgedAt: 'asc' } })
      : [];
  const lastUrge = new Map(urges.map((urge) => [urge.caseId, urge.urgedAt]));
  const copies = view === 'copied' ? await tx.caseCopy.findMany({ where: { ...where, userId: actor.userId } }) : [];
  const people = await namesOf(
    tx,
    copies.map((copy) => copy.copiedById),
  );
  const calendar = await loadWorkCalendar(tx);
  return rows.map((row) => {
    const urgedAt = lastUrge.get(row.id) ?? null;
    const copy = copies.find((entry) => entry.caseId === row.id);
    return {
      ...row,
      urge:
        view === 'handed-on'
          ? { urgedAt, mayUrge: urgedAt === null || today >= nextUrgeDay(dayOf(urgedAt), calendar) }
          : null,
      copied: copy
        ? { by: people.get(copy.copiedById)?.name ?? null, at: copy.copiedAt, unread: copy.readAt === null }
        : null,
      actedAt: acts.get(row.id) ?? null,
    };
  });
}

/** Of what waits, here or elsewhere: how many are past their day, and how many due today or within three working days. */
export function countDue(
  actor: Actor,
  view: 'waiting' | 'handed-on',
  now: Date,
): Promise<{ overdue: number; dueSoon: number }> {
  return read(actor, async (tx) => {
    const [where, today] = [whereOf(actor, view), dayOf(now)];
    const soon = addWorkingDays(today, SOON_WORKING_DAYS, await loadWorkCalendar(tx)).day;
    return {
      overdue: await tx.caseRecord.count({ where: { ...where, dueOn: { lt: toDate(today) } } }),
      dueSoon: await tx.caseRecord.count({ where: { ...where, dueOn: { gte: toDate(today), lte: toDate(soon) } } }),
    };
  });
}

// ------------------------------------------------------------------ one after the other

export type QueueStep = {
  /** the next case that waits for this person; null when none does */
  next: { id: string; reference: string; title: string } | null;
  /** of the list they came from; null when they did not come from it */
  progress: { done: number; total: number } | null;
};

/**
 * After `caseId`: the next case of the list the person came from that still waits for them, else whatever is first in
 * their worklist. Null while the case itself still waits for them, for then it is not done.
 */
export function getNextInQueue(actor: Actor, caseId: string, queue: readonly string[]): Promise<QueueStep | null> {
  return read(actor, async (tx) => {
    const where = whereOf(actor, 'waiting');
    const ids = queue.filter((id) => UUID.test(id));
    const mine = UUID.test(caseId) ? await tx.caseRecord.count({ where: { AND: [where, { id: caseId }] } }) : 1;
    if (mine > 0) return null;
    const still = await tx.caseRecord.findMany({
      where: { AND: [where, { id: { in: ids } }] },
      select: { id: true, reference: true, title: true },
    });
    const here = ids.indexOf(caseId);
    const open = new Map(still.map((row) => [row.id, row]));
    const following = [...ids.slice(here + 1), ...ids.slice(0, Math.max(here, 0))].find((id) => open.has(id));
    const next =
      (following ? open.get(following) : null) ??
      (await tx.caseRecord.findFirst({
        where,
        select: { id: true, reference: true, title: true },
        orderBy: [{ lane: 'desc' }, { dueOn: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
      }));
    return { next, progress: here >= 0 ? { done: ids.length - still.length, total: ids.length } : null };
  });
}

/** Cases handed on by somebody else that wait for this person and that nobody whose turn it is has looked at yet. */
export function unopenedFor(actor: Actor): Prisma.CaseRecordWhereInput {
  return {
    AND: [
      { ...visibleTo(actor), openedAt: null },
      { OR: [{ handedOnById: null }, { handedOnById: { not: actor.userId } }] },
      waitsFor(actor),
    ],
  };
}

/** Whether this person would be the first to look at the case since it came to them. */
export function isUnopened(actor: Actor, caseId: string): Promise<boolean> {
  return read(
    actor,
    async (tx) => (await tx.caseRecord.count({ where: { AND: [{ id: caseId }, unopenedFor(actor)] } })) > 0,
  );
}
