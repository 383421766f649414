import 'server-only';
import type { Actor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import type { Fen } from '@/domain/money';
import { orderSum } from '@/domain/purchase';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';

export type PurchaseLineView = {
  id: string;
  sequence: number;
  product: string;
  unit: string;
  orderedBy: string;
  quantity: number;
  unitPriceFen: Fen;
  amountFen: Fen;
  soldQuantity: number;
  soldFen: Fen;
};

export type PurchaseView = {
  facts: CaseFacts;
  title: string;
  lines: PurchaseLineView[];
  orderedFen: Fen;
  soldFen: Fen;
};

/** The order of a case line by line, with what was sold of each; null outside the actor's scope. */
export function getPurchase(actor: Actor, caseId: string): Promise<PurchaseView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const { title, purchaseLines } = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: { title: true, purchaseLines: { orderBy: { sequence: 'asc' } } },
    });
    const sold = purchaseLines.map((line) => ({ ...line, quantity: line.soldQuantity }));
    return {
      facts,
      title,
      lines: purchaseLines.map((line) => ({
        ...line,
        amountFen: orderSum([line]),
        soldFen: BigInt(line.soldQuantity) * line.unitPriceFen,
      })),
      orderedFen: orderSum(purchaseLines),
      soldFen: orderSum(sold),
    };
  });
}
