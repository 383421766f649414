import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { barredFrom, type ItemFacts, type Sitting } from '@/domain/session';
import type { CaseChange } from '@/features/cases/mutations';
import { type DecidingStep, findDecidingStep } from '@/features/decisions/approval';
import type { Prisma } from '@/generated/prisma/client';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';

/** What a session's rules are read from. */
export const WITH_VOTES = {
  members: { orderBy: { sequence: 'asc' } },
  items: { orderBy: { sequence: 'asc' }, include: { votes: { orderBy: { votedAt: 'asc' } } } },
} as const satisfies Prisma.DecisionSessionInclude;
type Stored = Prisma.DecisionSessionGetPayload<{ include: typeof WITH_VOTES }>;
/** With the members who cannot take part any more. */
export type StoredSession = Stored & { goneIds: string[] };
export type StoredItem = StoredSession['items'][number];

/** A session of the actor's own organisation, locked until the transaction ends: NOT_FOUND. */
export async function lockSession(tx: Tx, ctx: Context, sessionId: string): Promise<StoredSession> {
  const [locked] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM decision_session
    WHERE id = ${sessionId}::uuid AND organisation_id = ${ctx.actor.organisation.id}::uuid FOR UPDATE`;
  if (!locked || !can(ctx.actor, 'decision-session.read')) refuse('NOT_FOUND');
  return withGone(tx, await tx.decisionSession.findUniqueOrThrow({ where: { id: sessionId }, include: WITH_VOTES }));
}

/** A session that is over stays as it was, whoever has gone since. */
export async function withGone(tx: Tx, session: Stored): Promise<StoredSession> {
  if (session.status !== 'PLANNED' && session.status !== 'OPEN') return { ...session, goneIds: [] };
  const ids = session.members.map((row) => row.userId);
  const { organisationId } = session;
  const able = await tx.user.findMany({
    where: { id: { in: ids }, organisationId, status: 'ACTIVE', roles: { has: 'APPROVER' } },
    select: { id: true },
  });
  return { ...session, goneIds: ids.filter((id) => !able.some((row) => row.id === id)) };
}

/** The same with one of its items: NOT_FOUND. */
export async function lockItem(
  tx: Tx,
  ctx: Context,
  ids: { sessionId: string; itemId: string },
): Promise<{ session: StoredSession; item: StoredItem }> {
  const session = await lockSession(tx, ctx, ids.sessionId);
  const item = session.items.find((row) => row.id === ids.itemId) ?? refuse('NOT_FOUND');
  return { session, item };
}

/** The session as its rules take it. */
export function sittingOf(session: StoredSession): Sitting {
  const { status, mode, ratioBps, quorum, chairId, members, goneIds } = session;
  return {
    status,
    mode,
    ratioBps,
    quorum,
    chairId,
    goneIds,
    memberIds: members.map((row) => row.userId),
    presentIds: members.filter((row) => row.presentAt !== null).map((row) => row.userId),
  };
}

/** An item as its rules take it. */
export function itemFactsOf(item: StoredItem, barredIds: readonly string[], needed: number): ItemFacts {
  return { isPending: item.status === 'PENDING', votes: item.votes, barredIds, needed };
}

/**
 * The case of an agenda where it must stand: CASE_NOT_AT_DECISION, NO_AUTHORITY, NOT_AT_DECISION_LEVEL (another level
 * decides it, or only people posted at the branch may).
 */
export async function mustBeDecidedBy(change: CaseChange, organisationId: string): Promise<DecidingStep> {
  const { facts } = change;
  if (facts.stage !== 'DECISION' || facts.status !== 'OPEN')
    refuse('CASE_NOT_AT_DECISION', { reference: facts.reference });
  const step = (await findDecidingStep(change)) ?? refuse('NO_AUTHORITY');
  const elsewhere = facts.decisionOrganisationId !== organisationId || step.organisationId !== organisationId;
  if (elsewhere || step.row.userIds) refuse('NOT_AT_DECISION_LEVEL');
  return step;
}

/** An item at the moment of a vote: its case as it stands now. Besides the above CASE_NOT_AT_DECISION (another round). */
export async function itemNow(
  change: CaseChange,
  session: StoredSession,
  item: StoredItem,
): Promise<{ state: ItemFacts; step: DecidingStep }> {
  const step = await mustBeDecidedBy(change, session.organisationId);
  const { decisionRound, reference } = change.facts;
  if (decisionRound !== item.round) refuse('CASE_NOT_AT_DECISION', { reference });
  return { state: itemFactsOf(item, barredFrom(change.facts), step.row.approvals), step };
}
