import 'server-only';
import { actsFor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { financierPath } from '@/domain/case-facts';
import { checkDuty, checkDutyOf } from '@/domain/four-eyes';
import { checkGate } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import { signersInTurn } from '@/domain/signers';
import { checkYourTask } from '@/domain/transfer';
import { ladderFor } from '@/domain/waiting';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { peopleWhoSee } from '@/features/cases/people-queries';
import type { OpinionKind, OpinionRequest } from '@/generated/prisma/client';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { mustProveAgain } from '@/server/second-factor';

export type OpinionInput = {
  caseId: string;
  version: number | null;
  kind: OpinionKind;
  personId: string;
  question: string;
  dueOn: Day;
};

/**
 * 征求意见: whoever's turn it is asks a colleague, and the case goes on meanwhile. 加签: an approver adds a signer who is
 * heard before anybody approves, or who approves last (docs/decisions/0013). NOT_PERMITTED, NOT_FOUND, CONFLICT,
 * NOT_YOUR_TASK, RECIPIENT_OUT_OF_SCOPE {count}, SIGNER_NOT_AVAILABLE, SIGNER_ASKED_ALREADY, DEADLINE_PAST,
 * INVALID_INPUT, and for signers the gates of an approval in one's turn.
 */
export function askOpinion(ctx: Context, input: OpinionInput): Promise<Result<{ requestId: string }>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { tx, facts } = change;
    const { kind, personId } = input;
    if (!can(ctx.actor, 'opinion.ask')) refuse('NOT_PERMITTED');
    const turn = checkYourTask(facts, ctx.actor, today(ctx));
    if (turn) refuse(turn.code);
    if (kind !== 'OPINION') mayAddSigner(change);
    const question = input.question.trim();
    if (question === '') refuse('INVALID_INPUT');
    if (input.dueOn < today(ctx)) refuse('DEADLINE_PAST');
    await mayBeAsked(change, kind, personId);
    const open = { caseId: facts.id, kind, askedOfId: personId, round: facts.decisionRound };
    if ((await tx.opinionRequest.count({ where: { ...open, status: 'ASKED' } })) > 0) refuse('SIGNER_ASKED_ALREADY');
    const request = await tx.opinionRequest.create({
      data: { ...open, question, askedById: ctx.actor.userId, askedAt: ctx.now, dueOn: toDate(input.dueOn) },
    });
    await change.record('opinion.asked', { requestId: request.id, kind, askedOfId: personId });
    await notify(tx, ctx, [personId], { kind: 'OPINION_ASKED', caseId: facts.id });
    change.told.add(personId);
    return { requestId: request.id };
  });
}

function mayAddSigner({ ctx, facts }: CaseChange) {
  if (!can(ctx.actor, 'case.decide')) refuse('NOT_PERMITTED');
  if (facts.stage !== 'DECISION' || facts.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
  for (const gate of ['YOUR_TURN', 'NOT_IN_SESSION', 'NOT_YET_APPROVED_BY_YOU'] as const) {
    const refusal = checkGate(gate, facts, ctx.actor, today(ctx));
    if (refusal) refuse(refusal.code, refusal.params);
  }
}

/** A signer is free of the case's other duties; who signs last also holds the right to decide on the case's path. */
async function mayBeAsked({ tx, ctx, facts }: CaseChange, kind: OpinionKind, personId: string) {
  if (personId === ctx.actor.userId) refuse('SIGNER_NOT_AVAILABLE');
  const [person] = await peopleWhoSee(tx, facts, { ids: [personId] });
  if (!person) refuse('RECIPIENT_OUT_OF_SCOPE', { count: 1 });
  if (facts.conflicts.includes(personId)) refuse('SIGNER_NOT_AVAILABLE');
  if (kind === 'OPINION') return;
  if (checkDuty(facts, personId, 'APPROVAL')) refuse('SIGNER_NOT_AVAILABLE');
  if (kind === 'SIGN_BEFORE') return;
  const { organisationId } = await tx.user.findUniqueOrThrow({ where: { id: personId } });
  const onPath = person.roles.includes('APPROVER') && financierPath(facts).includes(organisationId);
  if (!onPath || facts.approvals.some((row) => row.approverId === personId)) refuse('SIGNER_NOT_AVAILABLE');
}

export type OpinionAnswer = { requestId: string; outcome: 'ANSWERED' | 'OBJECTED'; answer: string };

/**
 * Whoever was asked, or their stand-in, answers. A signer may object, which shuts the approval until they sign after all;
 * who signs last does so in the decision itself. NOT_PERMITTED, NOT_FOUND (not asked), CONFLICT_DECLARED, SAME_PERSON,
 * STATUS_DOES_NOT_ALLOW (answered, cancelled, or the round is over), INVALID_INPUT.
 */
export function answerOpinion(ctx: Context, input: OpinionAnswer): Promise<Result<{ caseId: string }>> {
  return ofRequest(ctx, input.requestId, async (change, request) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'opinion.give')) refuse('NOT_PERMITTED');
    if (!actsFor(ctx.actor).includes(request.askedOfId)) refuse('NOT_FOUND');
    const signs = request.kind === 'SIGN_BEFORE';
    const answerable = request.status === 'ASKED' && request.kind !== 'SIGN_AFTER' && facts.status !== 'CLOSED';
    const sameRound = facts.stage === 'DECISION' && request.round === facts.decisionRound;
    if (!answerable || (signs && !sameRound)) refuse('STATUS_DOES_NOT_ALLOW');
    const answer = input.answer.trim();
    if (answer === '' || (input.outcome === 'OBJECTED' && !signs)) refuse('INVALID_INPUT');
    if (signs) {
      await mustProveAgain(change.tx, ctx);
      // of who was asked and of who answers for them, whoever the case waits for
      mustPass(checkDutyOf(facts, ctx.actor, 'APPROVAL'));
      for (const userId of new Set([ctx.actor.userId, request.askedOfId])) await change.takeDuty('APPROVAL', userId);
    }
    await tx.opinionRequest.update({
      where: { id: request.id },
      data: { status: input.outcome, answer, answeredAt: ctx.now },
    });
    if (signs && input.outcome === 'ANSWERED') await withdrawObjections(tx, request);
    await change.record(input.outcome === 'OBJECTED' ? 'opinion.objected' : 'opinion.answered', {
      requestId: request.id,
      kind: request.kind,
      askedOfId: request.askedOfId,
    });
    await notify(tx, ctx, [request.askedById], { kind: 'OPINION_GIVEN', caseId: facts.id });
    return { caseId: facts.id };
  });
}

/** Asked once more and now in favour: the signer's earlier objection in the round stands no longer. */
async function withdrawObjections(tx: Tx, { caseId, round, askedOfId }: OpinionRequest) {
  await tx.opinionRequest.updateMany({
    where: { caseId, round, askedOfId, kind: 'SIGN_BEFORE', status: 'OBJECTED' },
    data: { status: 'CANCELLED' },
  });
}

/**
 * Takes an open request back; by who made it. A last signer who is taken back when all others have signed takes the
 * asker's own approval with them, so that somebody's signature takes the case on and not its absence. NOT_PERMITTED,
 * NOT_FOUND, NOT_YOUR_TASK (asked by another), STATUS_DOES_NOT_ALLOW.
 */
export function cancelOpinion(ctx: Context, { requestId }: { requestId: string }): Promise<Result<{ caseId: string }>> {
  return ofRequest(ctx, requestId, async (change, request) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'opinion.ask')) refuse('NOT_PERMITTED');
    if (!actsFor(ctx.actor).includes(request.askedById)) refuse('NOT_YOUR_TASK');
    if (request.status !== 'ASKED') refuse('STATUS_DOES_NOT_ALLOW');
    const voidedApprovals = request.kind === 'SIGN_AFTER' ? await voidOwnApproval(change, request) : 0;
    await tx.opinionRequest.update({ where: { id: request.id }, data: { status: 'CANCELLED' } });
    await change.record('opinion.cancelled', {
      requestId: request.id,
      kind: request.kind,
      askedOfId: request.askedOfId,
      ...(voidedApprovals > 0 ? { voidedApprovals } : {}),
    });
    return { caseId: facts.id };
  });
}

async function voidOwnApproval({ tx, ctx, facts }: CaseChange, request: OpinionRequest): Promise<number> {
  const amountFen = facts.recommendedAmountFen ?? facts.requestedAmountFen;
  const step = ladderFor(facts, amountFen, today(ctx)).find(
    (row) => row.organisationId === facts.decisionOrganisationId,
  );
  if (!step?.row || signersInTurn(facts, step.row.approvals).length === 0) return 0;
  const fallen = await tx.approval.findMany({
    where: { caseId: facts.id, round: facts.decisionRound, approverId: request.askedById, voidedAt: null },
    select: { id: true },
  });
  const ids = fallen.map((row) => row.id);
  await tx.approval.updateMany({
    where: { id: { in: ids } },
    data: { voidedAt: ctx.now, voidReason: 'opinion.cancelled' },
  });
  await tx.condition.updateMany({ where: { approvalId: { in: ids } }, data: { status: 'VOID' } });
  return ids.length;
}

/** A change of the case that a request belongs to; the request is read once the case is locked. */
function ofRequest<T>(
  ctx: Context,
  requestId: string,
  run: (change: CaseChange, request: OpinionRequest) => Promise<T>,
): Promise<Result<T>> {
  return write(ctx, async (tx) => {
    const found = (await tx.opinionRequest.findUnique({ where: { id: requestId } })) ?? refuse('NOT_FOUND');
    return changeCaseIn(tx, ctx, found.caseId, null, async (change) =>
      run(change, await tx.opinionRequest.findUniqueOrThrow({ where: { id: requestId } })),
    );
  });
}
