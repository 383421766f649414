import { type Fen, sumFen } from './money';
import type { ProgrammeBody } from './programme';

/** Accounts of a case's books between applicant and financier; a debit is positive, a credit negative. */
export const CASE_ACCOUNTS = ['FUNDS', 'PRINCIPAL', 'INTEREST', 'COMPENSATION', 'LOSS', 'GRANT'] as const;
export type Account = (typeof CASE_ACCOUNTS)[number];
export type JournalKind = 'DISBURSEMENT' | 'DISBURSEMENT_RETURN' | 'REPAYMENT' | 'COMPENSATION' | 'WRITE_OFF';
export type Leg = { account: Account; amountFen: Fen };

const legs = (...rows: [Account, Fen][]): Leg[] =>
  rows.filter(([, amountFen]) => amountFen !== 0n).map(([account, amountFen]) => ({ account, amountFen }));

/** Money paid out: the applicant owes it, the financier's funds are less by it. */
export function disbursementLegs(amountFen: Fen): Leg[] {
  return legs(['PRINCIPAL', amountFen], ['FUNDS', -amountFen]);
}

/** Money given: nobody owes it, the financier's funds are less by it. */
export function grantLegs(amountFen: Fen): Leg[] {
  return legs(['GRANT', amountFen], ['FUNDS', -amountFen]);
}

/** What of a payment is owed back: all of a loan, nothing of what is given. */
export function owedOf({ financing }: Pick<ProgrammeBody, 'financing'>, amountFen: Fen): Fen {
  return financing === 'LOAN' ? amountFen : 0n;
}

/** Money paid out under a programme, as it is lent or given. */
export function paymentLegs(definition: Pick<ProgrammeBody, 'financing'>, amountFen: Fen): Leg[] {
  return owedOf(definition, amountFen) === 0n ? grantLegs(amountFen) : disbursementLegs(amountFen);
}

/** Money paid back: funds grow by all of it, the debt falls by the principal, the rest is interest earned. */
export function repaymentLegs(principalFen: Fen, interestFen: Fen): Leg[] {
  return legs(['FUNDS', principalFen + interestFen], ['PRINCIPAL', -principalFen], ['INTEREST', -interestFen]);
}

/** 代偿: a guarantor, insurer or risk fund pays what the applicant owes; what the lender bears itself is a loss. */
export function compensationLegs(principalFen: Fen, lossFen: Fen = 0n): Leg[] {
  return legs(['COMPENSATION', principalFen - lossFen], ['LOSS', lossFen], ['PRINCIPAL', -principalFen]);
}

/** 追偿: what comes in after a compensation lessens the lender's loss by its share; the rest is owed to who compensated. */
export function recoveryLegs(amountFen: Fen, bankShareFen: Fen): Leg[] {
  return legs(['FUNDS', amountFen], ['LOSS', -bankShareFen], ['COMPENSATION', bankShareFen - amountFen]);
}

/** 核销: what is owed is given up as a loss. */
export function writeOffLegs(principalFen: Fen): Leg[] {
  return legs(['LOSS', principalFen], ['PRINCIPAL', -principalFen]);
}

/** The same entry the other way round. */
export function reversedLegs(rows: readonly Leg[]): Leg[] {
  return rows.map(({ account, amountFen }) => ({ account, amountFen: -amountFen }));
}

/** An entry has at least two legs and sums to zero. */
export function isBalanced(rows: readonly Leg[]): boolean {
  return rows.length >= 2 && sumFen(rows.map((leg) => leg.amountFen)) === 0n;
}
