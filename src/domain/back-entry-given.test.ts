import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFINITION_A } from '../../tests/support/facts';
import { anyDefinition } from '../../tests/support/random-definition';
import type { BackEntryBody } from './back-entry';
import { checkBackEntry } from './back-entry-checks';
import { fieldsOfStep, hasField, isBehind, type PaperField } from './back-entry-fields';
import { findDefinitionFaults } from './definition-faults';
import { owedOf, paymentLegs } from './ledger';
import { paymentShares } from './payment-shares';
import { type ProgrammeBody, usesStage } from './programme';
import { STAGES } from './stage';

const TODAY = '2026-03-02';

/** What every paper could say, of whatever programme. */
const EVERYTHING: BackEntryBody = {
  applicantKind: 'HOUSEHOLD',
  stage: 'FOLLOW_UP',
  number: '990225197905060018',
  name: '样本甲',
  phone: '13700000001',
  householdKind: 'LIFTED_OUT',
  contactName: '样本联系人',
  title: '肉牛养殖',
  purpose: '购买犊牛',
  recommenderOrganisation: null,
  recommenderPerson: null,
  eligible: true,
  payeeName: '样本甲',
  payeeAccount: '6222020000000000000',
  consultedOn: '2025-03-03',
  requestedAmountFen: 1_000_000n,
  requestedTermMonths: 12,
  acceptedOn: '2025-03-10',
  recommendedOn: '2025-03-20',
  recommendedAmountFen: 1_000_000n,
  recommendedTermMonths: 12,
  recommendedRateBps: 300,
  approvedOn: '2025-04-01',
  approvedAmountFen: 1_000_000n,
  approvedTermMonths: 12,
  approvedRateBps: 300,
  approvalNote: '批复31号',
  signedOn: '2025-04-05',
  contractNumber: '合字31号',
  contractedAmountFen: 1_000_000n,
  contractedTermMonths: 12,
  contractedRateBps: 300,
  repaymentMethod: 'BULLET',
  securityKind: 'NONE',
  securityReference: null,
  linkedHouseholds: 3,
  restPlannedOn: '2025-06-01',
  payments: [{ paidOn: '2025-04-10', amountFen: 400_000n, voucher: null }],
  repayments: [{ paidOn: '2025-05-10', principalFen: 100_000n, interestFen: 0n }],
  outstandingAmountFen: 300_000n,
  scans: {},
};
const STEPS = STAGES.flatMap((step) => fieldsOfStep(step).map((field) => ({ step, field })));

/** As the paper of such a programme would stand at a stage: what it knows and has reached, and nothing else. */
function paperOf(definition: ProgrammeBody, about: Pick<BackEntryBody, 'applicantKind' | 'stage'>): BackEntryBody {
  const left = STEPS.filter(({ step, field }) => !hasField(definition, about, field) || !isBehind(step, about.stage));
  const paper = {
    ...EVERYTHING,
    ...about,
    ...Object.fromEntries(left.map(({ field }) => [field, Array.isArray(EVERYTHING[field]) ? [] : null])),
    scans: Object.fromEntries(definition.catalogue.map((row) => [row.code, row.minimum])),
  };
  const [first] = paymentShares(definition, EVERYTHING.approvedAmountFen ?? 0n);
  const isShared = paper.payments.length > 0 && !usesStage(definition, 'CONTRACT') && first !== undefined;
  return isShared
    ? { ...paper, payments: [{ paidOn: '2025-04-10', amountFen: first.amountFen, voucher: null }] }
    : paper;
}

const issuesOf = (body: BackEntryBody, definition: ProgrammeBody) =>
  checkBackEntry(body, definition, TODAY).map(({ field, code }) => `${field} ${code}`);

const HOUSEHOLD = { applicantKind: 'HOUSEHOLD' as const };
/** Given in shares without contract and investigation, 4:5:1. */
const GIFT: ProgrammeBody = {
  ...DEFINITION_A,
  financing: 'GRANT',
  rateCeilingBps: 0,
  stages: DEFINITION_A.stages.filter((row) => row.stage !== 'DUE_DILIGENCE' && row.stage !== 'CONTRACT'),
  catalogue: [],
  payments: [
    { shareBps: 4_000, milestone: 'START', holdDays: 0 },
    { shareBps: 5_000, milestone: 'FIRST_CHECK', holdDays: 0 },
    { shareBps: 1_000, milestone: 'COUNTY_CHECK', holdDays: 365 },
  ],
};
const GIVEN_BY_CONTRACT: ProgrammeBody = { ...DEFINITION_A, financing: 'GRANT', rateCeilingBps: 0, catalogue: [] };
const paidOn = (amounts: bigint[]) =>
  amounts.map((amountFen, index) => ({ paidOn: `2025-0${index + 4}-10`, amountFen, voucher: null }));

describe('what is given without contract', () => {
  const paper = paperOf(GIFT, { ...HOUSEHOLD, stage: 'FOLLOW_UP' });

  it('is paid by its shares in their order', () => {
    expect(issuesOf(paper, GIFT)).toEqual([]);
    expect(issuesOf({ ...paper, payments: paidOn([400_000n, 500_000n, 100_000n]) }, GIFT)).toEqual([]);
    expect(issuesOf({ ...paper, payments: paidOn([500_000n]) }, GIFT)).toEqual(['payments.0.amount SHARE_DIFFERS']);
    const four = paidOn([400_000n, 500_000n, 100_000n, 1n]);
    expect(issuesOf({ ...paper, payments: four }, GIFT)).toEqual(['payments.3.amount MORE_THAN_SHARES']);
  });

  it('says what the share comes to', () => {
    const [issue] = checkBackEntry({ ...paper, payments: paidOn([400_001n]) }, GIFT, TODAY);
    expect(issue?.params).toEqual({ expectedFen: '400000', statedFen: '400001' });
  });

  it('may be entered when it is wholly paid: it is not settled but waits to be certified', () => {
    const whole = { ...paper, payments: paidOn([400_000n, 500_000n, 100_000n]), outstandingAmountFen: null };
    expect(issuesOf(whole, GIFT)).toEqual([]);
  });

  it('is approved for no more and no longer than was asked, where nobody recommends', () => {
    expect(issuesOf({ ...paper, requestedAmountFen: 900_000n, requestedTermMonths: 11 }, GIFT)).toEqual([
      'approvedTermMonths TERM_OUT_OF_RANGE',
      'approvedAmountFen AMOUNT_OVER_EARLIER',
    ]);
  });

  it('knows neither investigation, contract, rate nor debt, and says so once of each', () => {
    const filled = { ...EVERYTHING, payments: paper.payments, linkedHouseholds: null };
    expect(issuesOf(filled, GIFT)).toEqual(
      [
        ...['recommendedOn', 'recommendedAmountFen', 'recommendedTermMonths', 'recommendedRateBps', 'approvedRateBps'],
        ...['signedOn', 'contractNumber', 'contractedAmountFen', 'contractedTermMonths', 'contractedRateBps'],
        ...['repaymentMethod', 'securityKind', 'restPlannedOn', 'outstandingAmountFen', 'repayments.0.on'],
      ].map((field) => `${field} NOT_OF_PROGRAMME`),
    );
  });

  it('comes to the same fen as what is approved, and a share of nothing is none', () => {
    for (const fen of [1_000_000n, 999_999n, 7n])
      expect(paymentShares(GIFT, fen).reduce((sum, share) => sum + share.amountFen, 0n)).toBe(fen);
    expect(paymentShares(GIFT, 1n)).toEqual([{ amountFen: 1n, milestone: 'FIRST_CHECK', holdDays: 0 }]);
  });
});

describe('what is given by a contract', () => {
  const paper = paperOf(GIVEN_BY_CONTRACT, { ...HOUSEHOLD, stage: 'FOLLOW_UP' });

  it('has its terms without a rate, and is paid as the contract has it', () => {
    expect(paper).toMatchObject({ contractedRateBps: null, repaymentMethod: 'BULLET', outstandingAmountFen: null });
    expect(issuesOf(paper, GIVEN_BY_CONTRACT)).toEqual([]);
    expect(issuesOf({ ...paper, payments: paidOn([1_000_001n]) }, GIVEN_BY_CONTRACT)).toEqual([
      'payments.0.amount PAID_OVER_CONTRACTED',
    ]);
    expect(issuesOf({ ...paper, contractedRateBps: 1 }, GIVEN_BY_CONTRACT)).toEqual([
      'contractedRateBps NOT_OF_PROGRAMME',
    ]);
  });
});

it('linked households belong to a contract that wants them', () => {
  expect(hasField(DEFINITION_A, HOUSEHOLD, 'linkedHouseholds')).toBe(false);
  expect(hasField(DEFINITION_A, { applicantKind: 'COOPERATIVE' }, 'linkedHouseholds')).toBe(true);
});

it('a payment is booked as lent or as given', () => {
  expect(owedOf(DEFINITION_A, 5n)).toBe(5n);
  expect(owedOf(GIFT, 5n)).toBe(0n);
  expect(paymentLegs(DEFINITION_A, 5n).map((leg) => leg.account)).toEqual(['PRINCIPAL', 'FUNDS']);
  expect(paymentLegs(GIFT, 5n).map((leg) => leg.account)).toEqual(['GRANT', 'FUNDS']);
});

describe('of any programme that may be published', () => {
  const publishable = anyDefinition.filter((body) => findDefinitionFaults(body).length === 0);
  const about = publishable.chain((definition) =>
    fc.record({
      definition: fc.constant({ ...definition, applicants: definition.applicants.map(widened) }),
      applicantKind: fc.constantFrom(...definition.applicants.map((row) => row.kind)),
      stage: fc.constantFrom(...definition.stages.map((row) => row.stage)),
    }),
  );
  /** an amount that each of the sample's kinds may have */
  const widened = (row: ProgrammeBody['applicants'][number]) => ({
    ...row,
    minimumFen: 1n,
    maximumFen: 1_000_000_000n,
  });

  it('its paper is whole with what it knows, lacks what is taken away, and has no place for more', () => {
    fc.assert(
      fc.property(about, fc.nat(), ({ definition, ...of }, pick) => {
        const paper = paperOf(definition, of);
        expect(issuesOf(paper, definition)).toEqual([]);
        const { step, field } = STEPS[pick % STEPS.length] ?? { step: 'CONSULTATION', field: 'number' };
        const known = hasField(definition, of, field);
        if (known && isBehind(step, of.stage)) {
          const less = { ...paper, [field]: Array.isArray(EVERYTHING[field]) ? [] : null };
          const codes = issuesOf(less, definition);
          if (OWED.includes(field)) expect(codes.some((text) => text.endsWith(' MISSING'))).toBe(true);
        } else {
          const more = { ...paper, [field]: EVERYTHING[field] ?? 'x' };
          const code = known ? 'AFTER_STAGE' : 'NOT_OF_PROGRAMME';
          expect(issuesOf(more, definition).some((text) => text.endsWith(` ${code}`))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** What each stage behind the present one owes, where the programme knows it. */
const OWED: readonly PaperField[] = STEPS.map(({ field }) => field).filter(
  (field) => !['approvalNote', 'securityReference', 'linkedHouseholds', 'restPlannedOn', 'repayments'].includes(field),
);
