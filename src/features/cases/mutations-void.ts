import 'server-only';
import type { CaseFacts } from '@/domain/case-facts';
import { usesStage } from '@/domain/programme';
import { type Stage, stageIndex, type Verb } from '@/domain/stage';
import type { Context } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
import type { NewEvent } from '@/server/events';

type Changing = { tx: Tx; ctx: Context; facts: CaseFacts };

/** What a way back or an end undoes: approvals of the round, a contract, a submitted report. Visible, never erased. */
export async function voidWhatFalls(
  { tx, ctx, facts }: Changing,
  verb: Verb,
  to: Stage,
): Promise<{ payload: NewEvent['payload']; set: Prisma.CaseRecordUncheckedUpdateInput; approvalFell: boolean }> {
  const ends = verb === 'withdraw' || verb === 'decline' || verb === 'lapse';
  const back = verb === 'return' || verb === 'recall';
  if (!back && !ends) return { payload: {}, set: {}, approvalFell: false };
  const payload: NewEvent['payload'] = back ? { returnedTo: to } : {};
  const set: Prisma.CaseRecordUncheckedUpdateInput = {};
  const before = (stage: Stage) => ends || stageIndex(to) <= stageIndex(stage);
  const planned = facts.contract !== null || facts.contractedAmountFen !== null;
  if (before(usesStage(facts.definition, 'CONTRACT') ? 'CONTRACT' : 'DECISION') && planned) {
    await tx.contract.updateMany({ where: { caseId: facts.id, status: { not: 'VOID' } }, data: { status: 'VOID' } });
    await tx.tranche.deleteMany({ where: { caseId: facts.id, status: 'PLANNED', payments: { none: {} } } });
    await tx.tranche.updateMany({
      where: { caseId: facts.id, status: { in: ['PLANNED', 'RETURNED'] } },
      data: { status: 'CANCELLED' },
    });
    // landed is contracted: where no contract is made, nothing landed that could fall
    if (facts.contract && facts.contractedAmountFen !== null)
      payload.voidedContractedFen = facts.contractedAmountFen.toString();
    set.contractedAmountFen = null;
  }
  if (before('DECISION')) {
    const reason = `case.${verb}`;
    const voided = await tx.approval.updateMany({
      where: { caseId: facts.id, voidedAt: null, outcome: 'APPROVED' },
      data: { voidedAt: ctx.now, voidReason: reason },
    });
    await tx.condition.updateMany({ where: { caseId: facts.id, status: { not: 'VOID' } }, data: { status: 'VOID' } });
    // what goes back or ends is on no agenda any more
    await tx.sessionItem.updateMany({
      where: { caseId: facts.id, status: 'PENDING' },
      data: { status: 'REMOVED', settledAt: ctx.now },
    });
    if (voided.count > 0) payload.voidedApprovals = voided.count;
    if (facts.approvedAmountFen !== null) payload.voidedApprovedFen = facts.approvedAmountFen.toString();
    Object.assign(set, {
      approvedAmountFen: null,
      approvedTermMonths: null,
      approvedRateBps: null,
      decisionRound: facts.decisionRound + 1,
    });
  }
  if (back && stageIndex(to) <= stageIndex('DUE_DILIGENCE')) {
    await tx.dueDiligenceReport.updateMany({
      where: { caseId: facts.id, status: 'SUBMITTED' },
      // what nobody has looked at yet is its authors' again as it was
      data: verb === 'recall' ? { status: 'CONFIRMED', submittedAt: null } : { status: 'VOID' },
    });
    Object.assign(set, {
      recommendedAmountFen: null,
      recommendedTermMonths: null,
      recommendedRateBps: null,
      decisionOrganisationId: null,
    });
  }
  return { payload, set, approvalFell: before('DECISION') };
}
