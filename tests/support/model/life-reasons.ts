import {
  aimOf,
  isAtOrBefore,
  LEVERAGE,
  type Life,
  type LifeCommand,
  type LifeKind,
  type LifePerson,
  type LifeStage,
  lentFen,
  neededFor,
  ONE_DECIDES_FEN,
  REVIEWERS,
  type Trade,
} from './life';

const INTAKE: readonly Trade[] = ['STATION', 'TOWNSHIP', 'COUNTY', 'LEAD', 'MANAGER'];
/** Which trades take a command (domain.md §1); what is left out is nobody's. */
export const TRADES_OF: Partial<Record<LifeKind, readonly Trade[]>> = {
  ...{ submit: INTAKE, withdraw: INTAKE, supplement: INTAKE },
  accept: ['STATION', 'TOWNSHIP', 'COUNTY', 'LEAD'],
  ...{ assign: ['LEAD'], pauseFund: ['LEAD'], resumeFund: ['LEAD'], payIn: ['COUNTY'] },
  ...{ visit: ['MANAGER'], report: ['MANAGER'], confirm: ['MANAGER'], recommend: ['MANAGER'] },
  ...{ draft: ['MANAGER'], sign: ['MANAGER'], check: ['LEGAL'], refuseDraft: ['LEGAL'] },
  ...{ approve: ['APPROVER'], writeOff: ['APPROVER'], cutQuota: ['APPROVER'], restoreQuota: ['APPROVER'] },
  decline: ['COUNTY', 'LEAD', 'APPROVER'],
  sendBack: ['COUNTY', 'LEAD', 'MANAGER', 'APPROVER', 'LEGAL', 'CLERK'],
  requestSupplement: ['COUNTY', 'LEAD', 'MANAGER', 'APPROVER', 'LEGAL'],
  ...{ suspend: ['COUNTY', 'LEAD'], resume: ['COUNTY', 'LEAD'], lapse: ['COUNTY', 'LEAD'], reopen: ['COUNTY', 'LEAD'] },
  ...{ ask: ['CLERK'], release: ['CHECKER'], refuse: ['CHECKER'], bankReturn: ['CLERK', 'CHECKER'] },
  ...{ repay: ['CLERK', 'MANAGER'], close: ['MANAGER', 'COUNTY'] },
};

/** Whose work a stage is; acceptance goes by the reviewers and a decision by its level. */
const WORKERS: Record<LifeStage, readonly Trade[]> = {
  CONSULTATION: INTAKE,
  ACCEPTANCE: [],
  DUE_DILIGENCE: ['LEAD', 'MANAGER'],
  DECISION: ['APPROVER'],
  CONTRACT: ['MANAGER', 'LEGAL'],
  DISBURSEMENT: ['CLERK', 'CHECKER'],
  FOLLOW_UP: ['MANAGER', 'COUNTY', 'CLERK'],
};

type Where = { stages: readonly LifeStage[] | 'ANY'; statuses: readonly Life['status'][] };
const IN_CONTRACT: Where = { stages: ['CONTRACT'], statuses: ['OPEN'] };
const AVAILABLE: Partial<Record<LifeKind, Where>> = {
  submit: { stages: ['CONSULTATION'], statuses: ['OPEN'] },
  accept: { stages: ['ACCEPTANCE'], statuses: ['OPEN'] },
  assign: { stages: ['DUE_DILIGENCE', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'], statuses: ['OPEN'] },
  recommend: { stages: ['DUE_DILIGENCE'], statuses: ['OPEN'] },
  approve: { stages: ['DECISION'], statuses: ['OPEN'] },
  decline: { stages: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION'], statuses: ['OPEN', 'AWAITING_SUPPLEMENT'] },
  ...{ draft: IN_CONTRACT, check: IN_CONTRACT, refuseDraft: IN_CONTRACT, sign: IN_CONTRACT },
  requestSupplement: { stages: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT'], statuses: ['OPEN'] },
  supplement: {
    stages: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT'],
    statuses: ['AWAITING_SUPPLEMENT'],
  },
  withdraw: { stages: 'ANY', statuses: ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'] },
  suspend: { stages: 'ANY', statuses: ['OPEN', 'AWAITING_SUPPLEMENT'] },
  resume: { stages: 'ANY', statuses: ['SUSPENDED'] },
  lapse: { stages: ['CONTRACT', 'DISBURSEMENT'], statuses: ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'] },
  reopen: { stages: 'ANY', statuses: ['CLOSED'] },
  close: { stages: ['FOLLOW_UP'], statuses: ['OPEN'] },
  writeOff: { stages: ['FOLLOW_UP'], statuses: ['OPEN'] },
};

const has = (by: LifePerson, trades: readonly Trade[]) => by.trades.some((trade) => trades.includes(trade));
const DUTIES = { visit: 'LOOKED_INTO', approve: 'APPROVED', ask: 'ASKED', release: 'RELEASED' } as const;
type Reasons = { reasons: string[]; unless: (holds: boolean, ...codes: string[]) => void };

/** Nobody has two of the four duties on one case. */
const mustBeFree = (life: Life, name: string, duty: (typeof DUTIES)[keyof typeof DUTIES], { unless }: Reasons) =>
  unless((life.duty[name] ?? duty) === duty, 'SAME_PERSON');

/** Those at work in the stage: the reviewer whose step it is, the two managers, the deciding office. */
function mustBeTheirTurn(life: Life, by: LifePerson, { unless }: Reasons) {
  const { stage } = life;
  if (stage === 'ACCEPTANCE') {
    unless(has(by, [REVIEWERS[life.step] ?? 'COUNTY']), 'WRONG_REVIEW_STEP');
    return unless(!by.ofAnotherLender, 'NOT_PERMITTED', 'WRONG_REVIEW_STEP');
  }
  const own = by.trades.filter((trade) => WORKERS[stage].includes(trade));
  unless(own.length > 0, 'NOT_PERMITTED');
  const isManaged = stage === 'DUE_DILIGENCE' || stage === 'CONTRACT';
  if (isManaged && own.length > 0 && own.every((trade) => trade === 'MANAGER'))
    unless(life.managers.includes(by.name), 'NOT_ASSIGNED');
  if (stage === 'DECISION') return unless(by.office === life.level, 'NOT_AT_DECISION_LEVEL');
  unless(!by.ofAnotherLender, 'NOT_PERMITTED');
}

/** What may not be while money is out or on its way. */
function mustHoldNoMoney(life: Life, { unless }: Reasons) {
  unless(lentFen(life) === 0n, 'MONEY_ALREADY_PAID');
  unless(!life.instalments.some((row) => row.state === 'REQUESTED'), 'PAYMENT_UNDER_WAY');
}

function mustHavePapers(life: Life, { unless }: Reasons, photos: boolean) {
  unless(life.paperIsGood && (!photos || life.visits.length > 0), 'DOCUMENTS_MISSING');
}

function fundMustCarry(life: Life, { unless }: Reasons) {
  unless(!life.fundIsPaused, 'FUND_PAUSED');
  unless(life.fundFen * LEVERAGE >= (life.approvedFen ?? life.setting.amountFen), 'FUND_LEVERAGE_REACHED');
}

function mustInvestigate(life: Life, by: LifePerson, { unless }: Reasons) {
  unless(life.stage === 'DUE_DILIGENCE' && life.status === 'OPEN', 'STATUS_DOES_NOT_ALLOW');
  unless(life.managers.length === 2, 'MANAGERS_NOT_ASSIGNED');
  unless(life.managers.includes(by.name), 'NOT_ASSIGNED');
}

/** One who decides: the right office, once a round, with no other duty. */
function mustDecide(life: Life, by: LifePerson, given: Reasons) {
  mustBeTheirTurn(life, by, given);
  given.unless(!life.approvals.some((row) => row.by === by.name), 'ALREADY_APPROVED_BY_YOU');
  mustBeFree(life, by.name, 'APPROVED', given);
}

/** What stands against money leaving: at the request, and once more at the release. */
function mustBePayable(life: Life, by: LifePerson, given: Reasons) {
  const { unless } = given;
  unless(life.status === 'OPEN' && isAtOrBefore('DISBURSEMENT', life.stage), 'STATUS_DOES_NOT_ALLOW');
  unless(by.office === 'BRANCH', 'NOT_PERMITTED');
  unless(life.contract?.state === 'SIGNED', 'CONTRACT_MISSING');
  if (lentFen(life) === 0n) fundMustCarry(life, given);
  mustHavePapers(life, given, true);
}

/** Money that moved is booked by the branch, also while the case is held. */
function mustBeBookable(life: Life, by: LifePerson, from: LifeStage, { unless }: Reasons) {
  const isInWork = life.status === 'OPEN' || life.status === 'SUSPENDED';
  unless(isInWork && isAtOrBefore(from, life.stage), 'STATUS_DOES_NOT_ALLOW');
  unless(by.office === 'BRANCH', 'NOT_PERMITTED');
}

/** Every reason against a command; it must be done where there is none, and refused with one of them where there are some. */
export function reasonsAgainstLife(life: Life, command: LifeCommand): string[] {
  const { kind, by } = command;
  if (kind === 'file' || kind === 'spoil') return [];
  const reasons: string[] = [];
  const unless: Reasons['unless'] = (holds, ...codes) => {
    if (!holds) reasons.push(...codes);
  };
  const given: Reasons = { reasons, unless };
  unless(has(by, TRADES_OF[kind] ?? []), 'NOT_PERMITTED');
  if (kind === 'pauseFund' || kind === 'resumeFund' || kind === 'payIn') {
    unless(kind === 'payIn' ? by.sees : by.office === 'BRANCH', 'NOT_FOUND');
    if (kind !== 'payIn') unless(life.fundIsPaused === (kind === 'resumeFund'), 'NOTHING_CHANGED');
    return reasons;
  }
  if (kind === 'cutQuota' || kind === 'restoreQuota') {
    unless(by.office === 'HEAD', 'NOT_PERMITTED', 'NOT_FOUND');
    unless(quotaAfter(life, kind) !== life.quota.fen, 'NOTHING_CHANGED');
    return reasons;
  }
  unless(by.sees, 'NOT_FOUND');
  const available = AVAILABLE[kind];
  if (available)
    unless(
      (available.stages === 'ANY' || available.stages.includes(life.stage)) && available.statuses.includes(life.status),
      'TRANSITION_NOT_AVAILABLE',
    );
  switch (command.kind) {
    case 'submit':
      mustHavePapers(life, given, false);
      break;
    case 'accept':
      mustBeTheirTurn(life, by, given);
      mustHavePapers(life, given, false);
      break;
    case 'assign': {
      const [one, other] = command.pair;
      unless(by.office === 'BRANCH', 'NOT_PERMITTED');
      unless(one !== other, 'SAME_PERSON');
      for (const name of command.pair) mustBeFree(life, name, 'LOOKED_INTO', given);
      unless(command.pair.join() !== life.managers.join(), 'NOTHING_CHANGED');
      break;
    }
    case 'visit':
      mustInvestigate(life, by, given);
      for (const name of life.managers) mustBeFree(life, name, 'LOOKED_INTO', given);
      break;
    case 'report':
      mustInvestigate(life, by, given);
      mustBeFree(life, by.name, 'LOOKED_INTO', given);
      unless(!isAnothers(life, by), 'REPORT_NOT_YOURS');
      break;
    case 'confirm':
      mustInvestigate(life, by, given);
      unless(life.report !== null, 'REPORT_INCOMPLETE');
      unless(life.report?.author !== by.name, 'SAME_PERSON');
      unless(life.report?.confirmedBy === null, 'NOTHING_CHANGED', 'REPORT_INCOMPLETE');
      unless(life.managers.includes(life.report?.author ?? by.name), 'REPORT_NOT_CONFIRMED');
      mustBeFree(life, by.name, 'LOOKED_INTO', given);
      break;
    case 'recommend':
      unless(life.managers.length === 2, 'MANAGERS_NOT_ASSIGNED');
      unless(life.managers.includes(by.name), 'NOT_ASSIGNED');
      unless(
        life.visits.some((went) => life.managers.every((name) => went.includes(name))),
        'SITE_VISIT_MISSING',
      );
      unless(Boolean(life.report?.confirmedBy), 'REPORT_NOT_CONFIRMED');
      mustHavePapers(life, given, true);
      break;
    case 'approve':
      mustDecide(life, by, given);
      unless(command.amount !== 'MORE', 'APPROVED_OVER_RECOMMENDED');
      if (life.approvals.length + 1 < neededFor(life)) break;
      mustHavePapers(life, given, true);
      fundMustCarry(life, given);
      unless(freeFen(life) >= leastApproved(life, command), 'QUOTA_EXHAUSTED');
      break;
    case 'decline':
      if (life.stage === 'DECISION') mustDecide(life, by, given);
      else mustBeTheirTurn(life, by, given);
      // in the decision it is a vote, which no other than an approver has
      if (life.stage === 'DECISION') unless(has(by, ['APPROVER']), 'NOT_PERMITTED');
      break;
    case 'sendBack':
      unless(life.status === 'OPEN' && life.stage !== 'CONSULTATION', 'TRANSITION_NOT_AVAILABLE');
      unless(life.stage !== command.to && isAtOrBefore(command.to, life.stage), 'TRANSITION_NOT_AVAILABLE');
      if (life.stage === 'DECISION') mustDecide(life, by, given);
      else mustBeTheirTurn(life, by, given);
      if (life.stage === 'DECISION') unless(has(by, ['APPROVER']), 'NOT_PERMITTED');
      mustHoldNoMoney(life, given);
      break;
    case 'draft':
      unless(life.managers.includes(by.name), 'NOT_ASSIGNED');
      unless(life.approvedFen !== null, 'TRANSITION_NOT_AVAILABLE');
      unless(command.amount === 'ALL', 'CONTRACT_OVER_APPROVED');
      break;
    case 'check':
    case 'refuseDraft':
      unless(life.contract !== null, 'CONTRACT_MISSING');
      unless(life.contract?.state === 'DRAFT', 'STATUS_DOES_NOT_ALLOW');
      unless(life.contract?.draftedBy !== by.name, 'SAME_PERSON');
      break;
    case 'sign':
      unless(life.managers.includes(by.name), 'NOT_ASSIGNED');
      unless(life.contract !== null, 'CONTRACT_MISSING');
      unless(life.approvedFen !== null, 'APPROVAL_EXPIRED');
      unless(life.contract?.state === 'CHECKED', 'CONTRACT_NOT_LEGAL_CHECKED');
      mustHavePapers(life, given, true);
      break;
    case 'requestSupplement':
      mustBeTheirTurn(life, by, given);
      break;
    case 'supplement':
      unless(life.paperIsNew, 'SUPPLEMENT_ITEMS_MISSING');
      break;
    case 'withdraw':
    case 'lapse':
      mustHoldNoMoney(life, given);
      break;
    case 'reopen':
      unless(lentFen(life) === 0n, 'MONEY_ALREADY_PAID');
      break;
    case 'close':
      unless(lentFen(life) > 0n, 'NOTHING_DISBURSED');
      unless(life.owedFen === 0n, 'STILL_OUTSTANDING');
      unless(!life.instalments.some((row) => row.state === 'REQUESTED'), 'PAYMENT_UNDER_WAY');
      break;
    case 'writeOff':
      unless(life.owedFen > 0n, 'NOTHING_OUTSTANDING');
      unless(!life.instalments.some((row) => row.state === 'REQUESTED'), 'PAYMENT_UNDER_WAY');
      unless(by.office !== 'OUTSIDE', 'NOT_PERMITTED');
      unless(by.office === 'HEAD' || life.owedFen <= ONE_DECIDES_FEN, 'OVER_AUTHORITY_LIMIT');
      mustBeFree(life, by.name, 'APPROVED', given);
      break;
    case 'ask': {
      const asked = life.instalments[command.instalment];
      mustBePayable(life, by, given);
      unless(asked !== undefined, 'NOT_FOUND');
      unless(asked?.state === 'PLANNED' || asked?.state === 'RETURNED', 'TRANCHE_NOT_PAYABLE');
      mustBeFree(life, by.name, 'ASKED', given);
      break;
    }
    case 'release':
    case 'refuse': {
      const asked = life.instalments[aimOf(life, command)];
      unless(asked !== undefined, 'NOT_FOUND', 'PAYMENT_NOT_RELEASABLE', 'STATUS_DOES_NOT_ALLOW');
      unless(asked?.askedBy !== by.name, 'SAME_PERSON');
      mustBeFree(life, by.name, 'RELEASED', given);
      if (kind === 'release') mustBePayable(life, by, given);
      else mustBeBookable(life, by, 'DISBURSEMENT', given);
      break;
    }
    case 'bankReturn': {
      const paid = life.instalments[aimOf(life, command)];
      mustBeBookable(life, by, 'FOLLOW_UP', given);
      unless(paid !== undefined, 'NOT_FOUND', 'STATUS_DOES_NOT_ALLOW');
      unless((paid?.fen ?? 0n) <= life.owedFen, 'REPAID_SINCE_RELEASE');
      break;
    }
    case 'repay':
      mustBeBookable(life, by, 'FOLLOW_UP', given);
      unless(life.owedFen > 0n, 'NOTHING_OUTSTANDING', 'REPAYMENT_EXCEEDS_OUTSTANDING');
      unless(command.amount !== 'TOO_MUCH', 'REPAYMENT_EXCEEDS_OUTSTANDING', 'NOTHING_OUTSTANDING');
      break;
  }
  return reasons;
}

const isAnothers = ({ report, managers }: Life, by: LifePerson) =>
  report !== null && report.author !== by.name && managers.includes(report.author);

/** What of the quota is neither approved nor paid. */
export const freeFen = ({ quota }: Life) => quota.fen - quota.reservedFen - quota.usedFen;

/** A round comes to the least that any of it approved. */
export function leastApproved({ approvals, setting }: Life, { amount }: { amount: 'ALL' | 'LESS' | 'MORE' }): bigint {
  const own = amount === 'LESS' ? setting.amountFen - 1n : setting.amountFen;
  return [own, ...approvals.map((row) => row.fen)].sort((one, other) => (one < other ? -1 : 1))[0] ?? own;
}

/** A quota is cut to what is taken already, or is enough for everything again. */
export function quotaAfter({ quota, setting }: Life, kind: 'cutQuota' | 'restoreQuota'): bigint {
  return kind === 'cutQuota' ? quota.reservedFen + quota.usedFen : setting.amountFen * 3n;
}
