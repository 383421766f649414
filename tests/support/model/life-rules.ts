import type { Actor, Scope } from '@/domain/actor';
import { covers } from '@/domain/actor';
import { checkApprovedTerms, settleTerms } from '@/domain/approval-terms';
import { decidingStep } from '@/domain/authority';
import type { CaseFacts, Duty } from '@/domain/case-facts';
import { checkContractTerms } from '@/domain/contract-terms';
import * as payment from '@/domain/disbursement';
import { checkDuty, checkDutyOf } from '@/domain/four-eyes';
import { checkGate, checkTransition, ladderOf } from '@/domain/gates';
import { can, type Permission } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import type { RefusalCode, RefusalValue } from '@/domain/refusal';
import { allocateRepayment } from '@/domain/repayment-plan';
import { nextStage, returnTargets, type Stage, stageIndex, transitionOf, type Verb } from '@/domain/stage';
import { decisionLevel } from '@/domain/waiting';
import { BRANCH, factsOf, personOf, TODAY } from '../facts';
import { aimOf, instalmentsOf, type Life, type LifeCommand, type LifePerson, type Setting } from './life';
import type { LifeAnswer, LifeMachine } from './life-compare';
import { APPLICATION, LIFE_DEFINITION, PHOTO, ROLE_OF, TERM } from './life-programme';

/** Somebody as the portal would know them; who does not see the case is of another county and another lender. */
function actorOf({ name, trades, office, sees, ofAnotherLender }: LifePerson): Actor {
  const roles = trades.map((trade) => ROLE_OF[trade]);
  const { organisation } = personOf(roles);
  const place = { STATION: 'villageId', TOWNSHIP: 'townshipId', COUNTY: 'countyId' } as const;
  const column = place[trades[0] as keyof typeof place] ?? (trades[0] === 'AUDITOR' ? 'provinceId' : 'countyId');
  const facts = factsOf();
  const inRegion: Scope = { kind: 'REGION', column, regionId: sees ? Number(facts[column]) : 99 };
  const isHead = office === 'HEAD';
  const inBranch: Scope = {
    kind: 'FINANCIER',
    column: isHead ? 'financierId' : 'countyBranchId',
    organisationId: isHead ? BRANCH.head : BRANCH.county,
  };
  const isPublic = office === 'OUTSIDE';
  return personOf(roles, {
    userId: name,
    organisation: {
      ...organisation,
      id: isPublic ? 'elsewhere' : isHead ? BRANCH.head : BRANCH.county,
      financierId: isPublic ? (ofAnotherLender ? 'another' : null) : BRANCH.head,
    },
    scope: isPublic ? inRegion : inBranch,
  });
}
const actors = new Map<string, Actor>();
const known = (person: LifePerson): Actor => {
  const actor = actors.get(person.name) ?? actorOf(person);
  actors.set(person.name, actor);
  return actor;
};

class Refused {
  constructor(readonly code: RefusalCode) {}
}
const must = (refusal: RefusalValue | null | undefined): void => {
  if (refusal) throw new Refused(refusal.code);
};
const refuse = (code: RefusalCode): never => {
  throw new Refused(code);
};

/** Plain commands that are one transition of the table. */
const VERB_OF = {
  ...{ submit: 'submit', accept: 'accept', withdraw: 'withdraw', suspend: 'suspend', resume: 'resume' },
  ...{ lapse: 'lapse', reopen: 'reopen', close: 'close', requestSupplement: 'requestSupplement' },
} as const satisfies Partial<Record<LifeCommand['kind'], Verb>>;

/** The rules of src/domain, asked as the mutations ask them; what those write is written here. */
export class RulesMachine implements LifeMachine {
  private facts: CaseFacts;
  private fens: bigint[] = [];
  private askedBy: (string | null)[] = [];
  private draftedBy = '';
  private approvedFens: bigint[] = [];
  private paperIsNew = false;

  constructor({ amountFen, fundFen }: Setting) {
    const authority = LIFE_DEFINITION.authority.map((row, index) => ({
      ...{
        id: `${index}`,
        source: 'DEFINITION' as const,
        validFrom: '2017-01-01',
        validTo: null,
        documentNumber: '示例',
      },
      organisationId: row.level === 'HEAD_OFFICE' ? BRANCH.head : BRANCH.county,
      ...{ applicantKind: null, upToFen: row.upToFen, approvals: row.approvals },
    }));
    const leverage = { id: 'leverage', kind: 'FUND_LEVERAGE' as const, regionId: 1, programmeId: null, value: 10n };
    this.facts = factsOf({
      ...{ definition: LIFE_DEFINITION, eligibility: {}, requestedAmountFen: amountFen, recommendedAmountFen: null },
      ...{ approvedAmountFen: null, contractedAmountFen: null, decisionOrganisationId: null, approvedOn: null },
      ...{ assignments: [], siteVisits: [], report: null, contract: null, authorityRows: authority },
      documents: [{ requirementCode: APPLICATION, status: 'CHECKED', quarantined: false }],
      policies: [{ ...leverage, validFrom: '2017-01-01', validTo: null, documentNumber: '示例' }],
      riskFund: { balanceFen: fundFen, lentFen: 0n, isPaused: false, owed: [] },
    });
  }

  private set(change: Partial<CaseFacts>): void {
    this.facts = { ...this.facts, ...change };
  }

  private take(actor: Actor, duty: Duty, userId = actor.userId): void {
    must(userId === actor.userId ? checkDutyOf(this.facts, actor, duty) : checkDuty(this.facts, userId, duty));
    if (!this.facts.duties.some((row) => row.userId === userId))
      this.set({ duties: [...this.facts.duties, { userId, duty }] });
  }

  private hold(actor: Actor, permission: Permission): void {
    if (!can(actor, permission)) refuse('NOT_PERMITTED');
  }

  private move(verb: Verb, actor: Actor, chosen?: Stage): void {
    const { stage, reviewStep, definition, status } = this.facts;
    must(checkTransition(verb, this.facts, actor, TODAY)[0]);
    const row = transitionOf(verb);
    const used = definition.stages.map((entry) => entry.stage);
    const next = { stage: nextStage(stage, used) ?? stage, reviewStep: 0 };
    const steps = definition.stages.find((entry) => entry.stage === stage)?.reviewSteps.length ?? 0;
    let to = { stage, reviewStep };
    if (row.to === 'NEXT') to = next;
    if (row.to === 'NEXT_STEP') to = reviewStep + 1 < steps ? { stage, reviewStep: reviewStep + 1 } : next;
    if (row.to === 'CHOSEN') {
      if (!chosen || !returnTargets(stage, used).includes(chosen)) refuse('TRANSITION_NOT_AVAILABLE');
      to = { stage: chosen ?? stage, reviewStep: 0 };
    }
    this.undo(verb, to.stage);
    const becomes = row.becomes === 'SAME' ? status : row.becomes;
    this.set({ ...to, status: becomes, outcome: becomes === 'CLOSED' ? (row.outcome ?? null) : null });
  }

  /** What a way back or an end voids (features/cases/mutations-void.ts). */
  private undo(verb: Verb, to: Stage): void {
    const isBack = verb === 'return';
    if (!isBack && verb !== 'withdraw' && verb !== 'decline' && verb !== 'lapse') return;
    const falls = (stage: Stage) => !isBack || stageIndex(to) <= stageIndex(stage);
    if (falls('CONTRACT')) {
      this.set({ contract: null, contractedAmountFen: null, tranches: [] });
      this.fens = [];
    }
    if (falls('DECISION')) {
      this.set({ approvals: [], approvedAmountFen: null, approvedOn: null });
      this.approvedFens = [];
    }
    if (isBack && falls('DUE_DILIGENCE')) {
      if (this.facts.report?.status === 'SUBMITTED') this.set({ report: null });
      this.set({ recommendedAmountFen: null, decisionOrganisationId: null });
    }
  }

  run(command: LifeCommand, life: Life): LifeAnswer {
    const before = { ...this, facts: this.facts };
    try {
      return { refusal: null, repaidFen: this.perform(command, known(command.by), life) ?? 0n };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      // as a transaction would
      Object.assign(this, before);
      return { refusal: thrown.code };
    }
  }

  private perform(command: LifeCommand, actor: Actor, life: Life): bigint | undefined {
    const { kind } = command;
    if (kind === 'file' || kind === 'spoil') return this.paper(kind);
    if (kind === 'pauseFund' || kind === 'resumeFund' || kind === 'payIn') return this.fund(kind, actor, life);
    if (!covers(actor.scope, this.facts)) refuse('NOT_FOUND');
    switch (command.kind) {
      case 'assign':
        return this.assign(actor, command.pair);
      case 'visit':
      case 'report':
      case 'confirm':
      case 'recommend':
        return this.investigate(command.kind, actor);
      case 'approve':
        return this.approve(actor, command.amount);
      case 'decline':
      case 'sendBack': {
        const verb = kind === 'decline' ? 'decline' : 'return';
        if (this.facts.stage === 'DECISION') this.mayDecide(actor);
        return void this.move(verb, actor, command.kind === 'sendBack' ? command.to : undefined);
      }
      case 'draft':
      case 'check':
      case 'refuseDraft':
      case 'sign':
        return this.contract(command, actor);
      case 'supplement':
        if (!this.paperIsNew && checkTransition('supplement', this.facts, actor, TODAY).length === 0)
          refuse('SUPPLEMENT_ITEMS_MISSING');
        return void this.move('supplement', actor);
      case 'ask':
      case 'release':
      case 'refuse':
      case 'bankReturn':
        return this.pay(command, actor, life);
      case 'repay':
        return this.repay(actor, command.amount);
      case 'writeOff':
        this.move('writeOff', actor);
        return void this.set({ outstandingAmountFen: 0n });
      case 'cutQuota':
      case 'restoreQuota':
        throw new Error('a quota is kept by the mutations alone');
      default:
        return void this.move(VERB_OF[command.kind as keyof typeof VERB_OF], actor);
    }
  }

  private paper(kind: 'file' | 'spoil'): undefined {
    const others = this.facts.documents.filter((row) => row.requirementCode !== APPLICATION);
    const status = kind === 'file' ? ('CHECKED' as const) : ('REJECTED' as const);
    this.set({ documents: [...others, { requirementCode: APPLICATION, status, quarantined: false }] });
    this.paperIsNew = kind === 'file';
  }

  private fund(kind: 'pauseFund' | 'resumeFund' | 'payIn', actor: Actor, life: Life): undefined {
    this.hold(actor, kind === 'payIn' ? 'fund.manage' : 'fund.pause');
    const fund = this.facts.riskFund;
    // the fund is the county's and its lender's
    const sees = kind === 'payIn' ? covers(actor.scope, this.facts) : actor.organisation.id === BRANCH.county;
    if (!fund || !sees) return refuse('NOT_FOUND');
    if (kind === 'payIn')
      return void this.set({ riskFund: { ...fund, balanceFen: fund.balanceFen + life.setting.amountFen } });
    if (fund.isPaused === (kind === 'pauseFund')) refuse('NOTHING_CHANGED');
    this.set({ riskFund: { ...fund, isPaused: kind === 'pauseFund' } });
  }

  private assign(actor: Actor, pair: readonly [string, string]): undefined {
    this.move('assign', actor);
    if (actor.organisation.id !== this.facts.handlingOrganisationId) refuse('NOT_PERMITTED');
    const [one, other] = pair;
    if (one === other) refuse('SAME_PERSON');
    for (const userId of pair) must(checkDuty(this.facts, userId, 'DUE_DILIGENCE'));
    if (this.facts.assignments.map((row) => row.userId).join() === pair.join()) refuse('NOTHING_CHANGED');
    this.set({
      assignments: [
        { part: 'MANAGER_A', userId: one },
        { part: 'MANAGER_B', userId: other },
      ],
    });
    const { report } = this.facts;
    const stays = (userId: string | null | undefined) => pair.some((name) => name === userId);
    if (report?.status === 'CONFIRMED' && !(stays(report.authorId) && stays(report.confirmedById)))
      this.set({ report: { ...report, status: 'DRAFT', confirmedById: null } });
  }

  private investigate(kind: 'visit' | 'report' | 'confirm' | 'recommend', actor: Actor): undefined {
    const { report, assignments } = this.facts;
    const isAssigned = (userId: string) => assignments.some((row) => row.userId === userId);
    if (kind === 'recommend') {
      this.move('recommend', actor);
      this.set({ recommendedAmountFen: this.facts.requestedAmountFen });
      const level = decisionLevel(this.facts, this.facts.requestedAmountFen, TODAY) ?? refuse('NO_AUTHORITY');
      this.set({ decisionOrganisationId: level.organisationId, report: report && { ...report, status: 'SUBMITTED' } });
      return;
    }
    this.hold(actor, 'due-diligence.write');
    if (this.facts.stage !== 'DUE_DILIGENCE' || this.facts.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
    if (assignments.length < 2) refuse('MANAGERS_NOT_ASSIGNED');
    if (!isAssigned(actor.userId)) refuse('NOT_ASSIGNED');
    if (kind === 'visit') {
      const visitorIds = assignments.map((row) => row.userId);
      for (const userId of visitorIds) this.take(actor, 'DUE_DILIGENCE', userId);
      const photo = { requirementCode: PHOTO, status: 'CHECKED' as const, quarantined: false };
      this.set({
        siteVisits: [...this.facts.siteVisits, { visitorIds, photos: 1 }],
        documents: [...this.facts.documents, photo],
      });
    } else if (kind === 'report') {
      if (report && report.authorId !== actor.userId && isAssigned(report.authorId)) refuse('REPORT_NOT_YOURS');
      this.take(actor, 'DUE_DILIGENCE');
      if (report?.authorId === actor.userId) return;
      this.set({ report: { id: 'r', status: 'DRAFT', authorId: actor.userId, confirmedById: null } });
    } else {
      if (report?.authorId === actor.userId) refuse('SAME_PERSON');
      if (!report) return refuse('REPORT_INCOMPLETE');
      if (report.status !== 'DRAFT') refuse('NOTHING_CHANGED');
      if (!isAssigned(report.authorId)) refuse('REPORT_NOT_CONFIRMED');
      this.take(actor, 'DUE_DILIGENCE');
      this.set({ report: { ...report, status: 'CONFIRMED', confirmedById: actor.userId } });
    }
  }

  private mayDecide(actor: Actor): void {
    this.hold(actor, 'case.decide');
    if (this.facts.stage !== 'DECISION' || this.facts.status === 'CLOSED') refuse('TRANSITION_NOT_AVAILABLE');
    for (const gate of ['YOUR_TURN', 'NOT_IN_SESSION', 'NOT_YET_APPROVED_BY_YOU'] as const)
      must(checkGate(gate, this.facts, actor, TODAY));
    this.take(actor, 'APPROVAL');
  }

  private approve(actor: Actor, amount: 'ALL' | 'LESS' | 'MORE'): undefined {
    this.mayDecide(actor);
    const step = decidingStep(ladderOf(this.facts, TODAY)) ?? refuse('NO_AUTHORITY');
    const recommendedFen = this.facts.recommendedAmountFen ?? 0n;
    const amountFen = recommendedFen + { ALL: 0n, LESS: -1n, MORE: 1n }[amount];
    const ceiling = rateCeilingOf(this.facts, TERM.termMonths, TODAY);
    must(checkApprovedTerms({ amountFen, ...TERM }, { amountFen: recommendedFen, ...TERM }, ceiling));
    const isLast = this.facts.approvals.length + 1 >= step.row.approvals;
    this.move(isLast ? 'approve' : 'endorse', actor);
    const approval = { approverId: actor.userId, organisationId: actor.organisation.id, outcome: 'APPROVED' as const };
    this.set({ approvals: [...this.facts.approvals, approval] });
    this.approvedFens = [...this.approvedFens, amountFen];
    if (!isLast) return;
    const terms = settleTerms(this.approvedFens.map((fen) => ({ amountFen: fen, ...TERM })));
    this.set({ approvedAmountFen: terms.amountFen, approvedOn: TODAY });
  }

  private contract(command: LifeCommand, actor: Actor): undefined {
    const permission = { draft: 'contract.draft', sign: 'case.sign' } as const;
    this.hold(actor, permission[command.kind as keyof typeof permission] ?? 'contract.check');
    if (this.facts.stage !== 'CONTRACT' || this.facts.status !== 'OPEN') refuse('TRANSITION_NOT_AVAILABLE');
    const { contract, approvedAmountFen } = this.facts;
    if (command.kind === 'draft') {
      must(checkGate('YOU_ARE_ASSIGNED', this.facts, actor, TODAY));
      const approvedFen = approvedAmountFen ?? refuse('TRANSITION_NOT_AVAILABLE');
      const amountFen = command.amount === 'MORE' ? approvedFen + 1n : approvedFen;
      const tranches = instalmentsOf(amountFen).map((fen) => ({ plannedOn: TODAY, amountFen: fen }));
      const asked = { amountFen, ...TERM, repaymentMethod: 'BULLET' as const, securityKind: 'NONE' as const, tranches };
      const approved = { amountFen: approvedFen, ...TERM, on: TODAY };
      const terms = { ...asked, securityReference: null, linkedHouseholds: null };
      must(checkContractTerms(terms, approved, LIFE_DEFINITION, 'COOPERATIVE', LIFE_DEFINITION.rateCeilingBps));
      this.draftedBy = actor.userId;
      this.fens = tranches.map((row) => row.amountFen);
      this.askedBy = [null, null];
      const planned = { status: 'PLANNED' as const, plannedOn: TODAY, milestone: 'START' as const, holdDays: 0 };
      this.set({
        contract: { status: 'DRAFT', sentBack: false },
        tranches: tranches.map((_, index) => ({ ...planned, id: `${index}` })),
      });
      return;
    }
    if (!contract) return refuse('CONTRACT_MISSING');
    if (command.kind === 'sign') {
      this.move('sign', actor);
      return void this.set({
        contract: { status: 'SIGNED', sentBack: false },
        contractedAmountFen: this.fens.reduce((sum, fen) => sum + fen, 0n),
      });
    }
    if (this.draftedBy === actor.userId) refuse('SAME_PERSON');
    if (contract.status !== 'DRAFT' || contract.sentBack) refuse('STATUS_DOES_NOT_ALLOW');
    const isPassed = command.kind === 'check';
    this.set({ contract: { status: isPassed ? 'LEGAL_CHECKED' : 'DRAFT', sentBack: !isPassed } });
  }

  private setTranche(index: number, status: CaseFacts['tranches'][number]['status'], by: string | null): void {
    this.set({ tranches: this.facts.tranches.map((row, at) => (at === index ? { ...row, status } : row)) });
    this.askedBy = this.askedBy.map((name, at) => (at === index ? by : name));
  }

  private moved(fen: bigint): void {
    const { disbursedAmountFen, outstandingAmountFen, riskFund } = this.facts;
    const lent = disbursedAmountFen + fen;
    this.set({
      ...{ disbursedAmountFen: lent, outstandingAmountFen: outstandingAmountFen + fen },
      riskFund: riskFund && { ...riskFund, lentFen: lent > 0n ? (this.facts.contractedAmountFen ?? 0n) : 0n },
    });
  }

  private pay(command: LifeCommand, actor: Actor, life: Life): undefined {
    const { facts } = this;
    if (command.kind === 'ask') {
      this.hold(actor, 'payment.request');
      must(payment.checkPaying(facts, actor, TODAY));
      const tranche = facts.tranches[command.instalment] ?? refuse('NOT_FOUND');
      must(payment.checkTranche(facts, tranche, TODAY));
      const isLive = (status: string | undefined) => status === 'REQUESTED' || status === 'RELEASED';
      const committed = this.fens.reduce((sum, fen, at) => sum + (isLive(facts.tranches[at]?.status) ? fen : 0n), 0n);
      must(payment.checkWithinContract(facts.contractedAmountFen, committed, this.fens[command.instalment] ?? 0n));
      this.take(actor, 'PAYMENT_REQUEST');
      return void this.setTranche(command.instalment, 'REQUESTED', actor.userId);
    }
    const { kind } = command;
    if (kind !== 'release' && kind !== 'refuse' && kind !== 'bankReturn') throw new Error(kind);
    this.hold(actor, kind === 'bankReturn' ? 'payment.return' : 'payment.release');
    const index = aimOf(life, command);
    const fen = this.fens[index] ?? refuse('NOT_FOUND');
    const status = facts.tranches[index]?.status;
    if (kind === 'bankReturn') {
      must(payment.checkBooking(facts, actor, ['FOLLOW_UP']));
      if (status !== 'RELEASED') refuse('STATUS_DOES_NOT_ALLOW');
      if (fen > facts.outstandingAmountFen) refuse('REPAID_SINCE_RELEASE');
      this.setTranche(index, 'RETURNED', null);
      return void this.moved(-fen);
    }
    must(
      kind === 'release'
        ? payment.checkPaying(facts, actor, TODAY)
        : payment.checkBooking(facts, actor, ['DISBURSEMENT', 'FOLLOW_UP']),
    );
    if (status !== 'REQUESTED') refuse('PAYMENT_NOT_RELEASABLE');
    if (this.askedBy[index] === actor.userId) refuse('SAME_PERSON');
    this.take(actor, 'PAYMENT_RELEASE');
    if (kind === 'release') {
      if (this.facts.stage === 'DISBURSEMENT') this.move('disburse', actor);
      this.moved(fen);
    }
    this.setTranche(index, kind === 'release' ? 'RELEASED' : 'PLANNED', null);
  }

  private repay(actor: Actor, wanted: 'PART' | 'ALL' | 'TOO_MUCH'): bigint {
    this.hold(actor, 'repayment.record');
    must(payment.checkBooking(this.facts, actor, ['FOLLOW_UP']));
    const { outstandingAmountFen: owed } = this.facts;
    const amount = { PART: owed / 3n + 1n, ALL: owed > 0n ? owed : 1n, TOO_MUCH: owed + 1n }[wanted];
    const split = allocateRepayment([{ sequence: 1, dueOn: TODAY, principalFen: owed, interestFen: 0n }], amount);
    if (!split.ok) return refuse(split.code);
    this.set({ outstandingAmountFen: owed - split.principalFen });
    return split.principalFen;
  }

  see() {
    const { facts } = this;
    const level = { [BRANCH.county]: 'BRANCH', [BRANCH.head]: 'HEAD' }[facts.decisionOrganisationId ?? ''] ?? null;
    const fund = facts.riskFund;
    return {
      ...{ stage: facts.stage, step: `${facts.reviewStep}`, status: facts.status, outcome: `${facts.outcome}` },
      ...{ level: `${level}`, approved: `${facts.approvedAmountFen}`, contracted: `${facts.contractedAmountFen}` },
      ...{ paid: `${facts.disbursedAmountFen}`, owed: `${facts.outstandingAmountFen}` },
      instalments: facts.tranches.map((row) => row.status).join(),
      fund: `${fund?.balanceFen}${fund?.isPaused ? ' paused' : ''}`,
    };
  }
}
