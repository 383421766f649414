import 'server-only';
import type { Terms } from '@/domain/approval-terms';
import { type AuthorityStep, decidingStep } from '@/domain/authority';
import { ladderOf } from '@/domain/gates';
import { paymentShares } from '@/domain/payment-shares';
import { usesStage } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { sealApproval } from '@/features/cases/approval-seal';
import type { CaseChange } from '@/features/cases/mutations';
import { reserveQuota } from '@/features/cases/mutations-quota';
import { today } from '@/server/command';
import { toDate } from '@/server/dates';
import type { NewEvent } from '@/server/events';

/**
 * The parts of a decision that one approver and a session share: what it relies on, the sign-off, its conditions, and
 * the end, with which the case goes on. They run inside the case's change.
 */

export type NewCondition = { text: string; gate: 'CONTRACT' | 'DISBURSEMENT' };
export type DecidingStep = AuthorityStep & { row: NonNullable<AuthorityStep['row']> };

/**
 * Who decides the case today and by which row; null when nobody may. What a special item leaves is read under its lock,
 * or two cases of it decided at once would together pass its ceiling.
 */
export async function findDecidingStep(change: CaseChange): Promise<DecidingStep | null> {
  const { tx, ctx, facts } = change;
  const step = decidingStep(ladderOf(facts, today(ctx)));
  if (step?.row.source !== 'SPECIAL_ITEM') return step;
  await tx.$queryRaw`SELECT 1 FROM special_item WHERE id = ${step.row.id}::uuid FOR UPDATE`;
  await change.refresh();
  return decidingStep(ladderOf(facts, today(ctx)));
}

/** The sign-offs of the round that stand for the case. */
export const standing = ({ facts }: CaseChange) => ({
  caseId: facts.id,
  round: facts.decisionRound,
  voidedAt: null,
  outcome: 'APPROVED' as const,
});

/** What the investigation recommended; it must exist. */
export async function recommendedTerms({ tx, facts }: CaseChange): Promise<Terms> {
  const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  return termsOf({
    amountFen: row.recommendedAmountFen,
    termMonths: row.recommendedTermMonths,
    rateBps: row.recommendedRateBps,
  });
}

/** The terms of a row that must have them. */
export function termsOf(row: { amountFen: bigint | null; termMonths: number | null; rateBps: number | null }): Terms {
  const { amountFen, termMonths, rateBps } = row;
  if (amountFen === null || termMonths === null || rateBps === null)
    throw new Error('terms of a recommendation or approval are missing');
  return { amountFen, termMonths, rateBps };
}

type ApprovalRow = Partial<Terms> & {
  outcome: 'APPROVED' | 'DECLINED' | 'RETURNED';
  opinion: string;
  authorityLimitId?: string | null;
  /** what the decision relied on */
  authority?: { source: string; id: string; documentNumber: string };
  /** the item of a session under which it was voted, and by whom */
  sessionItemId?: string;
  approverId?: string;
};

/** What a sign-off relies on, as it is kept with it. */
export function reliedOn({ row }: DecidingStep): Pick<ApprovalRow, 'authorityLimitId' | 'authority'> {
  return {
    authorityLimitId: row.source === 'LIMIT' ? row.id : null,
    authority: { source: row.source, id: row.id, documentNumber: row.documentNumber },
  };
}

/** One sign-off of the present round, of whoever acts unless another is named. */
export async function writeApproval({ tx, ctx, facts }: CaseChange, row: ApprovalRow): Promise<string> {
  const created = await tx.approval.create({
    data: {
      approverId: ctx.actor.userId,
      ...row,
      caseId: facts.id,
      round: facts.decisionRound,
      organisationId: ctx.actor.organisation.id,
      decidedAt: ctx.now,
    },
    select: { id: true },
  });
  return created.id;
}

/** Conditions become gates; what an earlier approver of the round already demanded is not written twice. */
export async function addConditions(
  { tx, facts }: CaseChange,
  approvalId: string,
  conditions: readonly NewCondition[],
): Promise<void> {
  const known = await tx.condition.findMany({ where: { caseId: facts.id, status: { not: 'VOID' } } });
  const keys = new Set(known.map((row) => `${row.gate} ${row.text}`));
  for (const { text, gate } of conditions) {
    const plain = text.trim();
    if (plain === '') refuse('INVALID_INPUT');
    if (keys.has(`${gate} ${plain}`)) continue;
    keys.add(`${gate} ${plain}`);
    await tx.condition.create({ data: { caseId: facts.id, text: plain, gate, approvalId } });
  }
}

/** The end of every approval: the terms stand, the case goes on through its gates, the quota is set aside, payments are planned. */
export async function settleApproval(change: CaseChange, terms: Terms, payload: NewEvent['payload']): Promise<void> {
  const { amountFen, termMonths, rateBps } = terms;
  const sealed = await sealApproval(change.tx, change.facts.id, terms);
  await change.move('approve', {
    set: { approvedAmountFen: amountFen, approvedTermMonths: termMonths, approvedRateBps: rateBps },
    payload: { ...payload, amountFen: amountFen.toString(), termMonths, rateBps, ...sealed },
  });
  await reserveQuota(change, amountFen);
  if (!usesStage(change.facts.definition, 'CONTRACT')) await planPayments(change, amountFen);
}

/** Where no contract is made, what was approved is what will be paid, in the shares of the definition (4:5:1). */
async function planPayments(change: CaseChange, amountFen: bigint) {
  const { tx, ctx, facts } = change;
  const kept = await tx.tranche.aggregate({ where: { caseId: facts.id }, _max: { sequence: true } });
  const offset = (kept._max.sequence ?? 0) + 1;
  await tx.tranche.createMany({
    data: paymentShares(facts.definition, amountFen).map((share, index) => ({
      ...share,
      caseId: facts.id,
      sequence: offset + index,
      plannedOn: toDate(today(ctx)),
    })),
  });
  await change.set({ contractedAmountFen: amountFen });
}
