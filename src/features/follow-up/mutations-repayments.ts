import 'server-only';
import type { Day } from '@/domain/calendar';
import { checkBooking } from '@/domain/disbursement';
import { compensationLegs, writeOffLegs } from '@/domain/ledger';
import { type Fen, formatAmount, sumFen } from '@/domain/money';
import { mustPass, refuse } from '@/domain/refusal';
import { allocateRepayment } from '@/domain/repayment-plan';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { once } from '@/features/ledger/idempotency';
import { postJournal } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { mustProveAgain } from '@/server/second-factor';
import { findPlan, firstPaidOn, outstandingLines, writeRepayment } from './plan-lines';

export type NewRepayment = { caseId: string; paidOn: Day; amountFen: Fen; idempotencyKey: string };

/**
 * Books money that came in: the earliest due line first, interest before principal, never beyond what is owed.
 * INVALID_INPUT (not above zero), DATE_IN_FUTURE, DATE_OUT_OF_ORDER (before the first payment),
 * REPAYMENT_EXCEEDS_OUTSTANDING, STATUS_DOES_NOT_ALLOW, NOT_PERMITTED, NOT_FOUND, IDEMPOTENCY_KEY_*.
 */
export function recordRepayment(ctx: Context, input: NewRepayment): Promise<Result<{ repaymentId: string }>> {
  const { caseId, paidOn, amountFen, idempotencyKey } = input;
  return write(
    ctx,
    async (tx) => {
      mustHold(ctx, 'repayment.record');
      const request = { caseId, paidOn, amountFen };
      const repaymentId = newUuid();
      const claim = { key: idempotencyKey, command: 'repayment.record', request, resultId: repaymentId } as const;
      const book = (change: CaseChange) => bookRepayment(change, input, repaymentId);
      return { repaymentId: await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, book)) };
    },
    { caseId },
  );
}

async function bookRepayment(change: CaseChange, input: NewRepayment, id: string) {
  const { tx, ctx, facts, set } = change;
  const { paidOn, amountFen } = input;
  mustPass(checkBooking(facts, ctx.actor, ['FOLLOW_UP']));
  if (amountFen <= 0n) refuse('INVALID_INPUT');
  if (paidOn > today(ctx)) refuse('DATE_IN_FUTURE');
  const firstOn = await firstPaidOn(tx, facts.id);
  if (firstOn === null) refuse('NOTHING_OUTSTANDING');
  if (paidOn < firstOn) refuse('DATE_OUT_OF_ORDER', { earliest: firstOn });

  const plan = await findPlan(tx, facts.id);
  const owed = outstandingLines(plan);
  const split = allocateRepayment(owed, amountFen);
  if (!split.ok) {
    const owedFen = sumFen(owed.map((line) => line.principalFen + line.interestFen));
    refuse(split.code, { owed: formatAmount(owedFen, 'YUAN') });
  }
  for (const part of split.splits)
    await tx.repaymentPlanLine.update({
      where: { caseId_sequence: { caseId: facts.id, sequence: part.sequence } },
      data: { paidPrincipalFen: { increment: part.principalFen }, paidInterestFen: { increment: part.interestFen } },
    });
  const { principalFen, interestFen } = split;
  await set({ outstandingAmountFen: facts.outstandingAmountFen - principalFen });
  await writeRepayment(change, { id, paidOn, principalFen, interestFen });
}

export type CaseEnd = { caseId: string; version: number | null; reason: string; idempotencyKey?: string };

/** 代偿: another pays what is owed, and the case closes. NOT_PERMITTED, TRANSITION_NOT_AVAILABLE, NOTHING_OUTSTANDING, CONFLICT, INVALID_INPUT. */
export function compensateCase(ctx: Context, input: CaseEnd): Promise<Result<void>> {
  return endOnce(ctx, 'case.compensate', input, async (change) => {
    // where a fund stands behind the loans, a claim is filed, reviewed and paid (features/risk-funds)
    if (change.facts.definition.riskFund) refuse('CLAIM_NEEDED');
    await compensateIn(change, input.reason, 0n);
  });
}

/** A case ends once under the key of its form; the version says what the form was drawn from and is no part of what is asked. */
function endOnce(
  ctx: Context,
  command: 'case.compensate' | 'case.write-off',
  { caseId, version, reason, idempotencyKey: key }: CaseEnd,
  run: (change: CaseChange) => Promise<void>,
): Promise<Result<void>> {
  const claim = { key, command, request: { caseId, reason }, resultId: caseId };
  return write(
    ctx,
    async (tx) => {
      await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, version, run));
    },
    { caseId },
  );
}

/** The same inside a change that is open; `lossFen` is what the lender bears itself. */
export function compensateIn(change: CaseChange, reason: string, lossFen: Fen): Promise<void> {
  const end = { verb: 'compensate', kind: 'COMPENSATION' } as const;
  return endCase(change, reason, end, (principalFen) => compensationLegs(principalFen, lossFen));
}

/** 核销: what is owed is given up, and the case closes. Refuses as compensateCase does. */
export function writeOffCase(ctx: Context, input: CaseEnd): Promise<Result<void>> {
  const end = { verb: 'writeOff', kind: 'WRITE_OFF' } as const;
  return endOnce(ctx, 'case.write-off', input, (change) => endCase(change, input.reason, end, writeOffLegs));
}

async function endCase(
  { tx, ctx, facts, move }: CaseChange,
  reason: string,
  { verb, kind }: { verb: 'compensate' | 'writeOff'; kind: 'COMPENSATION' | 'WRITE_OFF' },
  legsOf: typeof writeOffLegs,
): Promise<void> {
  await mustProveAgain(tx, ctx);
  const principalFen = facts.outstandingAmountFen;
  await move(verb, { reason, payload: { principalFen: `${principalFen}` }, set: { outstandingAmountFen: 0n } });
  const legs = legsOf(principalFen);
  const caseId = facts.id;
  await postJournal(tx, { caseId, kind, occurredOn: today(ctx), sourceId: caseId, legs }, ctx);
}
