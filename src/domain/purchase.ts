import type { Fen } from './money';
import type { RefusalValue } from './refusal';

export type PurchaseLine = { quantity: number; unitPriceFen: Fen };

/** What an order comes to, line by line. */
export function orderSum(lines: readonly PurchaseLine[]): Fen {
  return lines.reduce((sum, line) => sum + BigInt(line.quantity) * line.unitPriceFen, 0n);
}

/** PURCHASE_OVER_APPROVED {sumFen, approvedFen} when an order would come to more than was approved (消费扶贫). */
export function checkOrder(lines: readonly PurchaseLine[], approvedFen: Fen): RefusalValue | null {
  const sumFen = orderSum(lines);
  return sumFen > approvedFen
    ? { code: 'PURCHASE_OVER_APPROVED', params: { sumFen: `${sumFen}`, approvedFen: `${approvedFen}` } }
    : null;
}
