import { describe, expect, it } from 'vitest';
import { BRANCH, DEFINITION_A, factsOf, personOf, TODAY } from '../../tests/support/facts';
import { addDays } from './calendar';
import type { CaseFacts, CompletionGrade } from './case-facts';
import { checkBorrowerAge, checkGate, checkRequest, checkTransition, failedEligibility } from './gates';
import type { Role } from './permissions';
import type { PolicyKind } from './policy';
import { APPLICANT_KINDS, GATES, type Gate } from './stage';

const manager = personOf(['ACCOUNT_MANAGER']);
const approver = personOf(['APPROVER'], { userId: 'approver' });
const without = (code: string) => factsOf().documents.filter((row) => row.requirementCode !== code);
const tranche = (status: CaseFacts['tranches'][number]['status']) => ({
  id: 't',
  status,
  plannedOn: TODAY,
  milestone: 'START' as const,
  holdDays: 0,
});

const policy = (kind: PolicyKind, value: bigint) => ({
  id: kind,
  kind,
  regionId: 1,
  programmeId: null,
  value,
  validFrom: '2019-01-01',
  validTo: null,
  documentNumber: 'N',
});
const capped = {
  definition: { ...DEFINITION_A, householdCap: true },
  policies: [policy('HOUSEHOLD_CAP', 100_000_000n)],
} satisfies Partial<CaseFacts>;
const backed = (balanceFen: bigint, lentFen: bigint): Partial<CaseFacts> => ({
  definition: { ...DEFINITION_A, riskFund: true },
  policies: [policy('FUND_LEVERAGE', 10n)],
  riskFund: { balanceFen, lentFen, isPaused: false, owed: [] },
});
/** Of 100 lent so much is overdue for 91 days; 5% is tolerated. */
const overdue = (fen: bigint, days = 91): Partial<CaseFacts> => ({
  ...backed(9_999_999_999n, 100n),
  policies: [policy('FUND_LEVERAGE', 10n), policy('NPL_TOLERANCE', 500n)],
  riskFund: {
    ...{ balanceFen: 9_999_999_999n, lentFen: 100n, isPaused: false },
    owed: [
      { overdueSinceOn: addDays(TODAY, -days), outstandingFen: fen },
      { overdueSinceOn: null, outstandingFen: 100n - fen },
    ],
  },
});
const signer = (status: CaseFacts['signers'][number]['status']) => ({
  kind: 'SIGN_BEFORE' as const,
  status,
  askedOfId: 'x',
});
const noticed = (change: Partial<NonNullable<CaseFacts['publicNotice']>>): Partial<CaseFacts> => ({
  definition: { ...DEFINITION_A, publicNotice: true },
  publicNotice: { fromOn: '2026-02-10', toOn: '2026-02-20', openObjections: 0, ...change },
});
const linking: Partial<CaseFacts> = {
  definition: { ...DEFINITION_A, linkageModels: ['BRANCH_OPERATOR_BASE_HOUSEHOLD'] },
};
const given: Partial<CaseFacts> = {
  definition: { ...DEFINITION_A, stages: DEFINITION_A.stages.filter((row) => row.stage !== 'CONTRACT') },
};
const buying = (orderedFen: bigint, contractedAmountFen: bigint): Partial<CaseFacts> => ({
  definition: { ...DEFINITION_A, purchase: true },
  orderedFen,
  contractedAmountFen,
});
const works: Partial<CaseFacts> = { definition: { ...DEFINITION_A, completionCheck: true } };
const check = (kind: CaseFacts['completionChecks'][number]['kind'], grade: CompletionGrade) => ({
  kind,
  grade,
  checkedOn: TODAY,
});

/** For each gate: facts that it lets pass come from factsOf; what shuts it, and what it then says. */
const SHUT: Record<
  Gate,
  { open?: Partial<CaseFacts>; shut: Partial<CaseFacts>; code: string; actor?: typeof manager }[]
> = {
  ELIGIBILITY_ANSWERED: [
    { shut: { eligibility: {} }, code: 'ELIGIBILITY_NOT_MET' },
    { shut: { eligibility: { ...factsOf().eligibility, BAD_CREDIT: true } }, code: 'ELIGIBILITY_NOT_MET' },
  ],
  DOCUMENTS_COMPLETE: [
    { shut: { documents: [] }, code: 'DOCUMENTS_MISSING' },
    {
      open: { stage: 'ACCEPTANCE' },
      shut: {
        stage: 'ACCEPTANCE',
        documents: factsOf().documents.map((row) => ({ ...row, status: 'UPLOADED' as const })),
      },
      code: 'DOCUMENTS_UNCHECKED',
    },
  ],
  CONSENTS_ON_FILE: [
    { shut: { stage: 'ACCEPTANCE', documents: without('CREDIT_CONSENT') }, code: 'CONSENT_MISSING' },
    { shut: { stage: 'ACCEPTANCE', documents: without('PRIVACY_CONSENT') }, code: 'CONSENT_MISSING' },
  ],
  YOUR_TURN: [
    { open: { stage: 'DUE_DILIGENCE' }, shut: { stage: 'DECISION' }, code: 'NOT_PERMITTED' },
    { open: { stage: 'DUE_DILIGENCE' }, shut: { stage: 'ACCEPTANCE' }, code: 'WRONG_REVIEW_STEP' },
    { open: { stage: 'CONTRACT' }, shut: { stage: 'CONTRACT', assignments: [] }, code: 'NOT_ASSIGNED' },
    {
      actor: approver,
      open: { stage: 'DECISION' },
      shut: { stage: 'DECISION', decisionOrganisationId: BRANCH.head },
      code: 'NOT_AT_DECISION_LEVEL',
    },
  ],
  MANAGERS_ASSIGNED: [
    { shut: { assignments: [] }, code: 'MANAGERS_NOT_ASSIGNED' },
    { shut: { assignments: [{ part: 'MANAGER_A', userId: 'manager-a' }] }, code: 'MANAGERS_NOT_ASSIGNED' },
  ],
  YOU_ARE_ASSIGNED: [{ shut: { assignments: [{ part: 'MANAGER_A', userId: 'other' }] }, code: 'NOT_ASSIGNED' }],
  SITE_VISITED: [
    { shut: { siteVisits: [] }, code: 'SITE_VISIT_MISSING' },
    { shut: { siteVisits: [{ visitorIds: ['manager-a', 'manager-b'], photos: 0 }] }, code: 'SITE_VISIT_MISSING' },
    { shut: { siteVisits: [{ visitorIds: ['manager-a'], photos: 3 }] }, code: 'SITE_VISIT_MISSING' },
    { shut: { assignments: [], siteVisits: [{ visitorIds: ['manager-a'], photos: 3 }] }, code: 'SITE_VISIT_MISSING' },
    { shut: { siteVisits: [{ visitorIds: ['manager-a', 'since-replaced'], photos: 3 }] }, code: 'SITE_VISIT_MISSING' },
  ],
  REPORT_CONFIRMED: [
    { shut: { report: null }, code: 'REPORT_NOT_CONFIRMED' },
    {
      shut: { report: { id: 'r', status: 'DRAFT', authorId: 'a', confirmedById: null } },
      code: 'REPORT_NOT_CONFIRMED',
    },
  ],
  NOT_YET_APPROVED_BY_YOU: [
    {
      shut: { approvals: [{ approverId: 'manager-a', organisationId: BRANCH.county, outcome: 'APPROVED' }] },
      code: 'ALREADY_APPROVED_BY_YOU',
    },
  ],
  AUTHORITY_COVERS: [
    { shut: { authorityRows: [] }, code: 'NO_AUTHORITY' },
    { shut: { recommendedAmountFen: 100_000_001n }, code: 'NO_AUTHORITY' },
    { shut: { decisionOrganisationId: BRANCH.head }, code: 'NOT_AT_DECISION_LEVEL' },
  ],
  APPROVAL_VALID: [
    {
      open: { stage: 'CONTRACT', approvedOn: addDays(TODAY, -180) },
      shut: { stage: 'CONTRACT', approvedOn: addDays(TODAY, -181) },
      code: 'APPROVAL_EXPIRED',
    },
    {
      open: { stage: 'DISBURSEMENT', approvedOn: addDays(TODAY, -181) },
      shut: { stage: 'CONTRACT', approvedOn: null },
      code: 'APPROVAL_EXPIRED',
    },
    // no contract was made: the first payment must come in time, not the retention years later
    {
      open: { ...given, stage: 'FOLLOW_UP', approvedOn: addDays(TODAY, -366), disbursedAmountFen: 1n },
      shut: { ...given, stage: 'DISBURSEMENT', approvedOn: addDays(TODAY, -366) },
      code: 'APPROVAL_EXPIRED',
    },
  ],
  CONTRACT_CHECKED: [
    { shut: { contract: null }, code: 'CONTRACT_MISSING' },
    { shut: { contract: { status: 'DRAFT', sentBack: false } }, code: 'CONTRACT_NOT_LEGAL_CHECKED' },
  ],
  CONTRACT_CONDITIONS_MET: [
    {
      open: {
        conditions: [
          { gate: 'CONTRACT', status: 'MET' },
          { gate: 'DISBURSEMENT', status: 'OPEN' },
        ],
      },
      shut: { conditions: [{ gate: 'CONTRACT', status: 'OPEN' }] },
      code: 'CONDITIONS_OPEN',
    },
  ],
  DISBURSEMENT_CONDITIONS_MET: [
    {
      open: { conditions: [{ gate: 'DISBURSEMENT', status: 'MET' }] },
      shut: { conditions: [{ gate: 'DISBURSEMENT', status: 'OPEN' }] },
      code: 'CONDITIONS_OPEN',
    },
  ],
  NOTHING_PAID: [{ shut: { disbursedAmountFen: 1n }, code: 'MONEY_ALREADY_PAID' }],
  NOTHING_OUTSTANDING: [
    {
      open: { disbursedAmountFen: 5n },
      shut: { disbursedAmountFen: 5n, outstandingAmountFen: 1n },
      code: 'STILL_OUTSTANDING',
    },
    { open: { disbursedAmountFen: 5n }, shut: {}, code: 'NOTHING_DISBURSED' },
  ],
  SOMETHING_OUTSTANDING: [{ open: { outstandingAmountFen: 1n }, shut: {}, code: 'NOTHING_OUTSTANDING' }],
  FINDINGS_CLOSED: [
    { shut: { openFindings: 1 }, code: 'FINDINGS_OPEN' },
    { shut: { rectifiedFindings: 1 }, code: 'FINDINGS_OPEN' },
  ],
  NO_PAYMENT_UNDER_WAY: [
    {
      open: { tranches: [tranche('PLANNED'), tranche('RELEASED'), tranche('RETURNED')] },
      shut: { tranches: [tranche('REQUESTED')] },
      code: 'PAYMENT_UNDER_WAY',
    },
  ],
  FREE_OF_DUTIES_FOR_APPROVAL: [
    {
      open: { duties: [{ userId: 'manager-a', duty: 'APPROVAL' }] },
      shut: { duties: [{ userId: 'manager-a', duty: 'DUE_DILIGENCE' }] },
      code: 'SAME_PERSON',
    },
    { shut: { conflicts: ['manager-a'] }, code: 'CONFLICT_DECLARED' },
  ],
  OUTSTANDING_WITHIN_AUTHORITY: [
    {
      open: { outstandingAmountFen: 100_000_000n },
      shut: { outstandingAmountFen: 100_000_001n },
      code: 'OVER_AUTHORITY_LIMIT',
    },
    { shut: { authorityRows: [] }, code: 'OVER_AUTHORITY_LIMIT' },
  ],
  WITHIN_HOUSEHOLD_CAP: [
    {
      open: { ...capped, exposureFen: 20_000_000n },
      shut: { ...capped, exposureFen: 20_000_001n },
      code: 'OVER_HOUSEHOLD_CAP',
    },
  ],
  FUND_LENDS: [
    { open: backed(8_000_000n, 0n), shut: { ...backed(0n, 0n), riskFund: null }, code: 'FUND_MISSING' },
    {
      open: backed(8_000_000n, 0n),
      shut: { ...backed(0n, 0n), riskFund: { balanceFen: 9_999_999_999n, lentFen: 0n, isPaused: true, owed: [] } },
      code: 'FUND_PAUSED',
    },
    { open: backed(10_000_000n, 20_000_000n), shut: backed(10_000_000n, 20_000_001n), code: 'FUND_LEVERAGE_REACHED' },
    { open: overdue(5n), shut: overdue(6n), code: 'FUND_OVER_TOLERANCE' },
    { open: overdue(100n, 90), shut: overdue(100n), code: 'FUND_OVER_TOLERANCE' },
  ],
  NOT_IN_SESSION: [{ shut: { sessionId: 'session' }, code: 'IN_SESSION' }],
  SIGNED_BEFORE: [
    { open: { signers: [signer('ANSWERED')] }, shut: { signers: [signer('ASKED')] }, code: 'SIGNERS_OPEN' },
    {
      open: { signers: [{ ...signer('ASKED'), kind: 'SIGN_AFTER' }] },
      shut: { signers: [signer('OBJECTED')] },
      code: 'SIGNER_OBJECTED',
    },
  ],
  SIGNERS_DONE: [
    { open: { signers: [signer('ANSWERED')] }, shut: { signers: [signer('ASKED')] }, code: 'SIGNERS_OPEN' },
    { shut: { signers: [signer('ANSWERED'), signer('OBJECTED')] }, code: 'SIGNER_OBJECTED' },
  ],
  PUBLIC_NOTICE_OVER: [
    { open: noticed({ toOn: '2026-03-01' }), shut: noticed({ toOn: TODAY }), code: 'PUBLIC_NOTICE_RUNNING' },
    { shut: noticed({ toOn: '2026-03-01', openObjections: 1 }), code: 'OBJECTIONS_OPEN' },
    { shut: { ...noticed({}), publicNotice: null }, code: 'PUBLIC_NOTICE_MISSING' },
  ],
  LINKAGE_AGREED: [
    { open: { ...linking, linkage: { households: 1 } }, shut: linking, code: 'LINKAGE_MISSING' },
    { shut: { ...linking, linkage: { households: 0 } }, code: 'LINKAGE_MISSING' },
  ],
  PURCHASE_LISTED: [
    { open: buying(10n, 10n), shut: buying(9n, 10n), code: 'PURCHASE_NOT_LISTED' },
    { open: { ...buying(0n, 10n), definition: DEFINITION_A }, shut: buying(0n, 10n), code: 'PURCHASE_NOT_LISTED' },
  ],
  COMPLETION_CHECKED: [
    {
      open: { ...works, completionChecks: [check('COUNTY_CHECK', 'FAILED'), check('RE_CHECK', 'PASSED')] },
      shut: { ...works, completionChecks: [check('FIRST_CHECK', 'GOOD')] },
      code: 'COMPLETION_NOT_CHECKED',
    },
    { shut: { ...works, completionChecks: [check('COUNTY_CHECK', 'FAILED')] }, code: 'COMPLETION_NOT_CHECKED' },
  ],
  EVERYTHING_PAID: [
    {
      open: { disbursedAmountFen: 5n, tranches: [tranche('RELEASED')] },
      shut: { disbursedAmountFen: 5n, tranches: [tranche('RELEASED'), tranche('PLANNED')] },
      code: 'NOT_ALL_PAID',
    },
    { open: { disbursedAmountFen: 5n }, shut: { disbursedAmountFen: 0n }, code: 'NOT_ALL_PAID' },
  ],
  HANDED_ON_BY_YOU: [
    { open: { handedOnById: 'manager-a' }, shut: { handedOnById: 'manager-b' }, code: 'NOT_HANDED_ON_BY_YOU' },
    { open: { handedOnById: 'manager-a' }, shut: { handedOnById: null }, code: 'NOT_HANDED_ON_BY_YOU' },
  ],
  NOT_OPENED: [{ shut: { opened: true }, code: 'OPENED_ALREADY' }],
};

describe.each(GATES)('%s', (gate) => {
  it.each(SHUT[gate])('opens, and shuts with $code', ({ open = {}, shut, code, actor = manager }) => {
    expect(checkGate(gate, factsOf(open), actor, TODAY)).toBeNull();
    expect(checkGate(gate, factsOf(shut), actor, TODAY)?.code).toBe(code);
  });
});

describe('a transition', () => {
  it('names every gate that is shut, not the first alone', () => {
    const facts = factsOf({ stage: 'DUE_DILIGENCE', siteVisits: [], report: null, documents: [] });
    expect(checkTransition('recommend', facts, manager, TODAY).map(({ code }) => code)).toEqual([
      'SITE_VISIT_MISSING',
      'REPORT_NOT_CONFIRMED',
      'DOCUMENTS_MISSING',
    ]);
  });

  it('is closed to whoever declared a conflict', () => {
    const facts = factsOf({ stage: 'DUE_DILIGENCE', conflicts: ['manager-a'] });
    expect(checkTransition('recommend', facts, manager, TODAY)).toEqual([{ code: 'CONFLICT_DECLARED' }]);
  });

  it('says which documents are missing and how many', () => {
    const facts = factsOf({ stage: 'ACCEPTANCE', documents: without('BUSINESS_LICENCE') });
    expect(checkGate('DOCUMENTS_COMPLETE', facts, manager, TODAY)).toEqual({
      code: 'DOCUMENTS_MISSING',
      params: { items: [DEFINITION_A.catalogue.find((row) => row.code === 'BUSINESS_LICENCE')?.name], count: 1 },
    });
  });

  it('ends a case only as its programme ends', () => {
    const facts = factsOf({ stage: 'FOLLOW_UP', disbursedAmountFen: 5n, tranches: [tranche('RELEASED')] });
    expect(checkTransition('certify', facts, manager, TODAY)).toEqual([{ code: 'TRANSITION_NOT_AVAILABLE' }]);
    const certifying = { ...facts, definition: { ...DEFINITION_A, closings: ['certify' as const] } };
    expect(checkTransition('certify', certifying, manager, TODAY)).toEqual([]);
    expect(checkTransition('close', certifying, manager, TODAY)).toEqual([{ code: 'TRANSITION_NOT_AVAILABLE' }]);
  });

  it('waits for the right office of acceptance', () => {
    const roles: Role[] = ['COUNTY_OFFICIAL', 'CREDIT_LEAD'];
    for (const reviewStep of [0, 1])
      for (const [index, role] of roles.entries()) {
        const refusals = checkTransition(
          'accept',
          factsOf({ stage: 'ACCEPTANCE', reviewStep }),
          personOf([role]),
          TODAY,
        );
        expect(refusals.map(({ code }) => code)).toEqual(index === reviewStep ? [] : ['WRONG_REVIEW_STEP']);
      }
  });
});

describe('what may be asked for', () => {
  it.each(APPLICANT_KINDS)('%s: the limits are allowed, one fen or month beyond is not', (kind) => {
    const rule = DEFINITION_A.applicants.find((row) => row.kind === kind);
    if (!rule) throw new Error('programme A serves every kind');
    const ask = (amountFen: bigint, termMonths: number) =>
      checkRequest(DEFINITION_A, { applicantKind: kind, amountFen, termMonths })?.code ?? null;
    expect(ask(rule.minimumFen, 1)).toBeNull();
    expect(ask(rule.maximumFen, rule.maximumTermMonths)).toBeNull();
    expect(ask(rule.minimumFen - 1n, 1)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(ask(rule.maximumFen + 1n, 1)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(ask(0n, 1)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(ask(-1n, 1)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(ask(rule.minimumFen, 0)).toBe('TERM_OUT_OF_RANGE');
    expect(ask(rule.minimumFen, rule.maximumTermMonths + 1)).toBe('TERM_OUT_OF_RANGE');
  });

  it('is nothing for a kind that the programme does not serve', () => {
    const definition = { ...DEFINITION_A, applicants: [] };
    expect(checkRequest(definition, { applicantKind: 'HOUSEHOLD', amountFen: 1n, termMonths: 1 })).toEqual({
      code: 'APPLICANT_KIND_NOT_ALLOWED',
    });
  });

  it('asks only the questions of the kind of applicant', () => {
    const facts = (applicantKind: CaseFacts['applicantKind']) => factsOf({ applicantKind, eligibility: {} });
    expect(failedEligibility(facts('HOUSEHOLD'))).toEqual(['PRODUCTION_USE', 'BAD_CREDIT', 'ABLE_TO_WORK']);
    expect(failedEligibility(facts('ENTERPRISE'))).toEqual([
      'PRODUCTION_USE',
      'BAD_CREDIT',
      'LAWFUL_OPERATION',
      'DRIVES_HOUSEHOLDS',
    ]);
  });
});

describe('the age of a borrower', () => {
  const on = '2026-03-02';
  const age = (bornOn: string) => checkBorrowerAge({ borrowerAge: { from: 18, to: 65 } }, bornOn, on)?.code ?? null;
  it('is counted in completed years, both ends included', () => {
    expect(age('2008-03-02')).toBeNull();
    expect(age('2008-03-03')).toBe('BORROWER_AGE');
    expect(age('1960-03-03')).toBeNull();
    expect(age('1960-03-02')).toBe('BORROWER_AGE');
    expect(checkBorrowerAge({ borrowerAge: null }, '2020-01-01', on)).toBeNull();
  });
});
