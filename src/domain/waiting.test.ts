import { describe, expect, it } from 'vitest';
import { BRANCH, DEFINITION_E, factsOf, personOf, TODAY } from '../../tests/support/facts';
import type { CaseFacts } from './case-facts';
import { availableTransitions } from './gates';
import { can, type Permission } from './permissions';
import { CASE_STATUSES, STAGES } from './stage';
import { stageOwners, WAITING_TASKS, type WaitingTask, waitingFor } from './waiting';

const tranche = (status: CaseFacts['tranches'][number]['status']) => ({
  id: 't',
  status,
  plannedOn: TODAY,
  milestone: 'START' as const,
  holdDays: 0,
});
const checked = (milestone: 'FIRST_CHECK' | 'COUNTY_CHECK', holdDays = 0) => ({
  ...tranche('PLANNED'),
  milestone,
  holdDays,
});
/** money that is given on a notice, an agreement and checks */
const GRANTED = DEFINITION_E;
const NOTICE = { fromOn: TODAY, toOn: TODAY, openObjections: 0 };
const READY = { definition: GRANTED, publicNotice: NOTICE, linkage: { households: 3 }, assignments: [] };
const passed = (kind: CaseFacts['completionChecks'][number]['kind']) =>
  ({ kind, grade: 'PASSED', checkedOn: TODAY }) as const;
const FIRST_PASSED = { completionChecks: [passed('FIRST_CHECK')] };
const ALL_PASSED = { completionChecks: [passed('FIRST_CHECK'), passed('COUNTY_CHECK')] };
const taskOf = (change: Partial<CaseFacts>) => waitingFor(factsOf(change), TODAY)?.task ?? null;

describe('what a case waits for', () => {
  it('is known for every stage and status: nothing for a closed one, else a task with somebody to do it', () => {
    for (const stage of STAGES)
      for (const status of CASE_STATUSES) {
        const waiting = waitingFor(factsOf({ stage, status }), TODAY);
        if (status === 'CLOSED') expect(waiting).toBeNull();
        else {
          expect(WAITING_TASKS).toContain(waiting?.task);
          expect(waiting?.roles.length).toBeGreaterThan(0);
        }
      }
  });

  it.each([
    ['CONSULTATION', {}, 'COMPLETE_CONSULTATION'],
    ['ACCEPTANCE', {}, 'ACCEPT'],
    ['DUE_DILIGENCE', { assignments: [] }, 'ASSIGN'],
    ['DUE_DILIGENCE', { assignments: [{ part: 'MANAGER_A' as const, userId: 'a' }] }, 'ASSIGN'],
    ['DUE_DILIGENCE', {}, 'INVESTIGATE'],
    ['DECISION', {}, 'DECIDE'],
    ['CONTRACT', { contract: null }, 'DRAFT_CONTRACT'],
    ['CONTRACT', { contract: { status: 'DRAFT' as const, sentBack: true } }, 'DRAFT_CONTRACT'],
    ['CONTRACT', { contract: { status: 'DRAFT' as const, sentBack: false } }, 'CHECK_CONTRACT'],
    ['CONTRACT', { contract: { status: 'LEGAL_CHECKED' as const, sentBack: false } }, 'SIGN_CONTRACT'],
    ['DISBURSEMENT', { tranches: [tranche('PLANNED')] }, 'REQUEST_PAYMENT'],
    ['DISBURSEMENT', { tranches: [tranche('REQUESTED'), tranche('PLANNED')] }, 'RELEASE_PAYMENT'],
    ['DISBURSEMENT', { tranches: [] }, 'REQUEST_PAYMENT'],
    ['FOLLOW_UP', { tranches: [tranche('RELEASED'), tranche('RETURNED')] }, 'REQUEST_PAYMENT'],
    ['FOLLOW_UP', { tranches: [tranche('RELEASED'), tranche('REQUESTED')] }, 'RELEASE_PAYMENT'],
    ['FOLLOW_UP', { rectifiedFindings: 1, openFindings: 1, reportsSubmitted: 1 }, 'SIGN_OFF_FINDING'],
    ['FOLLOW_UP', { openFindings: 1, reportsSubmitted: 1 }, 'RECTIFY_FINDING'],
    ['FOLLOW_UP', { reportsSubmitted: 1, reportsDue: 1 }, 'REVIEW_REPORT'],
    ['FOLLOW_UP', { reportsDue: 1, outstandingAmountFen: 5n }, 'SUBMIT_REPORT'],
    ['DISBURSEMENT', { definition: GRANTED, tranches: [tranche('PLANNED')] }, 'PUBLISH_NOTICE'],
    ['DISBURSEMENT', { definition: GRANTED, publicNotice: NOTICE, tranches: [] }, 'AGREE_LINKAGE'],
    ['DISBURSEMENT', { ...READY, tranches: [tranche('PLANNED')] }, 'REQUEST_PAYMENT'],
    ['DISBURSEMENT', { ...READY, definition: { ...GRANTED, purchase: true } }, 'LIST_PURCHASE'],
    ['FOLLOW_UP', { ...READY, tranches: [checked('FIRST_CHECK')] }, 'FIRST_CHECK'],
    ['FOLLOW_UP', { ...READY, tranches: [checked('FIRST_CHECK')], openFindings: 1 }, 'RECTIFY_FINDING'],
    ['FOLLOW_UP', { ...READY, ...FIRST_PASSED, tranches: [checked('FIRST_CHECK')] }, 'REQUEST_PAYMENT'],
    ['FOLLOW_UP', { ...READY, ...FIRST_PASSED, tranches: [checked('COUNTY_CHECK')] }, 'COUNTY_CHECK'],
    ['FOLLOW_UP', { ...READY, ...ALL_PASSED, tranches: [checked('COUNTY_CHECK', 365)] }, 'REQUEST_PAYMENT'],
    [
      'FOLLOW_UP',
      { ...READY, ...ALL_PASSED, tranches: [checked('COUNTY_CHECK', 365)], reportsDue: 1 },
      'SUBMIT_REPORT',
    ],
    ['FOLLOW_UP', { ...READY, ...ALL_PASSED, tranches: [tranche('RELEASED')] }, 'CLOSE'],
    ['FOLLOW_UP', { outstandingAmountFen: 5n }, 'COLLECT_REPAYMENT'],
    ['FOLLOW_UP', {}, 'CLOSE'],
  ] as const)('in %s with %o it is %s', (stage, change, task) => {
    expect(taskOf({ stage, ...change } as Partial<CaseFacts>)).toBe(task);
  });

  it('is the supplement or the resumption before anything of the stage', () => {
    for (const stage of STAGES) {
      expect(taskOf({ stage, status: 'AWAITING_SUPPLEMENT' })).toBe('SUPPLEMENT');
      expect(taskOf({ stage, status: 'SUSPENDED' })).toBe('RESUME');
    }
  });

  it('is narrowed to the people and the office that have it in hand', () => {
    expect(waitingFor(factsOf({ stage: 'CONSULTATION' }), TODAY)?.userIds).toEqual(['registrar']);
    expect(waitingFor(factsOf({ stage: 'DUE_DILIGENCE' }), TODAY)?.userIds).toEqual(['manager-a', 'manager-b']);
    expect(waitingFor(factsOf({ stage: 'DECISION', decisionOrganisationId: BRANCH.head }), TODAY)?.organisationId).toBe(
      BRANCH.head,
    );
  });

  it('goes by the step of acceptance', () => {
    expect(waitingFor(factsOf({ stage: 'ACCEPTANCE' }), TODAY)?.roles).toEqual(['COUNTY_OFFICIAL']);
    expect(waitingFor(factsOf({ stage: 'ACCEPTANCE', reviewStep: 1 }), TODAY)?.roles).toEqual(['CREDIT_LEAD']);
    expect(stageOwners(factsOf({ stage: 'ACCEPTANCE', reviewStep: 9 }))).toEqual(['COUNTY_OFFICIAL']);
  });
});

/** What the person must hold to do what the case waits for. */
const NEEDS = {
  COMPLETE_CONSULTATION: 'case.submit',
  ACCEPT: 'case.accept',
  ASSIGN: 'case.assign',
  INVESTIGATE: 'due-diligence.write',
  DECIDE: 'case.decide',
  RETURN_FOR_DECISION: 'case.return',
  DRAFT_CONTRACT: 'contract.draft',
  CHECK_CONTRACT: 'contract.check',
  SIGN_CONTRACT: 'case.sign',
  REQUEST_PAYMENT: 'payment.request',
  RELEASE_PAYMENT: 'payment.release',
  PUBLISH_NOTICE: 'public-notice.publish',
  AGREE_LINKAGE: 'linkage.record',
  LIST_PURCHASE: 'purchase.record',
  SUPPLEMENT: 'case.supplement',
  RESUME: 'case.suspend',
  REVIEW_REPORT: 'report.review',
  SUBMIT_REPORT: 'report.submit',
  RECTIFY_FINDING: 'finding.rectify',
  SIGN_OFF_FINDING: 'finding.sign-off',
  FIRST_CHECK: 'completion.first-check',
  COUNTY_CHECK: 'completion.county-check',
  COLLECT_REPAYMENT: 'repayment.record',
  CLOSE: 'case.close',
} as const satisfies Record<WaitingTask, Permission>;

describe('whoever a case waits for', () => {
  const states: Partial<CaseFacts>[] = [
    ...STAGES.flatMap((stage) => CASE_STATUSES.map((status) => ({ stage, status }))),
    { stage: 'ACCEPTANCE', reviewStep: 1 },
    { stage: 'DUE_DILIGENCE', assignments: [] },
    { stage: 'CONTRACT', contract: null },
    { stage: 'CONTRACT', approvedAmountFen: null, disbursedAmountFen: 0n },
    { stage: 'DISBURSEMENT', approvedAmountFen: null, disbursedAmountFen: 0n },
    { stage: 'FOLLOW_UP', approvedAmountFen: null, disbursedAmountFen: 0n },
    { stage: 'CONTRACT', contract: { status: 'DRAFT', sentBack: false } },
    { stage: 'FOLLOW_UP', tranches: [tranche('PLANNED')] },
    { stage: 'FOLLOW_UP', tranches: [tranche('REQUESTED')] },
    { stage: 'FOLLOW_UP', rectifiedFindings: 1 },
    { stage: 'FOLLOW_UP', openFindings: 1 },
    { stage: 'FOLLOW_UP', reportsSubmitted: 1 },
    { stage: 'FOLLOW_UP', reportsDue: 1 },
    { stage: 'FOLLOW_UP', outstandingAmountFen: 1n },
    { stage: 'DISBURSEMENT', definition: GRANTED },
    { ...READY, stage: 'DISBURSEMENT', definition: { ...GRANTED, purchase: true } },
    { stage: 'DISBURSEMENT', definition: GRANTED, publicNotice: NOTICE },
    { stage: 'FOLLOW_UP', ...READY },
    { stage: 'FOLLOW_UP', ...READY, ...FIRST_PASSED },
  ];

  it('may do it', () => {
    const seen = new Set<WaitingTask>();
    for (const state of states) {
      const waiting = waitingFor(factsOf(state), TODAY);
      if (!waiting) continue;
      seen.add(waiting.task);
      for (const role of waiting.roles)
        expect([role, waiting.task, can({ roles: [role] }, NEEDS[waiting.task])]).toEqual([role, waiting.task, true]);
    }
    expect([...seen].sort()).toEqual([...WAITING_TASKS].sort());
  });

  it('finds the button of the stage where one transition is the task', () => {
    const buttons = [
      ['CONSULTATION', {}, 'STATION_WORKER', 'submit'],
      ['ACCEPTANCE', {}, 'COUNTY_OFFICIAL', 'accept'],
      ['ACCEPTANCE', { reviewStep: 1 }, 'CREDIT_LEAD', 'accept'],
      ['DUE_DILIGENCE', {}, 'ACCOUNT_MANAGER', 'recommend'],
      ['DECISION', {}, 'APPROVER', 'approve'],
      ['CONTRACT', {}, 'ACCOUNT_MANAGER', 'sign'],
      ['FOLLOW_UP', { disbursedAmountFen: 5n }, 'ACCOUNT_MANAGER', 'close'],
      ['FOLLOW_UP', { status: 'SUSPENDED' as const }, 'CREDIT_LEAD', 'resume'],
      ['CONTRACT', { status: 'AWAITING_SUPPLEMENT' as const }, 'CREDIT_LEAD', 'supplement'],
    ] as const;
    for (const [stage, change, role, verb] of buttons) {
      const offered = availableTransitions(factsOf({ stage, ...change }), personOf([role]), TODAY);
      expect(offered.find((row) => row.verb === verb)).toEqual({ verb, refusals: [] });
    }
  });
});
