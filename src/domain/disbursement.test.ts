import { describe, expect, it } from 'vitest';
import { BRANCH, DEFINITION_A, factsOf, personOf, TODAY } from '../../tests/support/facts';
import type { CaseFacts } from './case-facts';
import * as disbursement from './disbursement';
import { CASE_STATUSES, STAGES } from './stage';

const clerk = personOf(['DISBURSEMENT_CLERK'], { userId: 'clerk' });
const checker = personOf(['DISBURSEMENT_CHECKER'], { userId: 'checker' });
const elsewhere = { ...clerk, organisation: { ...clerk.organisation, id: BRANCH.provincial } };
const tranche = (change: Partial<CaseFacts['tranches'][number]> = {}): CaseFacts['tranches'][number] => ({
  ...{ id: 't', status: 'PLANNED', plannedOn: TODAY, milestone: 'START', holdDays: 0 },
  ...change,
});
const paying = (change: Partial<CaseFacts> = {}) =>
  factsOf({ stage: 'DISBURSEMENT', contract: { status: 'SIGNED', sentBack: false }, ...change });
const codeOf = (refusal: { code: string } | null) => refusal?.code ?? null;

describe('money that is to leave', () => {
  it('leaves an open case at disbursement or in follow-up alone', () => {
    for (const stage of STAGES)
      for (const status of CASE_STATUSES)
        expect(codeOf(disbursement.checkPaying(paying({ stage, status }), clerk, TODAY)), `${stage} ${status}`).toBe(
          status === 'OPEN' && (stage === 'DISBURSEMENT' || stage === 'FOLLOW_UP') ? null : 'STATUS_DOES_NOT_ALLOW',
        );
  });

  it('leaves by the branch that handles the case, under a contract that is signed where one is made', () => {
    expect(codeOf(disbursement.checkPaying(paying(), elsewhere, TODAY))).toBe('NOT_PERMITTED');
    for (const contract of [null, { status: 'DRAFT', sentBack: false }, { status: 'LEGAL_CHECKED', sentBack: false }])
      expect(
        codeOf(disbursement.checkPaying(paying({ contract: contract as CaseFacts['contract'] }), clerk, TODAY)),
      ).toBe('CONTRACT_MISSING');
    const stages = DEFINITION_A.stages.filter((row) => row.stage !== 'CONTRACT');
    const given = paying({ contract: null, definition: { ...DEFINITION_A, stages } });
    expect(disbursement.checkPaying(given, clerk, TODAY)).toBeNull();
  });

  it('waits for the conditions of disbursement also from follow-up', () => {
    const conditions = [{ gate: 'DISBURSEMENT' as const, status: 'OPEN' as const }];
    for (const stage of ['DISBURSEMENT', 'FOLLOW_UP'] as const)
      expect(codeOf(disbursement.checkPaying(paying({ stage, conditions }), clerk, TODAY))).toBe('CONDITIONS_OPEN');
  });

  it('is weighed against the fund before the first instalment alone', () => {
    const riskFund = { balanceFen: 1n, lentFen: 0n, isPaused: true, owed: [] };
    const backed = { definition: { ...DEFINITION_A, riskFund: true }, riskFund };
    expect(codeOf(disbursement.checkPaying(paying(backed), clerk, TODAY))).toBe('FUND_PAUSED');
    const later = paying({ ...backed, stage: 'FOLLOW_UP', disbursedAmountFen: 1n });
    expect(disbursement.checkPaying(later, clerk, TODAY)).toBeNull();
  });

  it('is not asked for by somebody to whom the task was not passed on', () => {
    const transfers = [{ task: 'REQUEST_PAYMENT', toId: 'other' }];
    const facts = paying({ tranches: [tranche()], transfers });
    expect(codeOf(disbursement.checkPaying(facts, clerk, TODAY))).toBe('TRANSFERRED_TO_ANOTHER');
    expect(disbursement.checkPaying(facts, { ...clerk, userId: 'other' }, TODAY)).toBeNull();
  });
});

describe('an instalment', () => {
  it.each([
    ['PLANNED', null],
    ['RETURNED', null],
    ['REQUESTED', 'TRANCHE_NOT_PAYABLE'],
    ['RELEASED', 'TRANCHE_NOT_PAYABLE'],
    ['CANCELLED', 'TRANCHE_NOT_PAYABLE'],
  ] as const)('that is %s: %s', (status, expected) => {
    expect(codeOf(disbursement.checkTranche(paying(), tranche({ status }), TODAY))).toBe(expected);
  });

  it('waits for its check, and a retention for its days after it, the last of them included', () => {
    const kept = tranche({ milestone: 'COUNTY_CHECK', holdDays: 30 });
    expect(disbursement.checkTranche(paying(), kept, TODAY)).toEqual({
      code: 'MILESTONE_NOT_REACHED',
      params: { milestone: 'COUNTY_CHECK' },
    });
    const check = { kind: 'COUNTY_CHECK' as const, grade: 'PASSED' as const, checkedOn: '2026-03-02' };
    const passed = paying({ completionChecks: [check] });
    expect(disbursement.checkTranche(passed, kept, '2026-03-31')).toEqual({
      code: 'RETENTION_HELD',
      params: { from: '2026-04-01' },
    });
    expect(disbursement.checkTranche(passed, kept, '2026-04-01')).toBeNull();
  });

  it('kept back from the beginning waits for its days as well', () => {
    const kept = tranche({ holdDays: 1 });
    expect(codeOf(disbursement.checkTranche(paying(), kept, TODAY))).toBe('RETENTION_HELD');
    expect(disbursement.checkTranche(paying(), kept, '2026-03-03')).toBeNull();
  });

  it.each([
    [100n, 60n, 40n, null],
    [100n, 60n, 41n, 'TRANCHES_DO_NOT_ADD_UP'],
    [100n, 100n, 1n, 'TRANCHES_DO_NOT_ADD_UP'],
    [100n, 0n, 0n, 'TRANCHES_DO_NOT_ADD_UP'],
    [100n, 0n, 1n, null],
    [null, 0n, 1n, 'TRANCHES_DO_NOT_ADD_UP'],
  ] as const)('of a contract over %s with %s on its way: %s fen, %s', (contracted, committed, amount, expected) => {
    expect(codeOf(disbursement.checkWithinContract(contracted, committed, amount))).toBe(expected);
  });
});

describe('who may', () => {
  it('asks by the role of the clerk, with no other duty on the case', () => {
    expect(disbursement.checkRequestOffer(paying(), tranche(), clerk, TODAY)).toBeNull();
    expect(codeOf(disbursement.checkRequestOffer(paying(), tranche(), checker, TODAY))).toBe('NOT_PERMITTED');
    expect(codeOf(disbursement.checkRequestOffer(paying({ status: 'CLOSED' }), tranche(), clerk, TODAY))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    const requested = tranche({ status: 'REQUESTED' });
    expect(codeOf(disbursement.checkRequestOffer(paying(), requested, clerk, TODAY))).toBe('TRANCHE_NOT_PAYABLE');
    for (const duty of ['DUE_DILIGENCE', 'APPROVAL', 'PAYMENT_RELEASE'] as const)
      expect(
        codeOf(
          disbursement.checkRequestOffer(paying({ duties: [{ userId: 'clerk', duty }] }), tranche(), clerk, TODAY),
        ),
      ).toBe('SAME_PERSON');
    const own = paying({ duties: [{ userId: 'clerk', duty: 'PAYMENT_REQUEST' }] });
    expect(disbursement.checkRequestOffer(own, tranche(), clerk, TODAY)).toBeNull();
  });

  it('releases by the role of the checker, and never what they asked for', () => {
    const offer = (facts: CaseFacts, actor = checker, requestedById = 'clerk') =>
      codeOf(disbursement.checkReleaseOffer(facts, requestedById, actor, TODAY));
    expect(offer(paying())).toBeNull();
    expect(offer(paying(), clerk)).toBe('NOT_PERMITTED');
    expect(offer(paying(), checker, 'checker')).toBe('SAME_PERSON');
    for (const duty of ['DUE_DILIGENCE', 'APPROVAL', 'PAYMENT_REQUEST'] as const)
      expect(offer(paying({ duties: [{ userId: 'checker', duty }] }))).toBe('SAME_PERSON');
    expect(offer(paying({ status: 'SUSPENDED' }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('books what moved already also while the case is held, in the branch that handles it', () => {
    for (const status of CASE_STATUSES)
      expect(codeOf(disbursement.checkBooking(paying({ status }), clerk, ['DISBURSEMENT'])), status).toBe(
        status === 'OPEN' || status === 'SUSPENDED' ? null : 'STATUS_DOES_NOT_ALLOW',
      );
    expect(codeOf(disbursement.checkBooking(paying(), clerk, ['FOLLOW_UP']))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(disbursement.checkBooking(paying(), elsewhere, ['DISBURSEMENT']))).toBe('NOT_PERMITTED');
  });

  it('books a payment as returned in follow-up, without a conflict', () => {
    const followed = paying({ stage: 'FOLLOW_UP' });
    expect(disbursement.checkReturnOffer(followed, clerk)).toBeNull();
    expect(disbursement.checkReturnOffer(followed, checker)).toBeNull();
    expect(codeOf(disbursement.checkReturnOffer(followed, personOf(['ACCOUNT_MANAGER'])))).toBe('NOT_PERMITTED');
    expect(codeOf(disbursement.checkReturnOffer({ ...followed, conflicts: ['clerk'] }, clerk))).toBe(
      'CONFLICT_DECLARED',
    );
    expect(codeOf(disbursement.checkReturnOffer(paying(), clerk))).toBe('STATUS_DOES_NOT_ALLOW');
  });
});
