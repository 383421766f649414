import 'server-only';
import { checkApprovedTerms, type Terms } from '@/domain/approval-terms';
import { can } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { mustPass, refuse } from '@/domain/refusal';
import { leaderOf, presidingOf } from '@/domain/session';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { type NewCondition, recommendedTerms } from '@/features/decisions/approval';
import { type Context, type Result, today, write } from '@/server/command';
import { freezePack } from './pack';
import { itemFactsOf, lockItem, lockSession, mustBeDecidedBy, type StoredSession, sittingOf } from './sitting';

/**
 * Puts cases on the agenda of a session that has not begun, each with the terms and conditions that were recommended and
 * its decision pack. A case stands on one agenda at a time (also an index of the database): of two sessions one gets it.
 * NOT_PERMITTED, NOT_FOUND, SESSION_NOT_PLANNED, INVALID_INPUT (none chosen), CASE_NOT_AT_DECISION, NO_AUTHORITY,
 * NOT_AT_DECISION_LEVEL, CASE_OF_ANOTHER_PROGRAMME, CASE_ON_ANOTHER_AGENDA, CASE_SIGNED_ALREADY, CONFLICT_DECLARED.
 */
export function addCases(
  ctx: Context,
  input: { sessionId: string; caseIds: readonly string[] },
): Promise<Result<{ added: number }>> {
  return write(ctx, async (tx) => {
    const session = await lockPlanned(tx, ctx, input.sessionId);
    // always in one order, so that two agendas of the same cases do not wait for each other
    const caseIds = [...new Set(input.caseIds)].sort();
    if (caseIds.length === 0) refuse('INVALID_INPUT');
    let sequence = Math.max(0, ...session.items.map((row) => row.sequence));
    for (const caseId of caseIds) {
      sequence += 1;
      await changeCaseIn(tx, ctx, caseId, null, (change) => addCase(change, session, sequence));
    }
    return { added: caseIds.length };
  });
}

async function addCase(change: CaseChange, session: StoredSession, sequence: number): Promise<void> {
  const { tx, ctx, facts } = change;
  const step = await mustBeDecidedBy(change, session.organisationId);
  const { reference } = facts;
  if (facts.programmeId !== session.programmeId) refuse('CASE_OF_ANOTHER_PROGRAMME', { reference });
  if (facts.sessionId !== null) refuse('CASE_ON_ANOTHER_AGENDA', { reference });
  if (facts.approvals.some((row) => row.outcome === 'APPROVED')) refuse('CASE_SIGNED_ALREADY', { reference });
  const recommended = await recommendedTerms(change);
  // the ceiling may have come down since the recommendation
  const ceiling = rateCeilingOf(facts, recommended.termMonths, today(ctx));
  const terms: Terms = { ...recommended, rateBps: Math.min(recommended.rateBps, ceiling) };
  const report = facts.report && (await tx.dueDiligenceReport.findUnique({ where: { id: facts.report.id } }));
  const data = {
    ...terms,
    sequence,
    round: facts.decisionRound,
    conditions: report?.conditions ?? [],
    pack: await freezePack(tx, facts, step),
  };
  // a case that was taken off comes back under its own row
  const item = await tx.sessionItem.upsert({
    where: { sessionId_caseId: { sessionId: session.id, caseId: facts.id } },
    create: { ...data, sessionId: session.id, caseId: facts.id },
    update: { ...data, status: 'PENDING', opinion: '', settledAt: null },
    select: { id: true },
  });
  await change.refresh();
  await change.record('decision-session.added', { sessionId: session.id, itemId: item.id });
}

export type ItemTerms = Partial<Terms> & {
  sessionId: string;
  itemId: string;
  conditions: readonly NewCondition[];
};

/**
 * Changes what is proposed for a case, before the session begins. NOT_PERMITTED, NOT_FOUND, SESSION_NOT_PLANNED,
 * ITEM_SETTLED, APPROVED_OVER_RECOMMENDED, AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE, RATE_OVER_CEILING, INVALID_INPUT (an
 * empty condition), and what stands against the case itself.
 */
export function editItem(ctx: Context, input: ItemTerms): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const session = await lockPlanned(tx, ctx, input.sessionId);
    const item = session.items.find((row) => row.id === input.itemId) ?? refuse('NOT_FOUND');
    if (item.status !== 'PENDING') refuse('ITEM_SETTLED');
    await changeCaseIn(tx, ctx, item.caseId, null, async (change) => {
      await mustBeDecidedBy(change, session.organisationId);
      const recommended = await recommendedTerms(change);
      const { amountFen = item.amountFen, termMonths = item.termMonths, rateBps = item.rateBps } = input;
      const asked: Terms = { amountFen, termMonths, rateBps };
      mustPass(checkApprovedTerms(asked, recommended, rateCeilingOf(change.facts, termMonths, today(ctx))));
      const conditions = input.conditions.map(({ text, gate }) => ({ text: text.trim(), gate }));
      if (conditions.some((row) => row.text === '')) refuse('INVALID_INPUT');
      await tx.sessionItem.update({ where: { id: item.id }, data: { ...asked, conditions } });
      await change.record('decision-session.amended', {
        sessionId: session.id,
        itemId: item.id,
        amountFen: amountFen.toString(),
        termMonths,
        rateBps,
        conditions: conditions.length,
      });
    });
  });
}

/**
 * Takes a case off: while the session is planned by whoever plans, while it sits by who presides; votes given on it stay
 * readable and come to nothing. NOT_PERMITTED, NOT_FOUND, SESSION_NOT_OPEN (over), NOT_PRESIDING, ITEM_SETTLED, INVALID_INPUT.
 */
export function removeItem(
  ctx: Context,
  input: { sessionId: string; itemId: string; reason: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'decision-session.plan')) refuse('NOT_PERMITTED');
    const { session, item } = await lockItem(tx, ctx, input);
    if (session.status !== 'PLANNED' && session.status !== 'OPEN') refuse('SESSION_NOT_OPEN');
    if (item.status !== 'PENDING') refuse('ITEM_SETTLED');
    const sitting = sittingOf(session);
    const presiding = [leaderOf(sitting), presidingOf(sitting, itemFactsOf(item, [], 0))];
    if (session.status === 'OPEN' && !presiding.includes(ctx.actor.userId)) refuse('NOT_PRESIDING');
    const reason = input.reason.trim();
    if (reason === '') refuse('INVALID_INPUT');
    await changeCaseIn(tx, ctx, item.caseId, null, async (change) => {
      await tx.sessionItem.update({
        where: { id: item.id },
        data: { status: 'REMOVED', opinion: reason, settledAt: ctx.now },
      });
      await change.record('decision-session.removed', { sessionId: session.id, itemId: item.id }, { remark: reason });
    });
  });
}

async function lockPlanned(tx: Parameters<typeof lockSession>[0], ctx: Context, sessionId: string) {
  if (!can(ctx.actor, 'decision-session.plan')) refuse('NOT_PERMITTED');
  const session = await lockSession(tx, ctx, sessionId);
  if (session.status !== 'PLANNED') refuse('SESSION_NOT_PLANNED');
  return session;
}
