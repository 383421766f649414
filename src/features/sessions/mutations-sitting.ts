import 'server-only';
import { checkApprovedTerms } from '@/domain/approval-terms';
import { can } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { mustPass, refuse } from '@/domain/refusal';
import {
  checkOpening,
  checkSettling,
  checkTakingPart,
  checkVote,
  type ItemResult,
  leaderOf,
  type Tally,
  tallyOf,
} from '@/domain/session';
import type { Stage } from '@/domain/stage';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import {
  addConditions,
  type DecidingStep,
  type NewCondition,
  recommendedTerms,
  reliedOn,
  settleApproval,
  writeApproval,
} from '@/features/decisions/approval';
import { settledNow } from '@/features/ledger/queries-settled';
import { type Context, type Result, today, write } from '@/server/command';
import { nextNumber } from '@/server/counters';
import { mustProveAgain } from '@/server/second-factor';
import { recordOnSession } from './session-events';
import { itemFactsOf, itemNow, lockItem, lockSession, type StoredItem, type StoredSession, sittingOf } from './sitting';

/**
 * The chair opens the session and says who is there; it gets its number.
 * NOT_PERMITTED, NOT_FOUND, SESSION_NOT_PLANNED, NOT_PRESIDING, AGENDA_EMPTY, SESSION_BELOW_QUORUM {present, quorum}.
 */
export function openSession(
  ctx: Context,
  input: { sessionId: string; presentIds: readonly string[] },
): Promise<Result<{ number: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.vote')) refuse('NOT_PERMITTED');
    const session = await lockSession(tx, ctx, input.sessionId);
    const presentIds = [...input.presentIds, ctx.actor.userId].filter((id) => !session.goneIds.includes(id));
    const pending = session.items.filter((row) => row.status === 'PENDING').length;
    mustPass(checkOpening({ ...sittingOf(session), presentIds }, ctx.actor.userId, pending));
    await tx.sessionMember.updateMany({
      where: { sessionId: session.id, userId: { in: presentIds } },
      data: { presentAt: ctx.now },
    });
    const year = Number(today(ctx).slice(0, 4));
    const { id: organisationId, regionId } = ctx.actor.organisation;
    const count = await nextNumber(tx, regionId, year, `SESSION ${organisationId}`);
    const number = `${year}-${String(count).padStart(3, '0')}`;
    await tx.decisionSession.update({
      where: { id: session.id },
      data: { status: 'OPEN', openedAt: ctx.now, number },
    });
    const present = session.members.map((row) => row.userId).filter((id) => presentIds.includes(id));
    await recordOnSession(tx, ctx, session.id, 'opened', { number, present });
    return { number };
  });
}

/**
 * The chair writes down a member who comes later. NOT_PERMITTED, NOT_FOUND, SESSION_NOT_OPEN, NOT_PRESIDING, NOT_A_MEMBER.
 */
export function admitMember(ctx: Context, input: { sessionId: string; userId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.vote')) refuse('NOT_PERMITTED');
    const session = await lockSession(tx, ctx, input.sessionId);
    if (session.status !== 'OPEN') refuse('SESSION_NOT_OPEN');
    if (leaderOf(sittingOf(session)) !== ctx.actor.userId) refuse('NOT_PRESIDING');
    const member = session.members.find((row) => row.userId === input.userId) ?? refuse('NOT_A_MEMBER');
    if (member.presentAt !== null) return;
    await tx.sessionMember.update({
      where: { sessionId_userId: { sessionId: session.id, userId: member.userId } },
      data: { presentAt: ctx.now },
    });
    await recordOnSession(tx, ctx, session.id, 'attended', { userId: member.userId });
  });
}

type OnItem = { sessionId: string; itemId: string };

/**
 * A member's vote on one item; whoever votes takes the duty of approval on the case (四眼). NOT_PERMITTED, NOT_FOUND,
 * NOT_A_MEMBER, SESSION_NOT_OPEN, ITEM_SETTLED, MEMBER_NOT_PRESENT, MEMBER_RECUSED (also by a conflict or another duty on the
 * case), ALREADY_VOTED, SESSION_BELOW_QUORUM {present, quorum}, NOT_YOUR_TURN, CASE_NOT_AT_DECISION,
 * NOT_AT_DECISION_LEVEL, INVALID_INPUT (against without saying why).
 */
export function castVote(
  ctx: Context,
  input: OnItem & { vote: 'FOR' | 'AGAINST'; opinion: string },
): Promise<Result<void>> {
  const opinion = input.opinion.trim();
  return takePart(ctx, input, async (change, session, item) => {
    const { state } = await itemNow(change, session, item);
    mustPass(checkVote(sittingOf(session), state, ctx.actor.userId));
    if (input.vote === 'AGAINST' && opinion === '') refuse('INVALID_INPUT');
    await mustProveAgain(change.tx, ctx);
    await change.takeDuty('APPROVAL');
    await writeVote(change, item, input.vote, opinion);
    await change.record('decision-session.voted', {
      sessionId: session.id,
      itemId: item.id,
      vote: input.vote,
    });
  });
}

/**
 * 回避: a member stands aside on one item and declares the conflict, which holds for the case from now on. Refuses as
 * castVote does, but whoever leaves the quorum short may still stand aside.
 */
export function recuse(ctx: Context, input: OnItem & { statement: string }): Promise<Result<void>> {
  const statement = input.statement.trim();
  return takePart(ctx, input, async (change, session, item) => {
    const { tx, facts } = change;
    const { state } = await itemNow(change, session, item);
    mustPass(checkTakingPart(sittingOf(session), state, ctx.actor.userId));
    if (statement === '') refuse('INVALID_INPUT');
    const { userId } = ctx.actor;
    await tx.conflictDeclaration.create({ data: { caseId: facts.id, userId, statement, declaredAt: ctx.now } });
    await writeVote(change, item, 'RECUSED', statement);
    await change.record('case.conflict-declared', { userId, assigned: false, sessionId: session.id, itemId: item.id });
  });
}

async function takePart(
  ctx: Context,
  ids: OnItem,
  run: (change: CaseChange, session: StoredSession, item: StoredItem) => Promise<void>,
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.vote')) refuse('NOT_PERMITTED');
    const { session, item } = await lockItem(tx, ctx, ids);
    // before the case is asked: it would only say that a conflict was declared
    mustPass(checkTakingPart(sittingOf(session), itemFactsOf(item, [], 0), ctx.actor.userId));
    await changeCaseIn(tx, ctx, item.caseId, null, (change) => run(change, session, item));
  });
}

const writeVote = ({ tx, ctx }: CaseChange, item: StoredItem, vote: 'FOR' | 'AGAINST' | 'RECUSED', opinion: string) =>
  tx.sessionVote.create({
    data: { itemId: item.id, userId: ctx.actor.userId, vote, opinion, votedAt: ctx.now },
  });

export type SettleInput = OnItem & { result: ItemResult; opinion: string; returnTo?: Stage | undefined };

/**
 * Whoever presides settles an item with what was voted, and the case takes its transition with all its gates. An approval
 * is signed by everybody who voted for it under the row of authority that covers it; what was voted down is declined, or
 * returned to an earlier stage. NOT_PERMITTED, NOT_FOUND, SESSION_NOT_OPEN, ITEM_SETTLED, SESSION_BELOW_QUORUM, NOT_PRESIDING,
 * VOTES_MISSING {count}, RESULT_NOT_VOTED, CASE_NOT_AT_DECISION, NO_AUTHORITY, NOT_AT_DECISION_LEVEL, INVALID_INPUT (no reason,
 * no stage), the refusals of the terms and of every gate of approve, decline and return.
 */
export function settleItem(ctx: Context, input: SettleInput): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.vote')) refuse('NOT_PERMITTED');
    const { session, item } = await lockItem(tx, ctx, input);
    // said before the case is looked at, which may have gone on since
    if (session.status !== 'OPEN') refuse('SESSION_NOT_OPEN');
    if (item.status !== 'PENDING') refuse('ITEM_SETTLED');
    await changeCaseIn(tx, ctx, item.caseId, null, async (change) => {
      const { state, step } = await itemNow(change, session, item);
      const sitting = sittingOf(session);
      mustPass(checkSettling(sitting, state, ctx.actor.userId, input.result));
      await mustProveAgain(tx, ctx);
      const opinion = input.opinion.trim();
      if (input.result !== 'APPROVED' && opinion === '') refuse('INVALID_INPUT');
      // the item is settled before the case moves: what is pending on an agenda is decided by nobody else
      await tx.sessionItem.update({
        where: { id: item.id },
        data: { status: input.result, opinion, settledAt: ctx.now },
      });
      // the sitting decides, also where the task had been passed on to one colleague
      await tx.caseTransfer.updateMany({
        where: { caseId: item.caseId, task: 'DECIDE', endedAt: null },
        data: { endedAt: ctx.now },
      });
      await change.refresh();
      await change.takeDuty('APPROVAL');
      const tally = tallyOf(sitting, state);
      if (input.result === 'APPROVED') await approve(change, session, item, step, tally);
      else await turnDown(change, session, item, tally, { ...input, opinion });
    });
  });
}

const countsOf = (session: StoredSession, item: StoredItem, tally: Tally) => ({
  sessionId: session.id,
  sessionItemId: item.id,
  votesFor: tally.for.length,
  votesAgainst: tally.against.length,
});

async function approve(
  change: CaseChange,
  session: StoredSession,
  item: StoredItem,
  step: DecidingStep,
  tally: Tally,
): Promise<void> {
  const { ctx, facts } = change;
  const { amountFen, termMonths, rateBps } = item;
  const terms = { amountFen, termMonths, rateBps };
  const ceiling = rateCeilingOf(facts, termMonths, today(ctx));
  mustPass(checkApprovedTerms(terms, await recommendedTerms(change), ceiling));
  const signed = await sign(change, item, tally.for, (opinion) => ({
    ...terms,
    ...reliedOn(step),
    outcome: 'APPROVED',
    opinion,
  }));
  await addConditions(change, signed[0] ?? '', item.conditions as NewCondition[]);
  await settleApproval(change, terms, {
    ...countsOf(session, item, tally),
    given: signed.length,
    needed: step.row.approvals,
    authorityLimitId: step.row.id,
    authoritySource: step.row.source,
    ...(await settledNow(change.tx, { APPROVAL: signed, SESSION_ITEM: [item.id] })),
  });
}

async function turnDown(
  change: CaseChange,
  session: StoredSession,
  item: StoredItem,
  tally: Tally,
  { result, opinion, returnTo }: SettleInput,
): Promise<void> {
  if (result === 'APPROVED') throw new Error('an approval is not turned down');
  const signed = await sign(change, item, tally.against, (own) => ({ outcome: result, opinion: own }));
  const settled = await settledNow(change.tx, { APPROVAL: signed, SESSION_ITEM: [item.id] });
  const payload = { ...countsOf(session, item, tally), ...settled };
  if (result === 'DECLINED') await change.move('decline', { reason: opinion, payload });
  else await change.move('return', { reason: opinion, payload, to: returnTo ?? refuse('INVALID_INPUT') });
}

/** One sign-off for everybody whose vote carried the result, with their own words. */
async function sign(
  change: CaseChange,
  item: StoredItem,
  voters: readonly string[],
  rowOf: (opinion: string) => Parameters<typeof writeApproval>[1],
): Promise<string[]> {
  const ids: string[] = [];
  for (const approverId of voters) {
    await change.takeDuty('APPROVAL', approverId);
    const opinion = item.votes.find((row) => row.userId === approverId)?.opinion ?? '';
    ids.push(await writeApproval(change, { ...rowOf(opinion), approverId, sessionItemId: item.id }));
  }
  return ids;
}

/**
 * The chair ends the session when every item is settled or taken off. NOT_PERMITTED, NOT_FOUND, SESSION_NOT_OPEN,
 * NOT_PRESIDING, ITEMS_PENDING {count}.
 */
export function closeSession(ctx: Context, input: { sessionId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.vote')) refuse('NOT_PERMITTED');
    const session = await lockSession(tx, ctx, input.sessionId);
    if (session.status !== 'OPEN') refuse('SESSION_NOT_OPEN');
    if (leaderOf(sittingOf(session)) !== ctx.actor.userId) refuse('NOT_PRESIDING');
    const count = session.items.filter((row) => row.status === 'PENDING').length;
    if (count > 0) refuse('ITEMS_PENDING', { count });
    await tx.decisionSession.update({ where: { id: session.id }, data: { status: 'CLOSED', closedAt: ctx.now } });
    await recordOnSession(tx, ctx, session.id, 'closed', { items: session.items.length });
  });
}
