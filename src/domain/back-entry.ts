import type { Day } from './calendar';
import { type Fen, sumFen } from './money';
import type { ProgrammeBody } from './programme';
import type { ApplicantKind, Stage } from './stage';

/**
 * 补录 (domain.md §3): what stands on paper about a running case. Null is not known. A closed paper case is not entered,
 * hence no stage for it.
 */
export type BackEntryBody = {
  applicantKind: ApplicantKind;
  /** where the case stands today */
  stage: Stage;
  /** identity number of a household's borrower, else the credit code */
  number: string | null;
  name: string | null;
  phone: string | null;
  householdKind: string | null;
  contactName: string | null;
  title: string | null;
  purpose: string | null;
  recommenderOrganisation: string | null;
  recommenderPerson: string | null;
  /** the paper file answers each question of eligibility as the programme wants it */
  eligible: boolean | null;
  payeeName: string | null;
  payeeAccount: string | null;
  consultedOn: Day | null;
  requestedAmountFen: Fen | null;
  requestedTermMonths: number | null;
  acceptedOn: Day | null;
  recommendedOn: Day | null;
  recommendedAmountFen: Fen | null;
  recommendedTermMonths: number | null;
  recommendedRateBps: number | null;
  approvedOn: Day | null;
  approvedAmountFen: Fen | null;
  approvedTermMonths: number | null;
  approvedRateBps: number | null;
  approvalNote: string | null;
  signedOn: Day | null;
  contractNumber: string | null;
  contractedAmountFen: Fen | null;
  contractedTermMonths: number | null;
  contractedRateBps: number | null;
  repaymentMethod: ProgrammeBody['repaymentMethods'][number] | null;
  securityKind: ProgrammeBody['securityKinds'][number] | null;
  securityReference: string | null;
  linkedHouseholds: number | null;
  /** when the part of the contract that is not paid yet is to be paid; null: nothing more is paid */
  restPlannedOn: Day | null;
  payments: readonly PaperPayment[];
  repayments: readonly PaperRepayment[];
  /** principal still owed, as the paper has it */
  outstandingAmountFen: Fen | null;
  /** scans by requirement, those locked away left out */
  scans: Readonly<Record<string, number>>;
};

/** Whoever acted on paper is no user: the id of nobody. */
export const ON_PAPER = '00000000-0000-0000-0000-000000000000';

export type PaperPayment = { paidOn: Day; amountFen: Fen; voucher: string | null };
export type PaperRepayment = { paidOn: Day; principalFen: Fen; interestFen: Fen };

export const BACK_ENTRY_ISSUES = [
  'MISSING',
  'AFTER_STAGE',
  'NOT_OF_PROGRAMME',
  'STAGE_NOT_USED',
  'KIND_NOT_ALLOWED',
  'NOT_ELIGIBLE',
  'DATE_IN_FUTURE',
  'DATE_OUT_OF_ORDER',
  'AFTER_TERM',
  'AMOUNT_OUT_OF_RANGE',
  'AMOUNT_OVER_EARLIER',
  'TERM_OUT_OF_RANGE',
  'RATE_OVER_CEILING',
  'METHOD_NOT_OFFERED',
  'SECURITY_NOT_OFFERED',
  'PAID_OVER_CONTRACTED',
  'SHARE_DIFFERS',
  'MORE_THAN_SHARES',
  'REPAID_OVER_PAID',
  'OUTSTANDING_DOES_NOT_ADD_UP',
  'SETTLED',
  'SCAN_MISSING',
] as const;
export type BackEntryIssueCode = (typeof BACK_ENTRY_ISSUES)[number];
/** One thing that stands against submitting, at the field where it is mended. Amounts are fen as text. */
export type BackEntryIssue = { field: string; code: BackEntryIssueCode; params?: Record<string, string | number> };

/** What the contract still has to pay, when it is to be paid at all. */
export function plannedRestFen(body: Pick<BackEntryBody, 'contractedAmountFen' | 'payments' | 'restPlannedOn'>): Fen {
  if (body.contractedAmountFen === null || body.restPlannedOn === null) return 0n;
  return body.contractedAmountFen - sumFen(body.payments.map((row) => row.amountFen));
}

type Owed = { sequence: number; dueOn: Day; principalFen: Fen; interestFen: Fen };
type Settled = { sequence: number; paidPrincipalFen: Fen; paidInterestFen: Fen };

/**
 * Principal and interest repaid on paper laid over the plan, each on its earliest lines. The paper says how each repayment
 * was divided, so interest does not go first here; interest beyond the plan (a penalty) stays in the books alone.
 */
export function settlePlan(plan: readonly Owed[], principalFen: Fen, interestFen: Fen): Settled[] {
  let [principal, interest] = [principalFen, interestFen];
  const take = (left: Fen, owed: Fen) => (left < owed ? left : owed);
  return [...plan]
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.sequence - b.sequence))
    .map((line) => {
      const paidPrincipalFen = take(principal, line.principalFen);
      const paidInterestFen = take(interest, line.interestFen);
      principal -= paidPrincipalFen;
      interest -= paidInterestFen;
      return { sequence: line.sequence, paidPrincipalFen, paidInterestFen };
    })
    .filter((row) => row.paidPrincipalFen + row.paidInterestFen > 0n);
}
