import { allocateByLargestRemainder } from './allocation';
import type { Fen } from './money';
import type { ProgrammeBody } from './programme';
import type { Milestone } from './stage';

/** One instalment as the definition plans it: fen, what must have happened before, and for how many days it is kept back. */
export type PaymentShare = { amountFen: Fen; milestone: Milestone; holdDays: number };

/**
 * Where no contract is made, what was approved is what will be paid, in the shares of the definition (4:5:1,
 * field-rules.md §5.6); together they are the whole to the fen. A share of so little that it comes to nothing is none.
 */
export function paymentShares({ payments }: Pick<ProgrammeBody, 'payments'>, approvedFen: Fen): PaymentShare[] {
  const parts = allocateByLargestRemainder(
    approvedFen,
    payments.map((share) => BigInt(share.shareBps)),
  );
  if (!parts) throw new Error('the definition has no payment shares');
  return payments
    .map(({ milestone, holdDays }, index) => ({ amountFen: parts[index] ?? 0n, milestone, holdDays }))
    .filter((share) => share.amountFen > 0n);
}
