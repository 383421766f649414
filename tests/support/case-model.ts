import type { Actor } from '@/domain/actor';
import { allocateByLargestRemainder } from '@/domain/allocation';
import { decidingStep } from '@/domain/authority';
import { addDays, type Day } from '@/domain/calendar';
import type { CaseFacts, Duty } from '@/domain/case-facts';
import { nextCheck } from '@/domain/completion';
import { checkReleaseOffer, checkRequestOffer, checkWithinContract } from '@/domain/disbursement';
import { checkDutyOf } from '@/domain/four-eyes';
import { checkTransition, ladderOf } from '@/domain/gates';
import { stageOf, usesStage } from '@/domain/programme';
import { nextStage, returnTargets, type Stage, stageIndex, transitionOf, type Verb } from '@/domain/stage';
import { decisionLevel } from '@/domain/waiting';

/**
 * A case without a database: the pure rules decide, and what the mutations would write is written here. Every step says
 * whether it was taken; `paid` keeps what left, with the facts of that moment.
 */
export type Tranche = CaseFacts['tranches'][number] & { amountFen: bigint; requestedById: string | null };
export type Paid = { facts: CaseFacts; amountFen: bigint; requestedById: string; releasedById: string; on: Day };

export class CaseModel {
  today: Day = '2026-03-02';
  tranches: Tranche[] = [];
  paid: Paid[] = [];

  constructor(public facts: CaseFacts) {}

  set(change: Partial<CaseFacts>): void {
    this.facts = { ...this.facts, ...change };
  }

  private setTranche(id: string, change: Partial<Tranche>): void {
    this.tranches = this.tranches.map((row) => (row.id === id ? { ...row, ...change } : row));
    this.set({ tranches: this.tranches });
  }

  private take(actor: Actor, duty: Duty): void {
    if (!this.facts.duties.some((row) => row.userId === actor.userId))
      this.set({ duties: [...this.facts.duties, { userId: actor.userId, duty }] });
  }

  /** A verb of the table by somebody; false when a gate is shut. */
  move(verb: Verb, actor: Actor, chosen?: Stage): boolean {
    const row = transitionOf(verb);
    if (checkTransition(verb, this.facts, actor, this.today).length > 0) return false;
    const { stage, reviewStep, definition } = this.facts;
    const used = definition.stages.map((entry) => entry.stage);
    let to = { stage, reviewStep };
    if (row.to === 'NEXT') to = { stage: nextStage(stage, used) ?? stage, reviewStep: 0 };
    if (row.to === 'NEXT_STEP')
      to =
        reviewStep + 1 < stageOf(definition, stage).reviewSteps.length
          ? { stage, reviewStep: reviewStep + 1 }
          : { stage: nextStage(stage, used) ?? stage, reviewStep: 0 };
    if (row.to === 'CHOSEN') {
      if (!chosen || !returnTargets(stage, used).includes(chosen)) return false;
      to = { stage: chosen, reviewStep: 0 };
    }
    const status = row.becomes === 'SAME' ? this.facts.status : row.becomes;
    this.set({ ...to, status, outcome: status === 'CLOSED' ? (row.outcome ?? null) : null });
    if (verb === 'return' || verb === 'withdraw' || verb === 'decline' || verb === 'lapse') this.undo(verb, to.stage);
    if (to.stage === 'DECISION' && stageIndex(stage) < stageIndex('DECISION'))
      this.set({
        recommendedAmountFen: this.facts.recommendedAmountFen ?? this.facts.requestedAmountFen,
        decisionOrganisationId:
          decisionLevel(this.facts, this.facts.requestedAmountFen, this.today)?.organisationId ?? null,
      });
    return true;
  }

  private undo(verb: Verb, to: Stage): void {
    const falls = (stage: Stage) => verb !== 'return' || stageIndex(to) <= stageIndex(stage);
    if (falls(usesStage(this.facts.definition, 'CONTRACT') ? 'CONTRACT' : 'DECISION')) {
      this.tranches = [];
      this.set({ contract: null, contractedAmountFen: null, tranches: [] });
    }
    if (falls('DECISION'))
      this.set({ approvals: [], approvedAmountFen: null, approvedOn: null, conditions: [], publicNotice: null });
    if (falls('DUE_DILIGENCE')) this.set({ report: null, recommendedAmountFen: null, decisionOrganisationId: null });
  }

  recommend(actor: Actor): boolean {
    if (!this.move('recommend', actor)) return false;
    const managers = this.facts.assignments.map((row) => ({ userId: row.userId, duty: 'DUE_DILIGENCE' as const }));
    const held = this.facts.duties.map((row) => row.userId);
    this.set({ duties: [...this.facts.duties, ...managers.filter((row) => !held.includes(row.userId))] });
    return true;
  }

  /** One approval; the last that the authority asks for moves the case on. */
  decide(actor: Actor): boolean {
    const before = this.facts;
    const step = decidingStep(ladderOf(before, this.today));
    if (
      checkDutyOf(before, actor, 'APPROVAL') ||
      checkTransition('endorse', before, actor, this.today).length > 0 ||
      !step
    )
      return false;
    if (before.approvals.length + 1 < step.row.approvals) {
      this.take(actor, 'APPROVAL');
      this.sign(actor);
      return true;
    }
    if (!this.move('approve', actor)) return false;
    this.take(actor, 'APPROVAL');
    this.sign(actor);
    this.set({ approvedAmountFen: before.recommendedAmountFen, approvedOn: this.today });
    if (!usesStage(before.definition, 'CONTRACT')) this.plan(before.definition.payments);
    return true;
  }

  private sign(actor: Actor): void {
    const approval = { approverId: actor.userId, organisationId: actor.organisation.id, outcome: 'APPROVED' as const };
    this.set({ approvals: [...this.facts.approvals, approval] });
  }

  private plan(shares: CaseFacts['definition']['payments']): void {
    const wholeFen = this.facts.approvedAmountFen ?? 0n;
    const weights = shares.map((share) => BigInt(share.shareBps));
    const parts = allocateByLargestRemainder(wholeFen, weights) ?? [];
    this.tranches = shares.map(({ milestone, holdDays }, index) => ({
      ...{ id: `tranche-${index}`, status: 'PLANNED' as const, plannedOn: this.today, milestone, holdDays },
      ...{ amountFen: parts[index] ?? 0n, requestedById: null },
    }));
    this.set({ contractedAmountFen: wholeFen, tranches: this.tranches });
  }

  signContract(actor: Actor): boolean {
    if (!this.move('sign', actor)) return false;
    this.set({ contract: { status: 'SIGNED', sentBack: false } });
    this.plan([
      { shareBps: 6_000, milestone: 'START', holdDays: 0 },
      { shareBps: 4_000, milestone: 'START', holdDays: 0 },
    ]);
    return true;
  }

  request(actor: Actor, index: number): boolean {
    const tranche = this.tranches[index];
    if (!tranche || checkRequestOffer(this.facts, tranche, actor, this.today)) return false;
    if (checkWithinContract(this.facts.contractedAmountFen, this.committed(), tranche.amountFen)) return false;
    this.take(actor, 'PAYMENT_REQUEST');
    this.setTranche(tranche.id, { status: 'REQUESTED', requestedById: actor.userId });
    return true;
  }

  private committed(): bigint {
    const live = this.tranches.filter((row) => row.status === 'REQUESTED' || row.status === 'RELEASED');
    return live.reduce((sum, row) => sum + row.amountFen, 0n);
  }

  release(actor: Actor): boolean {
    const tranche = this.tranches.find((row) => row.status === 'REQUESTED');
    const requestedById = tranche?.requestedById;
    if (!tranche || !requestedById) return false;
    if (checkReleaseOffer(this.facts, requestedById, actor, this.today)) return false;
    const { facts, today: on } = this;
    if (facts.stage === 'DISBURSEMENT' && !this.move('disburse', actor)) return false;
    this.take(actor, 'PAYMENT_RELEASE');
    this.setTranche(tranche.id, { status: 'RELEASED' });
    const { amountFen } = tranche;
    this.paid.push({ facts, amountFen, requestedById, releasedById: actor.userId, on });
    const owedFen = facts.definition.financing === 'LOAN' ? amountFen : 0n;
    this.set({
      disbursedAmountFen: this.facts.disbursedAmountFen + amountFen,
      outstandingAmountFen: this.facts.outstandingAmountFen + owedFen,
    });
    return true;
  }

  inspect(grade: CaseFacts['completionChecks'][number]['grade']): boolean {
    const kind =
      this.facts.definition.completionCheck && this.facts.stage === 'FOLLOW_UP' ? nextCheck(this.facts) : null;
    if (!kind) return false;
    this.set({ completionChecks: [...this.facts.completionChecks, { kind, grade, checkedOn: this.today }] });
    return true;
  }

  pass(days: number): boolean {
    this.today = addDays(this.today, days);
    return true;
  }
}
