import { allocateByLargestRemainder } from './allocation';
import { type Day, daysBetween } from './calendar';
import type { Fen } from './money';
import type { RefusalValue } from './refusal';

export type Shares = { fundShareFen: Fen; bankShareFen: Fen; insurerShareFen: Fen };

const WHOLE_BPS = 10_000n;

/** What may be lent behind a fund, in fen: its balance times the dated leverage (field-rules.md §5.1). */
export function lendingLimit(balanceFen: Fen, leverage: bigint): Fen {
  return balanceFen * leverage;
}

/** What is owed on the loans behind a fund, and since when something on them is overdue; what is paid up has no such day. */
export type FundBook = { owed: readonly { overdueSinceOn: Day | null; outstandingFen: Fen }[] };

/** A loan overdue for longer is substandard at least (《商业银行金融资产风险分类办法》 2023, Art. 11): the whole of it is bad. */
const BAD_AFTER_DAYS = 90;

/** 不良率 of the loans behind a fund on a day: the bad part, in basis points rounded down; null where nothing is owed. */
export function nonPerforming({ owed }: FundBook, today: Day): { badFen: Fen; owedFen: Fen; shareBps: number | null } {
  let [badFen, owedFen] = [0n, 0n];
  for (const { overdueSinceOn, outstandingFen } of owed) {
    owedFen += outstandingFen;
    if (overdueSinceOn !== null && daysBetween(overdueSinceOn, today) > BAD_AFTER_DAYS) badFen += outstandingFen;
  }
  return { badFen, owedFen, shareBps: owedFen === 0n ? null : Number((badFen * WHOLE_BPS) / owedFen) };
}

/** Whether lending behind a fund is paused by its bad loans: they are more than the dated tolerance (field-rules.md §1). */
export function isOverTolerance(book: FundBook, toleranceBps: bigint, today: Day): boolean {
  const { badFen, owedFen } = nonPerforming(book, today);
  return badFen * WHOLE_BPS > toleranceBps * owedFen;
}

/** A loss split between fund, bank and insurer by the dated shares (basis points), to the fen; the bank bears the rest. */
export function splitLoss(lossFen: Fen, fundShareBps: bigint, insurerShareBps: bigint): Shares {
  return shared(lossFen, [fundShareBps, WHOLE_BPS - fundShareBps - insurerShareBps, insurerShareBps]);
}

/** 追偿: what came in is shared back in the proportion in which the loss was borne, to the fen. */
export function shareRecovery(amountFen: Fen, { fundShareFen, bankShareFen, insurerShareFen }: Shares): Shares {
  return shared(amountFen, [fundShareFen, bankShareFen, insurerShareFen]);
}

function shared(amountFen: Fen, weights: readonly bigint[]): Shares {
  const [fundShareFen, bankShareFen, insurerShareFen] = allocateByLargestRemainder(amountFen, weights) ?? [];
  if (fundShareFen === undefined || bankShareFen === undefined || insurerShareFen === undefined)
    throw new Error('shares of nothing');
  return { fundShareFen, bankShareFen, insurerShareFen };
}

/** CLAIM_TOO_EARLY {days, needed}: a loan must be overdue for the dated number of days; NOTHING_OVERDUE. */
export function checkClaimDays(overdueSince: Day | null, today: Day, needed: number): RefusalValue | null {
  if (overdueSince === null) return { code: 'NOTHING_OVERDUE' };
  const days = daysBetween(overdueSince, today);
  return days < needed ? { code: 'CLAIM_TOO_EARLY', params: { days, needed } } : null;
}
