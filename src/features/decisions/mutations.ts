import 'server-only';
import { actsFor } from '@/domain/actor';
import { allocateByLargestRemainder } from '@/domain/allocation';
import { checkApprovedTerms, settleTerms, type Terms } from '@/domain/approval-terms';
import { decidingStep } from '@/domain/authority';
import { financierPath } from '@/domain/case-facts';
import { checkGate, ladderOf } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { usesStage } from '@/domain/programme';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { signersInTurn } from '@/domain/signers';
import type { Stage } from '@/domain/stage';
import { decisionLevel } from '@/domain/waiting';
import { type CaseChange, changeCase, changeCaseIn, routeDecision } from '@/features/cases/mutations';
import { reserveQuota } from '@/features/cases/mutations-quota';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';

export type NewCondition = { text: string; gate: 'CONTRACT' | 'DISBURSEMENT' };

export type DecisionInput = {
  caseId: string;
  /** version of the case that the form was drawn from; null where no form was */
  version: number | null;
  outcome: 'APPROVED' | 'DECLINED' | 'RETURNED';
  /** demanded by a decline and a return */
  opinion: string;
  /** left out: as recommended */
  amountFen?: bigint | undefined;
  termMonths?: number | undefined;
  rateBps?: number | undefined;
  conditions?: readonly NewCondition[] | undefined;
  returnTo?: Stage | undefined;
};

/** ENDORSED: more approvals are needed. ESCALATED: the authority changed, the case went elsewhere and nothing was signed. */
export type DecisionTaken = 'ENDORSED' | 'APPROVED' | 'DECLINED' | 'RETURNED' | 'ESCALATED';

/**
 * One approver's sign-off (融资决策). The row of authority that covers the recommended amount says who decides and how
 * many approvals it takes; the last one moves the case on with the least of what the round approved.
 * NOT_PERMITTED, TRANSITION_NOT_AVAILABLE, NOT_AT_DECISION_LEVEL, ALREADY_APPROVED_BY_YOU, SAME_PERSON,
 * CONFLICT_DECLARED, NO_AUTHORITY, APPROVED_OVER_RECOMMENDED, AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE,
 * RATE_OVER_CEILING, DOCUMENTS_MISSING, DOCUMENTS_UNCHECKED, INVALID_INPUT (no reason given), CONFLICT, NOT_FOUND.
 */
export function decideCase(ctx: Context, input: DecisionInput): Promise<Result<{ taken: DecisionTaken }>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    await mayDecide(change);
    if (input.outcome === 'APPROVED') return { taken: await approve(change, input) };
    const opinion = input.opinion.trim();
    if (opinion === '') refuse('INVALID_INPUT');
    await writeApproval(change, { outcome: input.outcome, opinion });
    if (input.outcome === 'DECLINED') await change.move('decline', { reason: opinion });
    else await change.move('return', { reason: opinion, to: input.returnTo ?? refuse('INVALID_INPUT') });
    return { taken: input.outcome };
  });
}

/** Whoever decides, whatever they decide: the right office, once a round, and no other duty on the case. */
async function mayDecide({ ctx, facts, takeDuty }: CaseChange) {
  if (!can(ctx.actor, 'case.decide')) refuse('NOT_PERMITTED');
  if (facts.stage !== 'DECISION' || facts.status === 'CLOSED') refuse('TRANSITION_NOT_AVAILABLE');
  for (const gate of ['YOUR_TURN', 'NOT_YET_APPROVED_BY_YOU'] as const)
    refuseWith(checkGate(gate, facts, ctx.actor, today(ctx)));
  await takeDuty('APPROVAL');
}

async function approve(change: CaseChange, input: DecisionInput): Promise<DecisionTaken> {
  const { tx, ctx, facts } = change;
  const step = decidingStep(ladderOf(facts, today(ctx)));
  if (!step) refuse('NO_AUTHORITY');
  if (step.organisationId !== facts.decisionOrganisationId) {
    await sendToLevel(change);
    return 'ESCALATED';
  }
  const recommended = await recommendedTerms(change);
  const asked: Terms = {
    amountFen: input.amountFen ?? recommended.amountFen,
    termMonths: input.termMonths ?? recommended.termMonths,
    rateBps: input.rateBps ?? recommended.rateBps,
  };
  refuseWith(checkApprovedTerms(asked, recommended, rateCeilingOf(facts, asked.termMonths, today(ctx))));

  const earlier = await tx.approval.findMany({ where: standing(change) });
  const approvalId = await writeApproval(change, {
    outcome: 'APPROVED',
    opinion: input.opinion.trim(),
    ...asked,
    authorityLimitId: step.row.source === 'LIMIT' ? step.row.id : null,
    authority: { source: step.row.source, id: step.row.id, documentNumber: step.row.documentNumber },
  });
  await addConditions(change, approvalId, input.conditions ?? []);

  await signLast(change, step.row.approvals);
  const added = change.facts.signers.filter((row) => row.kind === 'SIGN_AFTER').length;
  const payload = {
    given: earlier.length + 1,
    needed: step.row.approvals + added,
    authorityLimitId: step.row.id,
    authoritySource: step.row.source,
  };
  if (payload.given < payload.needed) {
    await change.move('endorse', { payload: { ...payload, amountFen: asked.amountFen.toString() } });
    return 'ENDORSED';
  }
  const settled = settleTerms([...earlier.map(termsOf), asked]);
  await change.move('approve', {
    set: {
      approvedAmountFen: settled.amountFen,
      approvedTermMonths: settled.termMonths,
      approvedRateBps: settled.rateBps,
    },
    payload: {
      ...payload,
      amountFen: settled.amountFen.toString(),
      termMonths: settled.termMonths,
      rateBps: settled.rateBps,
    },
  });
  await reserveQuota(change, settled.amountFen);
  if (!usesStage(facts.definition, 'CONTRACT')) await planPayments(change, settled.amountFen);
  return 'APPROVED';
}

/** 加签: who was asked to sign last does so by approving; in their place, their stand-in. */
async function signLast({ tx, ctx, facts }: CaseChange, needed: number) {
  const mine = signersInTurn(facts, needed).filter((id) => actsFor(ctx.actor).includes(id));
  if (mine.length === 0) return;
  await tx.opinionRequest.updateMany({
    where: {
      caseId: facts.id,
      round: facts.decisionRound,
      kind: 'SIGN_AFTER',
      status: 'ASKED',
      askedOfId: { in: mine },
    },
    data: { status: 'ANSWERED', answeredAt: ctx.now },
  });
  // not read again: the approval just written must not count against its own gate
  for (const row of facts.signers)
    if (row.kind === 'SIGN_AFTER' && mine.includes(row.askedOfId)) row.status = 'ANSWERED';
}

/** Where no contract is made, what was approved is what will be paid, in the shares of the definition (4:5:1). */
async function planPayments(change: CaseChange, amountFen: bigint) {
  const { tx, ctx, facts } = change;
  const shares = facts.definition.payments;
  const parts = allocateByLargestRemainder(
    amountFen,
    shares.map((share) => BigInt(share.shareBps)),
  );
  if (!parts) throw new Error('the definition has no payment shares');
  const kept = await tx.tranche.aggregate({ where: { caseId: facts.id }, _max: { sequence: true } });
  const offset = (kept._max.sequence ?? 0) + 1;
  await tx.tranche.createMany({
    data: shares.map(({ milestone, holdDays }, index) => ({
      caseId: facts.id,
      sequence: offset + index,
      plannedOn: toDate(today(ctx)),
      amountFen: parts[index] ?? 0n,
      milestone,
      holdDays,
    })),
  });
  await change.set({ contractedAmountFen: amountFen });
}

function refuseWith(refusal: RefusalValue | null) {
  if (refusal) refuse(refusal.code, refusal.params);
}

const standing = ({ facts }: CaseChange) => ({
  caseId: facts.id,
  round: facts.decisionRound,
  voidedAt: null,
  outcome: 'APPROVED' as const,
});

async function recommendedTerms({ tx, facts }: CaseChange): Promise<Terms> {
  const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  return termsOf({
    amountFen: row.recommendedAmountFen,
    termMonths: row.recommendedTermMonths,
    rateBps: row.recommendedRateBps,
  });
}

function termsOf(row: { amountFen: bigint | null; termMonths: number | null; rateBps: number | null }): Terms {
  const { amountFen, termMonths, rateBps } = row;
  if (amountFen === null || termMonths === null || rateBps === null)
    throw new Error('terms of a recommendation or approval are missing');
  return { amountFen, termMonths, rateBps };
}

type ApprovalRow = Partial<Terms> & {
  outcome: DecisionInput['outcome'];
  opinion: string;
  authorityLimitId?: string | null;
  /** what the decision relied on */
  authority?: { source: string; id: string; documentNumber: string };
};

async function writeApproval({ tx, ctx, facts }: CaseChange, row: ApprovalRow): Promise<string> {
  const created = await tx.approval.create({
    data: {
      ...row,
      caseId: facts.id,
      round: facts.decisionRound,
      organisationId: ctx.actor.organisation.id,
      approverId: ctx.actor.userId,
      decidedAt: ctx.now,
    },
    select: { id: true },
  });
  return created.id;
}

/** Conditions become gates; what an earlier approver of the round already demanded is not written twice. */
async function addConditions(
  { tx, facts }: CaseChange,
  approvalId: string,
  conditions: readonly NewCondition[],
): Promise<void> {
  const known = await tx.condition.findMany({ where: { caseId: facts.id, status: { not: 'VOID' } } });
  const keys = new Set(known.map((row) => `${row.gate} ${row.text}`));
  for (const { text, gate } of conditions) {
    const plain = text.trim();
    if (plain === '') refuse('INVALID_INPUT');
    if (keys.has(`${gate} ${plain}`)) continue;
    keys.add(`${gate} ${plain}`);
    await tx.condition.create({ data: { caseId: facts.id, text: plain, gate, approvalId } });
  }
}

/**
 * Sends a case on whose deciding office lost its authority, or was passed by a wider one below, since it came here.
 * NOT_PERMITTED, TRANSITION_NOT_AVAILABLE (the authority still covers it), NOT_AT_DECISION_LEVEL, NO_AUTHORITY.
 */
export function escalateCase(ctx: Context, input: { caseId: string; version: number | null }): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { facts } = change;
    if (!can(ctx.actor, 'case.decide')) refuse('NOT_PERMITTED');
    if (facts.stage !== 'DECISION' || facts.status !== 'OPEN') refuse('TRANSITION_NOT_AVAILABLE');
    refuseWith(checkGate('YOUR_TURN', facts, ctx.actor, today(ctx)));
    if (checkGate('AUTHORITY_COVERS', facts, ctx.actor, today(ctx)) === null) refuse('TRANSITION_NOT_AVAILABLE');
    await sendToLevel(change);
  });
}

/** Approvals given under the authority that ended fall with it, visibly, and so do their conditions. */
async function sendToLevel(change: CaseChange) {
  const { tx, ctx, facts } = change;
  const amountFen = facts.recommendedAmountFen ?? facts.requestedAmountFen;
  const level = decisionLevel(facts, amountFen, today(ctx)) ?? refuse('NO_AUTHORITY');
  const fallen = await tx.approval.findMany({ where: standing(change), select: { id: true } });
  const ids = fallen.map((row) => row.id);
  await tx.approval.updateMany({
    where: { id: { in: ids } },
    data: { voidedAt: ctx.now, voidReason: 'case.escalated' },
  });
  await tx.condition.updateMany({ where: { approvalId: { in: ids } }, data: { status: 'VOID' } });

  const path = financierPath(facts);
  if (path.indexOf(level.organisationId) > path.indexOf(facts.decisionOrganisationId ?? '')) {
    await routeDecision(change, amountFen);
    return;
  }
  await change.set({ decisionOrganisationId: level.organisationId });
  await change.record('case.rerouted', {
    amountFen: amountFen.toString(),
    toOrganisationId: level.organisationId,
    authorityLimitId: level.row.id,
  });
}

/**
 * Notes how a condition was met; the step that it blocks opens with the last one.
 * NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW, INVALID_INPUT (no evidence).
 */
export function meetCondition(ctx: Context, input: { conditionId: string; evidence: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'condition.meet')) refuse('NOT_PERMITTED');
    const row = await tx.condition.findUnique({ where: { id: input.conditionId } });
    if (!row) refuse('NOT_FOUND');
    await changeCaseIn(tx, ctx, row.caseId, null, async ({ facts, record }) => {
      if (facts.conflicts.includes(ctx.actor.userId)) refuse('CONFLICT_DECLARED');
      const decided = facts.stage === 'CONTRACT' || facts.stage === 'DISBURSEMENT' || facts.stage === 'FOLLOW_UP';
      if (!decided || facts.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
      const evidence = input.evidence.trim();
      if (evidence === '') refuse('INVALID_INPUT');
      const met = await tx.condition.updateMany({
        where: { id: row.id, status: 'OPEN' },
        data: { status: 'MET', evidence, metById: ctx.actor.userId, metAt: ctx.now },
      });
      if (met.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
      await record('condition.met', { conditionId: row.id, gate: row.gate });
    });
  });
}
