import { describe, expect, it } from 'vitest';
import { DEFINITION_A } from '../../tests/support/facts';
import { type BackEntryBody, type BackEntryIssueCode, plannedRestFen, settlePlan } from './back-entry';
import { checkBackEntry } from './back-entry-checks';
import { requirementsFor } from './completeness';
import { STAGES, type Stage, stageIndex } from './stage';

const TODAY = '2026-03-02';

/** A household's paper case in follow-up, of which everything holds. */
const WHOLE: BackEntryBody = {
  applicantKind: 'HOUSEHOLD',
  stage: 'FOLLOW_UP',
  number: '990225197905060018',
  name: '样本甲',
  phone: '13700000001',
  householdKind: 'LIFTED_OUT',
  contactName: null,
  title: '肉牛养殖',
  purpose: '购买犊牛',
  recommenderOrganisation: null,
  recommenderPerson: null,
  eligible: true,
  payeeName: '样本甲',
  payeeAccount: '6222020000000000000',
  consultedOn: '2025-03-03',
  requestedAmountFen: 6_000_000n,
  requestedTermMonths: 24,
  acceptedOn: '2025-03-10',
  recommendedOn: '2025-03-20',
  recommendedAmountFen: 5_500_000n,
  recommendedTermMonths: 24,
  recommendedRateBps: 475,
  approvedOn: '2025-04-01',
  approvedAmountFen: 5_000_000n,
  approvedTermMonths: 24,
  approvedRateBps: 475,
  approvalNote: null,
  signedOn: '2025-04-05',
  contractNumber: '借字31号',
  contractedAmountFen: 5_000_000n,
  contractedTermMonths: 24,
  contractedRateBps: 475,
  repaymentMethod: 'EQUAL_PRINCIPAL',
  securityKind: 'NONE',
  securityReference: null,
  linkedHouseholds: null,
  restPlannedOn: '2026-04-01',
  payments: [
    { paidOn: '2025-04-10', amountFen: 3_000_000n, voucher: null },
    { paidOn: '2025-06-10', amountFen: 1_000_000n, voucher: null },
  ],
  repayments: [{ paidOn: '2025-07-01', principalFen: 250_000n, interestFen: 20_000n }],
  outstandingAmountFen: 3_750_000n,
  scans: Object.fromEntries(
    requirementsFor({ definition: DEFINITION_A, applicantKind: 'HOUSEHOLD' }).map((row) => [row.code, row.minimum]),
  ),
};

const issuesOf = (change: Partial<BackEntryBody> = {}) =>
  checkBackEntry({ ...WHOLE, ...change }, DEFINITION_A, TODAY).map(({ field, code }) => `${field} ${code}`);

/** The same case as its paper stood at an earlier stage. */
function at(stage: Stage): Partial<BackEntryBody> {
  const before = (from: Stage) => stageIndex(stage) < stageIndex(from);
  return {
    stage,
    ...(before('DUE_DILIGENCE') ? { acceptedOn: null } : {}),
    ...(before('DECISION')
      ? { recommendedOn: null, recommendedAmountFen: null, recommendedTermMonths: null, recommendedRateBps: null }
      : {}),
    ...(before('CONTRACT')
      ? { approvedOn: null, approvedAmountFen: null, approvedTermMonths: null, approvedRateBps: null }
      : {}),
    ...(before('DISBURSEMENT')
      ? {
          signedOn: null,
          contractNumber: null,
          contractedAmountFen: null,
          contractedTermMonths: null,
          contractedRateBps: null,
          repaymentMethod: null,
          securityKind: null,
          restPlannedOn: null,
        }
      : {}),
    ...(before('FOLLOW_UP') ? { payments: [], repayments: [], outstandingAmountFen: null } : {}),
  };
}

describe('what a stage owes', () => {
  it.each(STAGES)('%s: what lies before it, and nothing more', (stage) => {
    expect(issuesOf(at(stage))).toEqual([]);
  });

  it.each([
    ['CONSULTATION', { title: null }, 'title MISSING'],
    ['CONSULTATION', { householdKind: null }, 'householdKind MISSING'],
    ['ACCEPTANCE', { eligible: null }, 'eligible MISSING'],
    ['ACCEPTANCE', { eligible: false }, 'eligible NOT_ELIGIBLE'],
    ['DUE_DILIGENCE', { acceptedOn: null }, 'acceptedOn MISSING'],
    ['DECISION', { recommendedAmountFen: null }, 'recommendedAmountFen MISSING'],
    ['CONTRACT', { approvedRateBps: null }, 'approvedRateBps MISSING'],
    ['DISBURSEMENT', { contractNumber: null }, 'contractNumber MISSING'],
    ['DISBURSEMENT', { restPlannedOn: null }, 'restPlannedOn MISSING'],
    ['DISBURSEMENT', { securityKind: 'GUARANTEE' as const }, 'securityReference MISSING'],
    ['FOLLOW_UP', { payments: [], repayments: [] }, 'payments.0.on MISSING'],
    ['FOLLOW_UP', { outstandingAmountFen: null }, 'outstandingAmountFen MISSING'],
  ] satisfies [Stage, Partial<BackEntryBody>, string][])('%s without %o', (stage, change, issue) => {
    expect(issuesOf({ ...at(stage), ...change })).toEqual([issue]);
  });

  it('has no place for what lies after it', () => {
    expect(issuesOf({ ...at('DECISION'), approvedOn: '2025-04-01' })).toEqual(['approvedOn AFTER_STAGE']);
    expect(issuesOf({ ...at('DISBURSEMENT'), payments: WHOLE.payments })).toContain('payments.0.on AFTER_STAGE');
  });

  it('wants a scan of each required file of the stages behind it', () => {
    expect(issuesOf({ scans: { ...WHOLE.scans, SIGNED_CONTRACT: 0 } })).toEqual(['scan.SIGNED_CONTRACT SCAN_MISSING']);
    expect(issuesOf({ ...at('CONTRACT'), scans: { ...WHOLE.scans, SIGNED_CONTRACT: 0 } })).toEqual([]);
    expect(issuesOf({ ...at('CONSULTATION'), scans: {} })).toEqual([]);
  });

  it('counts linked households where the programme wants them', () => {
    const cooperative = { applicantKind: 'COOPERATIVE' as const, contactName: '样本乙' };
    expect(issuesOf(cooperative)).toContain('linkedHouseholds MISSING');
    expect(issuesOf({ ...cooperative, linkedHouseholds: 3 })).not.toContain('linkedHouseholds MISSING');
  });
});

describe('days', () => {
  it('stand in their order', () => {
    expect(issuesOf({ acceptedOn: '2025-03-02' })).toEqual(['acceptedOn DATE_OUT_OF_ORDER']);
    expect(issuesOf({ approvedOn: '2025-03-19' })).toEqual(['approvedOn DATE_OUT_OF_ORDER']);
    expect(issuesOf({ payments: [...WHOLE.payments].reverse() })).toContain('payments.1.on DATE_OUT_OF_ORDER');
    const early = [{ paidOn: '2025-04-09', principalFen: 250_000n, interestFen: 0n }];
    expect(issuesOf({ repayments: early })).toContain('repayments.0.on DATE_OUT_OF_ORDER');
  });

  it('are not in the future, but for what is planned, and that within the term', () => {
    expect(issuesOf({ ...at('CONSULTATION'), consultedOn: '2026-03-03' })).toEqual(['consultedOn DATE_IN_FUTURE']);
    expect(issuesOf({ restPlannedOn: '2027-04-09' })).toEqual([]);
    expect(issuesOf({ restPlannedOn: '2027-04-10' })).toEqual(['restPlannedOn AFTER_TERM']);
    expect(issuesOf({ restPlannedOn: '2025-04-09' })).toEqual(['restPlannedOn DATE_OUT_OF_ORDER']);
  });
});

describe('amounts', () => {
  it.each([
    [{ requestedAmountFen: 10_000_001n }, 'requestedAmountFen AMOUNT_OUT_OF_RANGE'],
    [{ recommendedAmountFen: 6_000_001n }, 'recommendedAmountFen AMOUNT_OVER_EARLIER'],
    [{ approvedAmountFen: 5_500_001n }, 'approvedAmountFen AMOUNT_OVER_EARLIER'],
    [{ contractedAmountFen: 5_000_001n }, 'contractedAmountFen AMOUNT_OVER_EARLIER'],
    [{ contractedTermMonths: 25 }, 'contractedTermMonths TERM_OUT_OF_RANGE'],
    [{ requestedTermMonths: 37 }, 'requestedTermMonths TERM_OUT_OF_RANGE'],
    [{ approvedRateBps: 601 }, 'approvedRateBps RATE_OVER_CEILING'],
  ] satisfies [Partial<BackEntryBody>, string][])('%o', (change, issue) => {
    expect(issuesOf(change)).toEqual([issue]);
  });

  it('a balance that does not add up is refused with the numbers', () => {
    expect(checkBackEntry({ ...WHOLE, outstandingAmountFen: 4_000_000n }, DEFINITION_A, TODAY)).toEqual([
      {
        field: 'outstandingAmountFen',
        code: 'OUTSTANDING_DOES_NOT_ADD_UP',
        params: { paidFen: '4000000', repaidFen: '250000', expectedFen: '3750000', statedFen: '4000000' },
      },
    ]);
  });

  it('nothing is paid beyond the contract, nor repaid beyond what was paid by then', () => {
    const paid = [{ paidOn: '2025-04-10', amountFen: 5_000_001n, voucher: null }];
    expect(issuesOf({ payments: paid, outstandingAmountFen: 4_750_001n })).toContain(
      'payments.0.amount PAID_OVER_CONTRACTED',
    );
    const repaid = [{ paidOn: '2025-05-01', principalFen: 3_500_000n, interestFen: 0n }];
    expect(issuesOf({ repayments: repaid, outstandingAmountFen: 500_000n })).toEqual([
      'repayments.0.principal REPAID_OVER_PAID',
    ]);
  });

  it('a case that is repaid with nothing left to pay is closed, and not entered', () => {
    const repayments = [{ paidOn: '2025-07-01', principalFen: 4_000_000n, interestFen: 0n }];
    const repaid = { repayments, outstandingAmountFen: 0n };
    expect(issuesOf({ ...repaid, restPlannedOn: null })).toEqual(['outstandingAmountFen SETTLED']);
    expect(issuesOf(repaid)).toEqual([]);
  });

  it('knows what is left to be paid', () => {
    expect(plannedRestFen(WHOLE)).toBe(1_000_000n);
    expect(plannedRestFen({ ...WHOLE, restPlannedOn: null })).toBe(0n);
  });
});

describe('another programme', () => {
  it('says which stage, kind, repayment or security it does not have', () => {
    const codes = (definition: typeof DEFINITION_A): BackEntryIssueCode[] =>
      checkBackEntry(WHOLE, definition, TODAY).map((issue) => issue.code);
    expect(codes({ ...DEFINITION_A, repaymentMethods: ['BULLET'] })).toEqual(['METHOD_NOT_OFFERED']);
    expect(codes({ ...DEFINITION_A, securityKinds: ['POLICY'] })).toEqual(['SECURITY_NOT_OFFERED']);
    expect(codes({ ...DEFINITION_A, applicants: [] })).toEqual(['KIND_NOT_ALLOWED']);
    const short = DEFINITION_A.stages.filter((row) => row.stage !== 'FOLLOW_UP');
    expect(codes({ ...DEFINITION_A, stages: short })).toContain('STAGE_NOT_USED');
  });
});

describe('repayments over the plan', () => {
  const plan = [
    { sequence: 2, dueOn: '2025-06-10', principalFen: 100n, interestFen: 8n },
    { sequence: 1, dueOn: '2025-05-10', principalFen: 100n, interestFen: 10n },
  ];

  it('settle the earliest lines, principal and interest each as the paper divided them', () => {
    expect(settlePlan(plan, 150n, 12n)).toEqual([
      { sequence: 1, paidPrincipalFen: 100n, paidInterestFen: 10n },
      { sequence: 2, paidPrincipalFen: 50n, paidInterestFen: 2n },
    ]);
  });

  it('leave a penalty beyond the plan to the books', () => {
    expect(settlePlan(plan, 0n, 30n)).toEqual([
      { sequence: 1, paidPrincipalFen: 0n, paidInterestFen: 10n },
      { sequence: 2, paidPrincipalFen: 0n, paidInterestFen: 8n },
    ]);
  });
});
