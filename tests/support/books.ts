import { expect } from 'vitest';
import { bookBalance } from '@/features/ledger/mutations';
import { db } from '@/server/db';

/** Every entry sums to zero, and the principal in the books is what the case and its plan say is owed. */
export async function expectBalanced(caseId: string): Promise<void> {
  const journals = await db().journal.findMany({ where: { caseId }, include: { legs: true } });
  for (const { legs } of journals) expect(legs.reduce((sum, leg) => sum + leg.amountFen, 0n)).toBe(0n);
  const { outstandingAmountFen } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  expect((await bookBalance(db(), caseId)).PRINCIPAL).toBe(outstandingAmountFen);
  const plan = await db().repaymentPlanLine.findMany({ where: { caseId } });
  expect(plan.reduce((sum, line) => sum + line.principalFen - line.paidPrincipalFen, 0n)).toBe(outstandingAmountFen);
}
