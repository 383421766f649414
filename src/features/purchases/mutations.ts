import 'server-only';
import { can } from '@/domain/permissions';
import { checkOrder } from '@/domain/purchase';
import { refuse } from '@/domain/refusal';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { type Context, type Result, read, write } from '@/server/command';
import { visibleTo } from '@/server/scope';

/** STATUS_DOES_NOT_ALLOW unless the programme orders products and an approval stands on the running case; what was approved. */
function approvedFenOf({ facts }: CaseChange): bigint {
  const fits = facts.definition.purchase && facts.status === 'OPEN' && facts.approvedAmountFen !== null;
  return fits && facts.approvedAmountFen !== null ? facts.approvedAmountFen : refuse('STATUS_DOES_NOT_ALLOW');
}

export type NewPurchaseLine = {
  caseId: string;
  product: string;
  unit: string;
  /** the union or office that orders it */
  orderedBy: string;
  quantity: number;
  unitPriceFen: bigint;
};

/**
 * 消费扶贫: one more line of the order; all lines together at most what was approved. NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW, PURCHASE_OVER_APPROVED, INVALID_INPUT.
 */
export function addPurchaseLine(ctx: Context, input: NewPurchaseLine): Promise<Result<{ lineId: string }>> {
  const { caseId, quantity, unitPriceFen } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, record } = change;
    if (!can(ctx.actor, 'purchase.record')) refuse('NOT_PERMITTED');
    const approvedFen = approvedFenOf(change);
    const [product, unit, orderedBy] = [input.product.trim(), input.unit.trim(), input.orderedBy.trim()];
    if (product === '' || unit === '' || orderedBy === '' || quantity < 1 || unitPriceFen <= 0n)
      refuse('INVALID_INPUT');
    const lines = await tx.purchaseLine.findMany({ where: { caseId } });
    const over = checkOrder([...lines, { quantity, unitPriceFen }], approvedFen);
    if (over) refuse(over.code, over.params);
    const { id } = await tx.purchaseLine.create({
      data: {
        caseId,
        sequence: lines.length + 1,
        product,
        unit,
        orderedBy,
        quantity,
        unitPriceFen,
        recordedById: ctx.actor.userId,
        recordedAt: ctx.now,
      },
      select: { id: true },
    });
    await record('purchase.listed', { lineId: id, amountFen: `${BigInt(quantity) * unitPriceFen}` });
    return { lineId: id };
  });
}

/** How many of a line have been sold by now, in all. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, PURCHASE_OVER_SOLD, INVALID_INPUT. */
export async function recordSales(
  ctx: Context,
  { lineId, soldQuantity }: { lineId: string; soldQuantity: number },
): Promise<Result<void>> {
  const where = { id: lineId, caseRecord: visibleTo(ctx.actor) };
  const line = await read(ctx.actor, (tx) => tx.purchaseLine.findFirst({ where }));
  if (!line) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, line.caseId, null, async (change) => {
    if (!can(ctx.actor, 'purchase.record')) refuse('NOT_PERMITTED');
    approvedFenOf(change);
    if (!Number.isInteger(soldQuantity) || soldQuantity < 0) refuse('INVALID_INPUT');
    if (soldQuantity > line.quantity) refuse('PURCHASE_OVER_SOLD', { quantity: line.quantity });
    await change.tx.purchaseLine.update({ where: { id: lineId }, data: { soldQuantity } });
    await change.record('purchase.sold', { lineId, soldQuantity });
  });
}
