import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import type { Paper } from './schema';

/**
 * Records that this person prints a paper of a case; the page lets nothing out on paper before. NOT_FOUND outside the
 * actor's scope and for a payment that is not the case's; NOT_PERMITTED for a payment's receipt without payment.read.
 */
export function recordPrint(
  ctx: Context,
  input: { caseId: string; paper: Paper; paymentId: string | null },
): Promise<Result<void>> {
  const { caseId, paper, paymentId } = input;
  return write(
    ctx,
    async (tx) => {
      if (!can(ctx.actor, 'case.read')) refuse('NOT_PERMITTED');
      const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(ctx.actor) } });
      if (!row) refuse('NOT_FOUND');
      if (paper === 'PAYMENT_RECEIPT') {
        if (!can(ctx.actor, 'payment.read')) refuse('NOT_PERMITTED');
        const paid = await tx.payment.count({ where: { id: paymentId ?? row.id, caseId, status: 'RELEASED' } });
        if (paid !== 1) refuse('NOT_FOUND');
      }
      await recordEvent(tx, ctx, {
        kind: paper === 'CASE_FILE' || paper === 'APPROVAL_FORM' ? 'case.printed' : 'receipt.printed',
        payload: { paper, ...(paper === 'PAYMENT_RECEIPT' && paymentId ? { paymentId } : {}) },
        caseId,
        scope: row,
      });
    },
    { caseId },
  );
}
