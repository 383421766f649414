import { authorityLadder, decidingStep } from './authority';
import { type CaseFacts, financierPath, intakeHolder } from './case-facts';
import { can, type Role } from './permissions';
import { stageOf } from './programme';
import type { Stage } from './stage';

export const WAITING_TASKS = [
  'COMPLETE_CONSULTATION',
  'ACCEPT',
  'ASSIGN',
  'INVESTIGATE',
  'DECIDE',
  'RETURN_FOR_DECISION',
  'DRAFT_CONTRACT',
  'CHECK_CONTRACT',
  'SIGN_CONTRACT',
  'REQUEST_PAYMENT',
  'RELEASE_PAYMENT',
  'SUPPLEMENT',
  'RESUME',
  'REVIEW_REPORT',
  'SUBMIT_REPORT',
  'RECTIFY_FINDING',
  'SIGN_OFF_FINDING',
  'COLLECT_REPAYMENT',
  'CLOSE',
] as const;
export type WaitingTask = (typeof WAITING_TASKS)[number];

/** What a case waits for: the task, the roles that do it, and the people or the office it is narrowed to. */
export type Waiting = {
  task: WaitingTask;
  roles: readonly Role[];
  userIds: readonly string[];
  organisationId: string | null;
};

const FIELD: readonly Role[] = ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'];

/** The roles at work in the stage where the case stands; acceptance and decision go by step and level. */
export function stageOwners(facts: Pick<CaseFacts, 'stage' | 'definition' | 'reviewStep'>): readonly Role[] {
  if (facts.stage !== 'ACCEPTANCE') return stageWorkers(facts.stage);
  const step = stageOf(facts.definition, 'ACCEPTANCE').reviewSteps[facts.reviewStep];
  return step ? [step.role] : ['COUNTY_OFFICIAL'];
}

/** The roles at work in a stage whatever the programme; at acceptance its definition says. */
export function stageWorkers(stage: Exclude<Stage, 'ACCEPTANCE'>): readonly Role[] {
  switch (stage) {
    case 'CONSULTATION':
      return [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'];
    case 'DUE_DILIGENCE':
      return ['CREDIT_LEAD', 'ACCOUNT_MANAGER'];
    case 'DECISION':
      return ['APPROVER'];
    case 'CONTRACT':
      return ['ACCOUNT_MANAGER', 'LEGAL_REVIEWER'];
    case 'DISBURSEMENT':
      return ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'];
    case 'FOLLOW_UP':
      return ['ACCOUNT_MANAGER', 'COUNTY_OFFICIAL', 'DISBURSEMENT_CLERK'];
  }
}

const waiting = (
  task: WaitingTask,
  roles: readonly Role[],
  narrowed: { userIds?: readonly string[]; organisationId?: string | null } = {},
): Waiting => ({ task, roles, userIds: narrowed.userIds ?? [], organisationId: narrowed.organisationId ?? null });

function waitingInContract(facts: CaseFacts): Waiting {
  if (facts.assignments.length < 2) return waiting('ASSIGN', ['CREDIT_LEAD']);
  const managers = { userIds: facts.assignments.map((row) => row.userId) };
  if (facts.contract === null || facts.contract.sentBack)
    return waiting('DRAFT_CONTRACT', ['ACCOUNT_MANAGER'], managers);
  if (facts.contract.status === 'DRAFT') return waiting('CHECK_CONTRACT', ['LEGAL_REVIEWER']);
  return waiting('SIGN_CONTRACT', ['ACCOUNT_MANAGER'], managers);
}

function waitingForMoney(facts: CaseFacts): Waiting | null {
  if (facts.tranches.some((row) => row.status === 'REQUESTED'))
    return waiting('RELEASE_PAYMENT', ['DISBURSEMENT_CHECKER']);
  if (facts.tranches.some((row) => row.status === 'PLANNED' || row.status === 'RETURNED'))
    return waiting('REQUEST_PAYMENT', ['DISBURSEMENT_CLERK']);
  return null;
}

function waitingInFollowUp(facts: CaseFacts): Waiting {
  const money = waitingForMoney(facts);
  if (money) return money;
  if (facts.assignments.length < 2) return waiting('ASSIGN', ['CREDIT_LEAD']);
  if (facts.rectifiedFindings > 0) return waiting('SIGN_OFF_FINDING', ['COUNTY_OFFICIAL', 'CREDIT_LEAD']);
  if (facts.openFindings > 0) return waiting('RECTIFY_FINDING', [...FIELD, 'ACCOUNT_MANAGER']);
  if (facts.reportsSubmitted > 0) return waiting('REVIEW_REPORT', ['COUNTY_OFFICIAL', 'CREDIT_LEAD']);
  if (facts.reportsDue > 0) return waiting('SUBMIT_REPORT', [...FIELD, 'ACCOUNT_MANAGER']);
  if (facts.outstandingAmountFen > 0n) return waiting('COLLECT_REPAYMENT', ['DISBURSEMENT_CLERK', 'ACCOUNT_MANAGER']);
  return waiting('CLOSE', ['ACCOUNT_MANAGER', 'COUNTY_OFFICIAL']);
}

/** Reopened after an end that voided its approval: it can only go back and be decided again. */
function lostItsApproval(facts: CaseFacts): boolean {
  const decided = facts.stage === 'CONTRACT' || facts.stage === 'DISBURSEMENT' || facts.stage === 'FOLLOW_UP';
  return decided && facts.approvedAmountFen === null && facts.disbursedAmountFen === 0n;
}

/** Whose turn it is, narrowed to whom the task was passed on to (转办); null when the case is closed. */
export function waitingFor(facts: CaseFacts): Waiting | null {
  const found = untransferred(facts);
  const passed = facts.transfers.find((row) => row.task === found?.task);
  return found && passed ? { ...found, userIds: [passed.toId] } : found;
}

function untransferred(facts: CaseFacts): Waiting | null {
  if (facts.status === 'CLOSED') return null;
  if (facts.status === 'SUSPENDED') return waiting('RESUME', ['COUNTY_OFFICIAL', 'CREDIT_LEAD']);
  if (facts.status === 'AWAITING_SUPPLEMENT')
    return waiting('SUPPLEMENT', [...FIELD, 'ACCOUNT_MANAGER', 'CREDIT_LEAD'], { userIds: [intakeHolder(facts)] });
  if (lostItsApproval(facts))
    return waiting(
      'RETURN_FOR_DECISION',
      stageOwners(facts).filter((role) => can({ roles: [role] }, 'case.return')),
    );
  switch (facts.stage) {
    case 'CONSULTATION':
      return waiting('COMPLETE_CONSULTATION', stageOwners(facts), { userIds: [intakeHolder(facts)] });
    case 'ACCEPTANCE':
      return waiting('ACCEPT', stageOwners(facts));
    case 'DUE_DILIGENCE':
      return facts.assignments.length < 2
        ? waiting('ASSIGN', ['CREDIT_LEAD'])
        : waiting('INVESTIGATE', ['ACCOUNT_MANAGER'], { userIds: facts.assignments.map((row) => row.userId) });
    case 'DECISION':
      return waiting('DECIDE', ['APPROVER'], { organisationId: facts.decisionOrganisationId });
    case 'CONTRACT':
      return waitingInContract(facts);
    case 'DISBURSEMENT':
      return waitingForMoney(facts) ?? waiting('REQUEST_PAYMENT', ['DISBURSEMENT_CLERK']);
    case 'FOLLOW_UP':
      return waitingInFollowUp(facts);
  }
}

/** The ladder of authority for an amount; where the definition says so, with what the applicant owes elsewhere. */
export function ladderFor(facts: CaseFacts, amountFen: bigint, today: string) {
  const basisFen = facts.definition.authorityBasis === 'EXPOSURE' ? amountFen + facts.exposureFen : amountFen;
  return authorityLadder(facts.authorityRows, financierPath(facts), basisFen, facts.applicantKind, today);
}

/** Where the amount is decided and why: the deciding organisation and the limits passed on the way up. */
export function decisionLevel(facts: CaseFacts, amountFen: bigint, today: string) {
  const ladder = ladderFor(facts, amountFen, today);
  const step = decidingStep(ladder);
  if (!step) return null;
  const passed = ladder.slice(
    0,
    ladder.findIndex((row) => row.organisationId === step.organisationId),
  );
  return { organisationId: step.organisationId, row: step.row, passed };
}
