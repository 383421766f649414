import type { Day } from './calendar';
import type { PaymentStatus } from './disbursement';
import type { Fen } from './money';
import type { RefusalCode } from './refusal';

export const BANK_OUTCOMES = ['SUCCESS', 'FAILURE'] as const;
export type BankOutcome = (typeof BANK_OUTCOMES)[number];
export const BANK_EXCEPTIONS = ['UNKNOWN', 'OTHER_AMOUNT', 'OTHER_ACCOUNT', 'DUPLICATE', 'NOT_BOOKED'] as const;
export type BankException = (typeof BANK_EXCEPTIONS)[number];

/** What a bank says of one payment: 回盘文件. */
export type ReportedLine = { amountFen: Fen; accountTail: string; outcome: BankOutcome; happenedOn: Day };
export type ReportedPayment = {
  amountFen: Fen;
  accountTail: string;
  status: PaymentStatus;
  releasedOn: Day | null;
  settledOn: Day | null;
};
export type Judgement = 'SETTLE' | 'RETURN' | { exception: BankException; refusal?: RefusalCode };

/** The last four digits, by which an account is compared without being shown. */
export function tailOf(account: string): string {
  return account.replace(/\D/g, '').slice(-4);
}

/**
 * What follows from a line: the payment arrived, or came back, or a person must look. Only a payment that is out and not
 * yet reported is settled or returned by it; reference, amount and the end of the account must all agree.
 */
export function judgeReturn(line: ReportedLine, payment: ReportedPayment | null, today: Day): Judgement {
  if (!payment) return { exception: 'UNKNOWN' };
  if (line.amountFen !== payment.amountFen) return { exception: 'OTHER_AMOUNT' };
  if (line.accountTail !== payment.accountTail) return { exception: 'OTHER_ACCOUNT' };
  if (payment.status !== 'RELEASED' || payment.settledOn !== null || payment.releasedOn === null)
    return { exception: 'DUPLICATE' };
  if (line.happenedOn > today) return { exception: 'NOT_BOOKED', refusal: 'DATE_IN_FUTURE' };
  if (line.happenedOn < payment.releasedOn) return { exception: 'NOT_BOOKED', refusal: 'DATE_OUT_OF_ORDER' };
  return line.outcome === 'SUCCESS' ? 'SETTLE' : 'RETURN';
}
