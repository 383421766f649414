import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Terms } from '@/domain/approval-terms';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { type ItemFacts, leaderOf, presidingOf, type Sitting, type Tally, tallyOf, type Vote } from '@/domain/session';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import type { NewCondition } from '@/features/decisions/approval';
import type { DecisionSession, SessionItemStatus } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import type { SessionPack } from './pack';
import { itemFactsOf, type StoredItem, sittingOf, WITH_VOTES, withGone } from './sitting';
import { sessionsVisibleTo } from './visible';

const PAGE_SIZE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY: Label = { zh: '--', en: '--' };

export type SessionRow = Pick<
  DecisionSession,
  'id' | 'number' | 'title' | 'place' | 'plannedAt' | 'status' | 'mode'
> & {
  organisation: Label;
  chair: Label;
  items: number;
  settled: number;
};

/** The sessions that somebody reads (`sessionsVisibleTo`), the last planned first; `after` is the last id of the page before. */
export function listSessions(
  actor: Actor,
  after: string | null,
): Promise<{ rows: SessionRow[]; total: number; next: string | null }> {
  const cursor = after !== null && UUID.test(after) ? after : null;
  return read(actor, async (tx) => {
    const where = await sessionsVisibleTo(tx, actor);
    const stored = await tx.decisionSession.findMany({
      where: { AND: [where, cursor ? { id: { lt: cursor } } : {}] },
      include: { items: { where: { caseRecord: visibleTo(actor) }, select: { status: true } } },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const shown = stored.slice(0, PAGE_SIZE);
    const people = await namesOf(
      tx,
      shown.map((row) => row.chairId),
    );
    const organisations = await organisationNamesOf(
      tx,
      shown.map((row) => row.organisationId),
    );
    return {
      rows: shown.map(({ items, ...row }) => {
        const kept = items.filter((item) => item.status !== 'REMOVED');
        return {
          ...row,
          organisation: organisations.get(row.organisationId) ?? NOBODY,
          chair: people.get(row.chairId)?.name ?? NOBODY,
          items: kept.length,
          settled: kept.filter((item) => item.status !== 'PENDING').length,
        };
      }),
      total: await tx.decisionSession.count({ where }),
      next: stored.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

export type MemberView = { userId: string; name: Label; present: boolean; isChair: boolean; gone: boolean };
export type VoteView = { userId: string; name: Label; vote: Vote; opinion: string; votedAt: Date };
export type ItemView = Terms & {
  id: string;
  sequence: number;
  status: SessionItemStatus;
  case: { id: string; reference: string; title: string; applicantName: string; county: string; isGreen: boolean };
  conditions: NewCondition[];
  pack: SessionPack;
  votes: VoteView[];
  tally: Tally;
  state: ItemFacts;
  /** who settles it; null: nobody can */
  presidingId: string | null;
  opinion: string;
  settledAt: Date | null;
};

export type SessionView = {
  session: DecisionSession;
  sitting: Sitting;
  organisation: Label;
  programme: Label;
  members: MemberView[];
  items: ItemView[];
  /** what this person may do with it: plan it, vote in it */
  mayPlan: boolean;
  mayVote: boolean;
  /** leads it as a whole: the chair, or who takes the place of one who has gone */
  leads: boolean;
};

/** A session with what one reads of its agenda, votes and tallies as they stand; null for whoever may not read it. */
export function getSession(actor: Actor, sessionId: string): Promise<SessionView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(sessionId)) return null;
    const stored = await tx.decisionSession.findFirst({
      where: { AND: [{ id: sessionId }, await sessionsVisibleTo(tx, actor)] },
      include: WITH_VOTES,
    });
    if (!stored) return null;
    const session = await withGone(tx, stored);
    const { members, items, goneIds, ...own } = session;
    const sitting = sittingOf(session);
    const programme = await tx.programme.findUniqueOrThrow({ where: { id: own.programmeId } });
    const organisations = await organisationNamesOf(tx, [own.organisationId]);
    const people = await namesOf(
      tx,
      members.map((row) => row.userId),
    );
    const name = (id: string) => people.get(id)?.name ?? NOBODY;
    const isOwn = own.organisationId === actor.organisation.id;
    return {
      session: own,
      sitting,
      organisation: organisations.get(own.organisationId) ?? NOBODY,
      programme: programme.name as Label,
      members: members.map((row) => ({
        userId: row.userId,
        name: name(row.userId),
        present: row.presentAt !== null,
        isChair: row.userId === own.chairId,
        gone: goneIds.includes(row.userId),
      })),
      items: await itemViews(tx, actor, items, sitting, name),
      mayPlan: isOwn && can(actor, 'decision-session.plan'),
      mayVote: isOwn && can(actor, 'decision-session.vote') && sitting.memberIds.includes(actor.userId),
      leads: isOwn && leaderOf(sitting) === actor.userId,
    };
  });
}

async function itemViews(
  tx: Tx,
  actor: Actor,
  items: readonly StoredItem[],
  sitting: Sitting,
  name: (id: string) => Label,
): Promise<ItemView[]> {
  const cases = await tx.caseRecord.findMany({
    where: { AND: [{ id: { in: items.map((row) => row.caseId) } }, visibleTo(actor)] },
    select: {
      id: true,
      reference: true,
      title: true,
      applicantName: true,
      countyId: true,
      lane: true,
      duties: { where: { duty: { not: 'APPROVAL' } }, select: { userId: true } },
      conflicts: { select: { userId: true } },
    },
  });
  const places = await regionNamesOf(
    tx,
    cases.map((row) => row.countyId),
  );
  return items.flatMap((item) => {
    const found = cases.find((row) => row.id === item.caseId);
    if (!found) return [];
    const pack = item.pack as SessionPack;
    const barred = [...found.duties, ...found.conflicts].map((row) => row.userId);
    const state = itemFactsOf(item, barred, pack.authority.approvals);
    return [
      {
        ...item,
        case: { ...found, county: places.get(found.countyId) ?? '--', isGreen: found.lane === 'GREEN' },
        conditions: item.conditions as NewCondition[],
        pack,
        votes: item.votes.map((row) => ({ ...row, name: name(row.userId) })),
        tally: tallyOf(sitting, state),
        state,
        presidingId: presidingOf(sitting, state),
      },
    ];
  });
}

export type Candidate = {
  id: string;
  reference: string;
  title: string;
  applicantName: string;
  amountFen: Fen;
  isGreen: boolean;
};
const MOST_CANDIDATES = 200;

/** Cases that may be put on the agenda: they wait for this organisation, nobody has signed and no agenda has them; the green channel first. */
export function listCandidates(actor: Actor, sessionId: string): Promise<Candidate[]> {
  return read(actor, async (tx) => {
    const session = await tx.decisionSession.findFirst({
      where: { id: sessionId, organisationId: actor.organisation.id, status: 'PLANNED' },
    });
    if (!session || !can(actor, 'decision-session.plan')) return [];
    const rows = await tx.caseRecord.findMany({
      where: {
        ...visibleTo(actor),
        programmeId: session.programmeId,
        decisionOrganisationId: session.organisationId,
        stage: 'DECISION',
        status: 'OPEN',
        sessionItems: { none: { status: 'PENDING' } },
        approvals: { none: { voidedAt: null, outcome: 'APPROVED' } },
      },
      select: {
        id: true,
        reference: true,
        title: true,
        applicantName: true,
        recommendedAmountFen: true,
        requestedAmountFen: true,
        lane: true,
      },
      orderBy: [{ lane: 'desc' }, { id: 'asc' }],
      take: MOST_CANDIDATES,
    });
    return rows.map(({ recommendedAmountFen, requestedAmountFen, lane, ...row }) => ({
      ...row,
      amountFen: recommendedAmountFen ?? requestedAmountFen,
      isGreen: lane === 'GREEN',
    }));
  });
}

/** What a plan is made from: the approvers of one's own organisation and the programmes it has cases of. */
export function getPlanChoices(
  actor: Actor,
): Promise<{ approvers: { id: string; name: Label }[]; programmes: { id: string; name: Label }[] }> {
  return read(actor, async (tx) => {
    const approvers = await tx.user.findMany({
      where: { organisationId: actor.organisation.id, status: 'ACTIVE', roles: { has: 'APPROVER' } },
      select: { id: true, name: true },
      orderBy: { staffNumber: 'asc' },
    });
    const programmes = await tx.programme.findMany({ orderBy: { code: 'asc' }, select: { id: true, name: true } });
    return {
      approvers: approvers.map((row) => ({ id: row.id, name: row.name as Label })),
      programmes: programmes.map((row) => ({ id: row.id, name: row.name as Label })),
    };
  });
}

export type AgendaNote = {
  sessionId: string;
  title: string;
  organisation: Label;
  plannedAt: Date;
  isOpen: boolean;
  mayOpen: boolean;
};

/** The agenda on which a case waits, for its page; the session itself is open only to those who read it. */
export function findAgendaOf(actor: Actor, caseId: string): Promise<AgendaNote | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(caseId) || !can(actor, 'case.read')) return null;
    const item = await tx.sessionItem.findFirst({
      where: { caseId, status: 'PENDING', caseRecord: visibleTo(actor) },
      include: { session: true },
    });
    if (!item) return null;
    const { session } = item;
    const organisations = await organisationNamesOf(tx, [session.organisationId]);
    const readable = { AND: [{ id: session.id }, await sessionsVisibleTo(tx, actor)] };
    return {
      sessionId: session.id,
      title: session.title,
      organisation: organisations.get(session.organisationId) ?? NOBODY,
      plannedAt: session.plannedAt,
      isOpen: session.status === 'OPEN',
      mayOpen: (await tx.decisionSession.count({ where: readable })) === 1,
    };
  });
}
