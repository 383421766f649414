import type { Actor } from './actor';
import { authorityLadder, decidingStep } from './authority';
import type { Day } from './calendar';
import { type CaseFacts, financierPath, intakeHolder } from './case-facts';
import { nextCheck, payableFrom } from './completion';
import { can, type Role } from './permissions';
import { stageOf, usesStage } from './programme';
import { signersInTurn } from './signers';
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
  'PUBLISH_NOTICE',
  'AGREE_LINKAGE',
  'LIST_PURCHASE',
  'SUPPLEMENT',
  'RESUME',
  'REVIEW_REPORT',
  'SUBMIT_REPORT',
  'RECTIFY_FINDING',
  'SIGN_OFF_FINDING',
  'FIRST_CHECK',
  'COUNTY_CHECK',
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

type Tranche = CaseFacts['tranches'][number];
const isUnpaid = (row: Tranche) => row.status === 'PLANNED' || row.status === 'RETURNED';

/** An instalment on its way, or one whose milestone is reached; what is only kept back for its days waits behind all else. */
function waitingForMoney(facts: CaseFacts): Waiting | null {
  if (facts.tranches.some((row) => row.status === 'REQUESTED'))
    return waiting('RELEASE_PAYMENT', ['DISBURSEMENT_CHECKER']);
  const isDue = (row: Tranche) => isUnpaid(row) && row.holdDays === 0 && payableFrom(facts, row) !== null;
  return facts.tranches.some(isDue) ? waitingToPay(facts) : null;
}

/** Before money is asked for, whoever puts up the notice, records the agreement and lists the order, where the programme wants them. */
function waitingToPay(facts: CaseFacts): Waiting {
  const { publicNotice, linkageModels } = facts.definition;
  if (publicNotice && !facts.publicNotice) return waiting('PUBLISH_NOTICE', ['COUNTY_OFFICIAL', 'ACCOUNT_MANAGER']);
  if (linkageModels.length > 0 && !facts.linkage)
    return waiting('AGREE_LINKAGE', ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL']);
  if (facts.definition.purchase && facts.orderedFen < (facts.contractedAmountFen ?? 0n))
    return waiting('LIST_PURCHASE', ['COUNTY_OFFICIAL', 'ACCOUNT_MANAGER', 'CREDIT_LEAD']);
  return waiting('REQUEST_PAYMENT', ['DISBURSEMENT_CLERK']);
}

function waitingForCheck(facts: CaseFacts): Waiting | null {
  const next = facts.definition.completionCheck ? nextCheck(facts) : null;
  if (next === null) return null;
  return next === 'FIRST_CHECK'
    ? waiting('FIRST_CHECK', ['TOWNSHIP_OFFICER'])
    : waiting('COUNTY_CHECK', ['COUNTY_OFFICIAL']);
}

function waitingInFollowUp(facts: CaseFacts): Waiting {
  const money = waitingForMoney(facts);
  if (money) return money;
  const isManaged = usesStage(facts.definition, 'DUE_DILIGENCE') || usesStage(facts.definition, 'CONTRACT');
  if (isManaged && facts.assignments.length < 2) return waiting('ASSIGN', ['CREDIT_LEAD']);
  if (facts.rectifiedFindings > 0) return waiting('SIGN_OFF_FINDING', ['COUNTY_OFFICIAL', 'CREDIT_LEAD']);
  if (facts.openFindings > 0) return waiting('RECTIFY_FINDING', [...FIELD, 'ACCOUNT_MANAGER']);
  if (facts.reportsSubmitted > 0) return waiting('REVIEW_REPORT', ['COUNTY_OFFICIAL', 'CREDIT_LEAD']);
  if (facts.reportsDue > 0) return waiting('SUBMIT_REPORT', [...FIELD, 'ACCOUNT_MANAGER']);
  const check = waitingForCheck(facts);
  if (check) return check;
  if (facts.tranches.some(isUnpaid)) return waitingToPay(facts);
  if (facts.outstandingAmountFen > 0n) return waiting('COLLECT_REPAYMENT', ['DISBURSEMENT_CLERK', 'ACCOUNT_MANAGER']);
  return waiting('CLOSE', ['ACCOUNT_MANAGER', 'COUNTY_OFFICIAL']);
}

/** Reopened after an end that voided its approval: it can only go back and be decided again. */
function lostItsApproval(facts: CaseFacts): boolean {
  const decided = facts.stage === 'CONTRACT' || facts.stage === 'DISBURSEMENT' || facts.stage === 'FOLLOW_UP';
  return decided && facts.approvedAmountFen === null && facts.disbursedAmountFen === 0n;
}

/** Whose turn it is, narrowed to whom the task was passed on to (转办); null when the case is closed. */
export function waitingFor(facts: CaseFacts, today: Day): Waiting | null {
  const found = untransferred(facts, today);
  const passed = facts.transfers.find((row) => row.task === found?.task);
  return found && passed ? { ...found, userIds: [passed.toId] } : found;
}

function untransferred(facts: CaseFacts, today: Day): Waiting | null {
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
      return waitingForDecision(facts, today);
    case 'CONTRACT':
      return waitingInContract(facts);
    case 'DISBURSEMENT':
      return waitingForMoney(facts) ?? waitingToPay(facts);
    case 'FOLLOW_UP':
      return waitingInFollowUp(facts);
  }
}

/** The approvers of the deciding office; only who is posted there, or who was added to sign last, where that is so. */
function waitingForDecision(facts: CaseFacts, today: Day): Waiting {
  const organisationId = facts.decisionOrganisationId;
  const ladder = ladderFor(facts, facts.recommendedAmountFen ?? facts.requestedAmountFen, today);
  const row = ladder.find((step) => step.organisationId === organisationId)?.row;
  const last = row ? signersInTurn(facts, row.approvals) : [];
  return waiting('DECIDE', ['APPROVER'], { organisationId, userIds: last.length > 0 ? last : (row?.userIds ?? []) });
}

/**
 * Whether what a case waits for is this person's: the role, and whom or which office it is narrowed to. Who is named may
 * be of another office (posted there, or added to sign last); a stand-in is of the same, and takes over no posting.
 */
export function isTurnOf(waiting: Waiting, actor: Pick<Actor, 'userId' | 'roles' | 'organisation' | 'standsInFor'>) {
  if (!waiting.roles.some((role) => actor.roles.includes(role))) return false;
  if (waiting.userIds.includes(actor.userId)) return true;
  const ofOffice = waiting.organisationId === null || waiting.organisationId === actor.organisation.id;
  const open = waiting.userIds.length === 0 || waiting.userIds.some((id) => actor.standsInFor.includes(id));
  return ofOffice && open;
}

/** The ladder of authority for an amount; where the definition says so, with what the applicant owes elsewhere. */
export function ladderFor(facts: CaseFacts, amountFen: bigint, today: Day) {
  const basisFen = facts.definition.authorityBasis === 'EXPOSURE' ? amountFen + facts.exposureFen : amountFen;
  return authorityLadder(facts.authorityRows, financierPath(facts), basisFen, facts.applicantKind, today);
}

/** Where the amount is decided and why: the deciding organisation and the limits passed on the way up. */
export function decisionLevel(facts: CaseFacts, amountFen: bigint, today: Day) {
  const ladder = ladderFor(facts, amountFen, today);
  const step = decidingStep(ladder);
  if (!step) return null;
  const passed = ladder.slice(
    0,
    ladder.findIndex((row) => row.organisationId === step.organisationId),
  );
  return { organisationId: step.organisationId, row: step.row, passed };
}
