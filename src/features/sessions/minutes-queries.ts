import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Fen } from '@/domain/money';
import type { Vote, VoteMode } from '@/domain/session';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import type { NewCondition } from '@/features/decisions/approval';
import type { SessionItemStatus, SessionStatus } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { type ScopeColumns, visibleTo } from '@/server/scope';
import type { SessionPack } from './pack';
import { WITH_VOTES } from './sitting';
import { sessionsVisibleTo } from './visible';

/** What the minutes of a session say, from the data alone: the same for the page and for the document. */
export type SessionMinutes = {
  sessionId: string;
  /** '2026-003', null while it has not begun */
  number: string | null;
  title: string;
  organisation: Label;
  programme: Label;
  place: string;
  status: SessionStatus;
  plannedAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  cancelReason: string | null;
  mode: VoteMode;
  ratioBps: number;
  quorum: number;
  chair: Label;
  members: { name: Label; present: boolean; presentAt: Date | null }[];
  items: {
    sequence: number;
    caseId: string;
    reference: string;
    title: string;
    applicantName: string;
    recommendedAmountFen: Fen;
    amountFen: Fen;
    termMonths: number;
    rateBps: number;
    authorityDocument: string;
    conditions: NewCondition[];
    result: SessionItemStatus;
    votesFor: number;
    votesAgainst: number;
    recusals: number;
    votes: { name: Label; vote: Vote; opinion: string; votedAt: Date }[];
    opinion: string;
    settledAt: Date | null;
  }[];
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY: Label = { zh: '--', en: '--' };

/**
 * The minutes as a plain object, of the cases in this scope; throws on an id that does not exist. Whether the session may
 * be read is the caller's duty.
 */
export async function sessionMinutesData(tx: Tx, sessionId: string, scope: ScopeColumns = {}): Promise<SessionMinutes> {
  const session = await tx.decisionSession.findUniqueOrThrow({ where: { id: sessionId }, include: WITH_VOTES });
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: session.programmeId } });
  const organisations = await organisationNamesOf(tx, [session.organisationId]);
  const people = await namesOf(tx, [...session.members.map((row) => row.userId), session.chairId]);
  const name = (id: string) => people.get(id)?.name ?? NOBODY;
  const cases = await tx.caseRecord.findMany({
    where: { AND: [{ id: { in: session.items.map((row) => row.caseId) } }, scope] },
    select: { id: true, reference: true, title: true, applicantName: true },
  });
  return {
    sessionId: session.id,
    number: session.number,
    title: session.title,
    organisation: organisations.get(session.organisationId) ?? NOBODY,
    programme: programme.name as Label,
    place: session.place,
    status: session.status,
    plannedAt: session.plannedAt,
    openedAt: session.openedAt,
    closedAt: session.closedAt,
    cancelReason: session.cancelReason,
    mode: session.mode,
    ratioBps: session.ratioBps,
    quorum: session.quorum,
    chair: name(session.chairId),
    members: session.members.map((row) => ({
      name: name(row.userId),
      present: row.presentAt !== null,
      presentAt: row.presentAt,
    })),
    items: session.items.flatMap((item) => {
      const found = cases.find((row) => row.id === item.caseId);
      if (!found) return [];
      const pack = item.pack as SessionPack;
      const count = (vote: Vote) => item.votes.filter((row) => row.vote === vote).length;
      return [
        {
          sequence: item.sequence,
          caseId: item.caseId,
          reference: found.reference,
          title: found.title,
          applicantName: found.applicantName,
          recommendedAmountFen: BigInt(pack.recommendedAmountFen),
          amountFen: item.amountFen,
          termMonths: item.termMonths,
          rateBps: item.rateBps,
          authorityDocument: pack.authority.documentNumber,
          conditions: item.conditions as NewCondition[],
          result: item.status,
          votesFor: count('FOR'),
          votesAgainst: count('AGAINST'),
          recusals: count('RECUSED'),
          votes: item.votes.map(({ userId, vote, opinion, votedAt }) => ({
            name: name(userId),
            vote,
            opinion,
            votedAt,
          })),
          opinion: item.opinion,
          settledAt: item.settledAt,
        },
      ];
    }),
  };
}

/** The minutes for whoever may read the session; null for everybody else, and while it has not begun. */
export function getMinutes(actor: Actor, sessionId: string): Promise<SessionMinutes | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(sessionId)) return null;
    const session = await tx.decisionSession.findFirst({
      where: { AND: [{ id: sessionId }, await sessionsVisibleTo(tx, actor)] },
      select: { id: true, openedAt: true },
    });
    return session?.openedAt ? sessionMinutesData(tx, session.id, visibleTo(actor)) : null;
  });
}
