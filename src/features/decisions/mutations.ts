import 'server-only';
import { actsFor } from '@/domain/actor';
import { checkApprovedTerms, settleTerms, type Terms } from '@/domain/approval-terms';
import { checkGate } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { mustPass, refuse } from '@/domain/refusal';
import { signersInTurn } from '@/domain/signers';
import type { Stage } from '@/domain/stage';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { settledNow } from '@/features/ledger/queries-settled';
import { type Context, type Result, today, write } from '@/server/command';
import { mustProveAgain } from '@/server/second-factor';
import {
  addConditions,
  findDecidingStep,
  type NewCondition,
  recommendedTerms,
  reliedOn,
  settleApproval,
  standing,
  termsOf,
  writeApproval,
} from './approval';
import { sendToLevel } from './level';

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
 * NOT_PERMITTED, TRANSITION_NOT_AVAILABLE, NOT_AT_DECISION_LEVEL, IN_SESSION, ALREADY_APPROVED_BY_YOU, SAME_PERSON,
 * CONFLICT_DECLARED, NO_AUTHORITY, APPROVED_OVER_RECOMMENDED, AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE,
 * RATE_OVER_CEILING, DOCUMENTS_MISSING, DOCUMENTS_UNCHECKED, INVALID_INPUT (no reason given), CONFLICT, NOT_FOUND.
 */
export function decideCase(ctx: Context, input: DecisionInput): Promise<Result<{ taken: DecisionTaken }>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    await mayDecide(change);
    if (input.outcome === 'APPROVED') return { taken: await approve(change, input) };
    const opinion = input.opinion.trim();
    if (opinion === '') refuse('INVALID_INPUT');
    const approvalId = await writeApproval(change, { outcome: input.outcome, opinion });
    const payload = await settledNow(change.tx, { APPROVAL: [approvalId] });
    if (input.outcome === 'DECLINED') await change.move('decline', { reason: opinion, payload });
    else await change.move('return', { reason: opinion, payload, to: input.returnTo ?? refuse('INVALID_INPUT') });
    return { taken: input.outcome };
  });
}

/** Whoever decides, whatever they decide: the right office, once a round, and no other duty on the case. */
async function mayDecide({ tx, ctx, facts, takeDuty }: CaseChange) {
  if (!can(ctx.actor, 'case.decide')) refuse('NOT_PERMITTED');
  if (facts.stage !== 'DECISION' || facts.status === 'CLOSED') refuse('TRANSITION_NOT_AVAILABLE');
  for (const gate of ['YOUR_TURN', 'NOT_IN_SESSION', 'NOT_YET_APPROVED_BY_YOU'] as const)
    mustPass(checkGate(gate, facts, ctx.actor, today(ctx)));
  await mustProveAgain(tx, ctx);
  await takeDuty('APPROVAL');
}

async function approve(change: CaseChange, input: DecisionInput): Promise<DecisionTaken> {
  const { tx, ctx, facts } = change;
  const step = await findDecidingStep(change);
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
  mustPass(checkApprovedTerms(asked, recommended, rateCeilingOf(facts, asked.termMonths, today(ctx))));

  const earlier = await tx.approval.findMany({ where: standing(change) });
  const approvalId = await writeApproval(change, {
    outcome: 'APPROVED',
    opinion: input.opinion.trim(),
    ...asked,
    ...reliedOn(step),
  });
  await addConditions(change, approvalId, input.conditions ?? []);

  await signLast(change, step.row.approvals);
  const added = change.facts.signers.filter((row) => row.kind === 'SIGN_AFTER').length;
  const payload = {
    given: earlier.length + 1,
    needed: step.row.approvals + added,
    authorityLimitId: step.row.id,
    authoritySource: step.row.source,
    ...(await settledNow(tx, { APPROVAL: [approvalId] })),
  };
  if (payload.given < payload.needed) {
    await change.move('endorse', { payload: { ...payload, amountFen: asked.amountFen.toString() } });
    return 'ENDORSED';
  }
  await settleApproval(change, settleTerms([...earlier.map(termsOf), asked]), payload);
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

/**
 * Sends a case on whose deciding office lost its authority, or was passed by a wider one below, since it came here.
 * NOT_PERMITTED, TRANSITION_NOT_AVAILABLE (the authority still covers it), NOT_AT_DECISION_LEVEL, IN_SESSION,
 * NO_AUTHORITY.
 */
export function escalateCase(ctx: Context, input: { caseId: string; version: number | null }): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { facts } = change;
    if (!can(ctx.actor, 'case.decide')) refuse('NOT_PERMITTED');
    if (facts.stage !== 'DECISION' || facts.status !== 'OPEN') refuse('TRANSITION_NOT_AVAILABLE');
    for (const gate of ['YOUR_TURN', 'NOT_IN_SESSION'] as const)
      mustPass(checkGate(gate, facts, ctx.actor, today(ctx)));
    if (checkGate('AUTHORITY_COVERS', facts, ctx.actor, today(ctx)) === null) refuse('TRANSITION_NOT_AVAILABLE');
    await sendToLevel(change);
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
