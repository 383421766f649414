import 'server-only';
import { ON_PAPER } from '@/domain/back-entry';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { checkBooking, checkPaying, checkTranche, checkWithinContract } from '@/domain/disbursement';
import { owedOf, paymentLegs } from '@/domain/ledger';
import type { Fen } from '@/domain/money';
import type { Permission } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import { checkApproval, documentsOf, hashesOf } from '@/features/cases/approval-seal';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { returnToQuota, spendQuota } from '@/features/cases/mutations-quota';
import { scopeColumns } from '@/features/cases/scope-columns';
import { openDueReports } from '@/features/follow-up/mutations-reports';
import { addPlanLines, removePlanLines } from '@/features/follow-up/plan-lines';
import { once } from '@/features/ledger/idempotency';
import { postJournal, reverseJournal } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, read, today, write } from '@/server/command';
import { nextNumber } from '@/server/counters';
import { decrypt, type Sealer, sealer, sealerFor } from '@/server/crypto';
import { toDate, toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import { mustProveAgain } from '@/server/second-factor';
import { hasSamePayee, sealPayee } from './payee-seal';

// ------------------------------------------------------------------ request

type Tranche = { id: string; amountFen: Fen; sequence: number; milestone: string; holdDays: number };

/**
 * The clerk asks for the payment of an instalment. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, CONTRACT_MISSING,
 * CONDITIONS_OPEN, DOCUMENTS_*, TRANCHE_NOT_PAYABLE, TRANCHES_DO_NOT_ADD_UP, PAYEE_MISSING, CORRECTION_OPEN,
 * SAME_PERSON, APPROVAL_ALTERED, IDEMPOTENCY_KEY_*.
 */
export async function requestPayment(
  ctx: Context,
  { caseId, trancheId, idempotencyKey }: { caseId: string; trancheId: string; idempotencyKey: string },
): Promise<Result<{ paymentId: string }>> {
  const result = await write(
    ctx,
    async (tx) => {
      mustHold(ctx, 'payment.request');
      const paymentId = newUuid();
      const request = { caseId, trancheId };
      const claim = { key: idempotencyKey, command: 'payment.request', request, resultId: paymentId } as const;
      const ask = (change: CaseChange) => writeRequest(change, trancheId, paymentId);
      return { paymentId: await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, ask)) };
    },
    { caseId },
  );
  return alarmed(ctx, caseId, result);
}

async function writeRequest(change: CaseChange, trancheId: string, paymentId: string): Promise<void> {
  const { tx, ctx, facts } = change;
  mustPass(checkPaying(facts, ctx.actor, today(ctx)));
  const tranche = (await tx.tranche.findFirst({ where: { id: trancheId, caseId: facts.id } })) ?? refuse('NOT_FOUND');
  mustPass(checkTranche(facts, { ...tranche, plannedOn: toDay(tranche.plannedOn) }, today(ctx)));
  const { amountFen } = tranche;
  mustPass(checkWithinContract(facts.contractedAmountFen, await committedFen(tx, facts.id), amountFen));
  await change.takeDuty('PAYMENT_REQUEST');
  const documents = await documentsOf(tx, facts.id);
  const order = await paymentOrder(tx, facts, tranche, documents, sealer());
  const payee = sealPayee(sealer(), { paymentId, ...order });
  mustPass(await checkApproval(tx, facts.id));
  await tx.tranche.update({ where: { id: trancheId }, data: { status: 'REQUESTED' } });
  await tx.payment.create({
    data: {
      id: paymentId,
      caseId: facts.id,
      trancheId,
      ...scopeColumns(facts),
      amountFen,
      ...order,
      requestedById: ctx.actor.userId,
      requestedAt: ctx.now,
    },
  });
  await change.record('payment.requested', { paymentId, trancheId, amountFen: `${amountFen}`, documents, payee });
}

/** Money of the case that was paid or is under way; what came back or was refused does not count. */
async function committedFen(tx: Tx, caseId: string, exceptId?: string): Promise<Fen> {
  const sum = await tx.payment.aggregate({
    where: { caseId, status: { in: ['REQUESTED', 'RELEASED'] }, ...(exceptId ? { id: { not: exceptId } } : {}) },
    _sum: { amountFen: true },
  });
  return sum._sum.amountFen ?? 0n;
}

/**
 * Whom to pay as the case says now, and the seal over all that the two people sign for: how much, to whom, under which
 * contract and on which papers. PAYEE_MISSING, CORRECTION_OPEN.
 */
async function paymentOrder(tx: Tx, facts: CaseFacts, tranche: Tranche, documents: readonly string[], by: Sealer) {
  const row = await tx.caseRecord.findUniqueOrThrow({
    where: { id: facts.id },
    select: {
      payeeName: true,
      payeeAccountCipher: true,
      approvedAmountFen: true,
      approvedTermMonths: true,
      approvedRateBps: true,
      contracts: { where: { status: 'SIGNED' } },
      corrections: { where: { status: 'REQUESTED', field: { in: ['PAYEE_NAME', 'PAYEE_ACCOUNT'] } } },
    },
  });
  const { payeeName, payeeAccountCipher } = row;
  if (!payeeName || !payeeAccountCipher) refuse('PAYEE_MISSING');
  if (row.corrections.length > 0) refuse('CORRECTION_OPEN');
  const [contract] = row.contracts;
  const requestHash = by.seal('payment', {
    caseId: facts.id,
    trancheId: tranche.id,
    sequence: tranche.sequence,
    milestone: tranche.milestone,
    holdDays: tranche.holdDays,
    amountFen: tranche.amountFen,
    approvedAmountFen: row.approvedAmountFen,
    approvedTermMonths: row.approvedTermMonths,
    approvedRateBps: row.approvedRateBps,
    payeeName,
    // the account's blind index: its ciphertext differs each time that it is written
    payeeAccount: by.index('account', decrypt(payeeAccountCipher)),
    contractNumber: contract?.number ?? null,
    contractAmountFen: contract?.amountFen ?? null,
    contractTermMonths: contract?.termMonths ?? null,
    contractRateBps: contract?.rateBps ?? null,
    repaymentMethod: contract?.repaymentMethod ?? null,
    documents: await hashesOf(tx, facts.id, documents),
  });
  return { payeeName, payeeAccountCipher, requestHash };
}

// ------------------------------------------------------------------ release

/** Finds the payment's case in the actor's scope first, so that a refusal is kept with the case it was about. */
async function onPayment<T>(
  ctx: Context,
  paymentId: string,
  permission: Permission,
  run: (tx: Tx, caseId: string) => Promise<T>,
): Promise<Result<T>> {
  const where = { id: paymentId, ...visibleTo(ctx.actor) };
  const payment = await read(ctx.actor, (tx) => tx.payment.findFirst({ where, select: { caseId: true } }));
  if (!payment) return write(ctx, async () => refuse('NOT_FOUND'));
  return write(
    ctx,
    (tx) => {
      mustHold(ctx, permission);
      return run(tx, payment.caseId);
    },
    { caseId: payment.caseId },
  );
}

/**
 * The checker pays the money out: once, whatever happens around it. What requestPayment refuses, and
 * PAYMENT_NOT_RELEASABLE (somebody dealt with it first), PAYMENT_CHANGED_SINCE_REQUEST, SAME_PERSON. What was altered past
 * the portal since the approval or the request is refused and alarmed.
 */
export async function releasePayment(
  ctx: Context,
  { paymentId, idempotencyKey }: { paymentId: string; idempotencyKey: string },
): Promise<Result<{ paymentId: string }>> {
  const claim = {
    key: idempotencyKey,
    command: 'payment.release',
    request: { paymentId },
    resultId: paymentId,
  } as const;
  let ofCase: string | undefined;
  const result = await onPayment(ctx, paymentId, 'payment.release', async (tx, caseId) => {
    ofCase = caseId;
    await mustProveAgain(tx, ctx);
    const release = (change: CaseChange) => writeRelease(change, paymentId);
    await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, release));
    return { paymentId };
  });
  return ofCase ? alarmed(ctx, ofCase, result, paymentId) : result;
}

const ALARMING: readonly string[] = ['APPROVAL_ALTERED', 'PAYMENT_CHANGED_SINCE_REQUEST'];

/**
 * The portal changes nothing of what is sealed while a payment is under way: what differs was changed past it. That is
 * an event of the case, in a transaction of its own, for the refusal rolled its own back.
 */
async function alarmed<T>(ctx: Context, caseId: string, result: Result<T>, paymentId?: string): Promise<Result<T>> {
  if (result.ok || !ALARMING.includes(result.refusal.code)) return result;
  const payload = { code: result.refusal.code, ...(paymentId ? { paymentId } : {}) };
  await write(ctx, async (tx) => {
    const scope = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    await recordEvent(tx, ctx, { kind: 'payment.alarmed', payload, caseId, scope });
  });
  return result;
}

async function writeRelease(change: CaseChange, paymentId: string): Promise<void> {
  const { tx, ctx, facts } = change;
  await lockFund(change);
  const payment = await findRequested(change, paymentId);
  mustPass(checkPaying(facts, ctx.actor, today(ctx)));
  await takeCheck(change, payment.requestedById);
  // a key that is gone says nothing: the payment is asked for anew
  const by = sealerFor(payment.requestHash) ?? refuse('PAYMENT_CHANGED_SINCE_REQUEST');
  const documents = await documentsOfRequest(tx, facts.id, paymentId);
  const order = await paymentOrder(tx, facts, payment.tranche, documents, by);
  if (payment.amountFen !== payment.tranche.amountFen || order.requestHash !== payment.requestHash)
    refuse('PAYMENT_CHANGED_SINCE_REQUEST');
  // lists and receipts show the payee of the payment's own row, which no seal of the case covers
  if (!hasSamePayee(by, { paymentId, ...order }, payment)) refuse('PAYMENT_CHANGED_SINCE_REQUEST');
  mustPass(await checkApproval(tx, facts.id));
  const { amountFen, trancheId } = payment;
  mustPass(checkWithinContract(facts.contractedAmountFen, await committedFen(tx, facts.id, paymentId), amountFen));

  await tx.tranche.update({ where: { id: trancheId }, data: { status: 'RELEASED' } });
  const principalFen = owedOf(facts.definition, amountFen);
  const sums = {
    disbursedAmountFen: facts.disbursedAmountFen + amountFen,
    outstandingAmountFen: facts.outstandingAmountFen + principalFen,
  };
  const payload = paymentPayload(facts, { paymentId, trancheId, amountFen });
  if (facts.stage === 'DISBURSEMENT') await change.move('disburse', { set: sums, payload });
  else {
    await change.set(sums);
    await change.record('payment.released', payload);
  }
  const occurredOn = today(ctx);
  const legs = paymentLegs(facts.definition, amountFen);
  await postJournal(tx, { caseId: facts.id, kind: 'DISBURSEMENT', occurredOn, sourceId: paymentId, legs }, ctx);
  if (principalFen > 0n) await addPlanLines(tx, facts, { amountFen, paidOn: occurredOn });
  await spendQuota(change, amountFen);
  // the voucher's counter stays locked until the transaction ends, so it is taken last
  await tx.payment.update({
    where: { id: paymentId },
    data: {
      status: 'RELEASED',
      releasedById: ctx.actor.userId,
      releasedAt: ctx.now,
      releasedOn: toDate(occurredOn),
      voucherNumber: await voucherNumber(tx, facts, occurredOn),
    },
  });
  await openDueReports(tx, ctx, facts.id);
}

/** The papers that lay there when it was asked for, as its event says. */
async function documentsOfRequest(tx: Tx, caseId: string, paymentId: string): Promise<string[]> {
  const event = await tx.event.findFirst({
    where: { caseId, kind: 'payment.requested', payload: { path: ['paymentId'], equals: paymentId } },
    select: { payload: true },
  });
  return ((event?.payload as Prisma.JsonObject | undefined)?.documents ?? []) as string[];
}

/** Two loans paid at the same moment would together pass what their fund carries: one waits for the other. */
async function lockFund(change: CaseChange): Promise<void> {
  const { tx, facts } = change;
  if (!facts.definition.riskFund) return;
  const { countyId, programmeId, financierId } = facts;
  await tx.$queryRaw`SELECT 1 FROM risk_fund WHERE county_id = ${countyId} AND programme_id = ${programmeId}::uuid
    AND financier_id = ${financierId}::uuid FOR UPDATE`;
  await change.refresh();
}

type Paid = { paymentId: string; trancheId: string; amountFen: Fen };

/** What the event of a payment says: how much was paid, and how much of it is owed. */
export function paymentPayload(
  { definition }: Pick<CaseFacts, 'definition'>,
  { paymentId, trancheId, amountFen }: Paid,
) {
  return { paymentId, trancheId, amountFen: `${amountFen}`, principalFen: `${owedOf(definition, amountFen)}` };
}

async function findRequested({ tx, facts }: CaseChange, paymentId: string) {
  const payment = await tx.payment.findFirstOrThrow({
    where: { id: paymentId, caseId: facts.id },
    include: { tranche: true },
  });
  return payment.status === 'REQUESTED' ? payment : refuse('PAYMENT_NOT_RELEASABLE');
}

async function takeCheck(change: CaseChange, requestedById: string): Promise<void> {
  if (requestedById === change.ctx.actor.userId) refuse('SAME_PERSON', { duty: 'PAYMENT_REQUEST' });
  await change.takeDuty('PAYMENT_RELEASE');
}

/** Programme, county, year and the next voucher of that county and year. */
export async function voucherNumber(tx: Tx, facts: CaseFacts, on: Day): Promise<string> {
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: facts.programmeId }, select: { code: true } });
  const county = await tx.regionVersion.findFirst({
    where: { regionId: facts.countyId, validTo: null },
    select: { code: true },
  });
  const year = Number(on.slice(0, 4));
  const number = await nextNumber(tx, facts.countyId, year, 'VOUCHER');
  return `${programme.code}-${county?.code ?? facts.countyId}-${year}-V${String(number).padStart(4, '0')}`;
}

// ------------------------------------------------------------------ not paid, or not arrived

/**
 * The checker refuses a request, and the instalment may be asked for anew. PAYMENT_NOT_RELEASABLE, SAME_PERSON,
 * INVALID_INPUT, IDEMPOTENCY_KEY_*.
 */
export function refusePayment(
  ctx: Context,
  { paymentId, reason, idempotencyKey: key }: { paymentId: string; reason: string; idempotencyKey?: string },
): Promise<Result<void>> {
  const claim = { key, command: 'payment.refuse', request: { paymentId, reason }, resultId: paymentId } as const;
  return onPayment(ctx, paymentId, 'payment.release', async (tx, caseId) => {
    const refuseIt = (change: CaseChange) => writeRefusal(change, paymentId, reason);
    await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, refuseIt));
  });
}

async function writeRefusal(change: CaseChange, paymentId: string, reason: string): Promise<void> {
  const { tx, ctx, facts } = change;
  mustPass(checkBooking(facts, ctx.actor, ['DISBURSEMENT', 'FOLLOW_UP']));
  if (reason.trim() === '') refuse('INVALID_INPUT');
  const { trancheId, amountFen, requestedById } = await findRequested(change, paymentId);
  await takeCheck(change, requestedById);
  await tx.payment.update({ where: { id: paymentId }, data: { status: 'REFUSED', reason } });
  await tx.tranche.update({ where: { id: trancheId }, data: { status: 'PLANNED' } });
  await change.record('payment.refused', { paymentId, trancheId, amountFen: `${amountFen}` }, { remark: reason });
}

/**
 * 退汇: the bank sent the money back. The entry is reversed, the sums fall, and the instalment may be paid again by a new
 * request. STATUS_DOES_NOT_ALLOW, DATE_IN_FUTURE, DATE_OUT_OF_ORDER (before it was paid), REPAID_SINCE_RELEASE,
 * INVALID_INPUT, IDEMPOTENCY_KEY_*.
 */
export function returnPayment(
  ctx: Context,
  { idempotencyKey: key, ...input }: PaymentReturn & { idempotencyKey?: string },
): Promise<Result<void>> {
  const { paymentId } = input;
  const claim = { key, command: 'payment.return', request: input, resultId: paymentId } as const;
  return onPayment(ctx, paymentId, 'payment.return', async (tx, caseId) => {
    await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, (change) => writeReturn(change, input)));
  });
}

export type PaymentReturn = { paymentId: string; returnedOn: Day; reason: string };

/** The same inside a change that is open, for the return file of a bank. */
export async function writeReturn(change: CaseChange, { paymentId, returnedOn, reason }: PaymentReturn): Promise<void> {
  const { tx, ctx, facts } = change;
  const caseId = facts.id;
  mustPass(checkBooking(facts, ctx.actor, ['FOLLOW_UP']));
  if (reason.trim() === '') refuse('INVALID_INPUT');
  const payment = await tx.payment.findFirstOrThrow({ where: { id: paymentId, caseId } });
  if (payment.status !== 'RELEASED' || payment.releasedOn === null) refuse('STATUS_DOES_NOT_ALLOW');
  const paidOn = toDay(payment.releasedOn);
  if (returnedOn > today(ctx)) refuse('DATE_IN_FUTURE');
  if (returnedOn < paidOn) refuse('DATE_OUT_OF_ORDER', { earliest: paidOn });
  const { amountFen, trancheId } = payment;
  const principalFen = owedOf(facts.definition, amountFen);
  if (principalFen > facts.outstandingAmountFen) refuse('REPAID_SINCE_RELEASE');
  if (principalFen > 0n) await removePlanLines(tx, facts, { amountFen, paidOn });
  // what was paid on paper was never taken from a quota of the portal
  if (payment.requestedById !== ON_PAPER) await returnToQuota(change, amountFen);
  await tx.payment.update({
    where: { id: paymentId },
    data: { status: 'RETURNED', returnedOn: toDate(returnedOn), settledOn: null, reason },
  });
  await tx.tranche.update({ where: { id: trancheId }, data: { status: 'RETURNED' } });
  const original = { kind: 'DISBURSEMENT', sourceId: paymentId } as const;
  await reverseJournal(tx, original, { kind: 'DISBURSEMENT_RETURN', occurredOn: returnedOn }, ctx);
  await change.set({
    disbursedAmountFen: facts.disbursedAmountFen - amountFen,
    outstandingAmountFen: facts.outstandingAmountFen - principalFen,
  });
  const payload = paymentPayload(facts, { paymentId, trancheId, amountFen });
  await change.record('payment.returned', payload, { occurredOn: returnedOn, remark: reason });
}
