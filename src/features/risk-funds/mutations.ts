import 'server-only';
import { dayOf } from '@/domain/calendar';
import { type CaseFacts, regionPath } from '@/domain/case-facts';
import { isOfAnotherFinancier } from '@/domain/financier';
import { recoveryLegs } from '@/domain/ledger';
import type { Permission } from '@/domain/permissions';
import { type PolicyKind, policyOn } from '@/domain/policy';
import { parseProgrammeBody } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { checkClaimDays, shareRecovery, splitLoss } from '@/domain/risk-fund';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { compensateIn } from '@/features/follow-up/mutations-repayments';
import { overdueSince } from '@/features/follow-up/plan-lines';
import { once } from '@/features/ledger/idempotency';
import { postJournal } from '@/features/ledger/mutations';
import { settledNow } from '@/features/ledger/queries-settled';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { holdersIn } from '@/server/holders';
import { notify } from '@/server/notify';
import { visibleInRegion, visibleTo } from '@/server/scope';
import { mustProveAgain } from '@/server/second-factor';
import { bookEntry, findFund, mustRead, recordOnFund } from './fund';
import type { DepositInput, FundInput } from './schema';

/**
 * Sets up the fund behind a lender's loans of a programme in the own county. NOT_PERMITTED, NOT_FOUND (no such programme
 * or lender here), FUND_NOT_ASKED (the programme lends behind none), FUND_EXISTS, REGION_OUT_OF_SCOPE, INVALID_INPUT.
 */
export function setUpFund(ctx: Context, input: FundInput): Promise<Result<{ fundId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'fund.manage');
    if (input.name.trim() === '') refuse('INVALID_INPUT');
    const county = await tx.regionVersion.findFirst({
      where: { regionId: ctx.actor.organisation.regionId, validTo: null, region: { level: 'COUNTY' } },
    });
    const provinceId = county?.provinceId ?? refuse('REGION_OUT_OF_SCOPE');
    const cityId = county?.cityId ?? refuse('REGION_OUT_OF_SCOPE');
    const countyId = ctx.actor.organisation.regionId;
    const definition = await tx.programmeDefinition.findFirst({
      where: { programmeId: input.programmeId, provinceId, status: 'PUBLISHED' },
      orderBy: { effectiveFrom: 'desc' },
    });
    if (!definition) refuse('NOT_FOUND');
    if (!parseProgrammeBody(definition.body).riskFund) refuse('FUND_NOT_ASKED');
    // who has a branch in the county
    const lender = await tx.organisation.findFirst({
      where: { financierId: input.financierId, regionId: countyId, active: true, kind: { in: ['BANK', 'INSURER'] } },
    });
    if (!lender) refuse('NOT_FOUND');
    const of = { countyId, programmeId: input.programmeId, financierId: input.financierId };
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('risk_fund'))::text`;
    if (await tx.riskFund.findUnique({ where: { countyId_programmeId_financierId: of } })) refuse('FUND_EXISTS');
    const fund = await tx.riskFund.create({
      data: {
        ...{ provinceId, cityId, ...of },
        name: input.name.trim(),
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
      },
    });
    await recordOnFund(tx, ctx, fund, 'fund.set-up');
    return { fundId: fund.id };
  });
}

/**
 * Money or interest that came into the fund, once under its document. NOT_PERMITTED, NOT_FOUND, INVALID_INPUT,
 * DATE_IN_FUTURE, MONEY_BOOKED_ALREADY, IDEMPOTENCY_KEY_*.
 */
export function depositToFund(ctx: Context, { idempotencyKey, ...input }: Deposit): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'fund.manage');
    const claim = { command: 'fund.deposit', request: input, resultId: newUuid() } as const;
    await once(tx, ctx, { ...claim, key: idempotencyKey }, () => bookDeposit(tx, ctx, input));
  });
}

type Deposit = Omit<DepositInput, 'idempotencyKey'> & { idempotencyKey?: string };

async function bookDeposit(tx: Tx, ctx: Context, input: Omit<Deposit, 'idempotencyKey'>): Promise<void> {
  const fund = await findFund(tx, visibleInRegion(ctx.actor), input.fundId);
  if (input.amount <= 0n || input.reference.trim() === '') refuse('INVALID_INPUT');
  if (input.occurredOn > today(ctx)) refuse('DATE_IN_FUTURE');
  const { kind, amount: amountFen, occurredOn } = input;
  const reference = input.reference.trim();
  const same = { riskFundId: fund.id, kind, amountFen, reference, occurredOn: toDate(occurredOn) };
  if (await tx.fundEntry.findFirst({ where: same })) refuse('MONEY_BOOKED_ALREADY', { reference });
  const entryId = await bookEntry(tx, ctx, fund, { kind, amountFen, reference, occurredOn });
  const settled = await settledNow(tx, { FUND_ENTRY: [entryId] });
  await recordOnFund(tx, ctx, fund, 'fund.paid-in', { entry: kind, amountFen: `${amountFen}`, ...settled });
}

/**
 * The lender stops lending behind the fund, or goes on. NOT_PERMITTED, NOT_FOUND, INVALID_INPUT (no reason),
 * NOTHING_CHANGED.
 */
export function pauseFund(
  ctx: Context,
  { fundId, pause, reason }: { fundId: string; pause: boolean; reason: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'fund.pause');
    const fund = await mustRead(tx, ctx, fundId);
    if (reason.trim() === '') refuse('INVALID_INPUT');
    if ((fund.pausedAt !== null) === pause) refuse('NOTHING_CHANGED');
    await tx.riskFund.update({
      where: { id: fundId },
      data: pause ? { pausedAt: ctx.now, pausedReason: reason.trim() } : { pausedAt: null, pausedReason: null },
    });
    await recordOnFund(tx, ctx, fund, pause ? 'fund.paused' : 'fund.resumed', {}, reason.trim());
  });
}

// ------------------------------------------------------------------ claims

const BASIS = ['FUND_CLAIM_DAYS', 'FUND_SHARE', 'INSURER_SHARE'] as const satisfies PolicyKind[];

/** The dated values that a claim relies on; a place that says nothing pays nothing: FUND_TERMS_MISSING {kind}. */
function termsOf(facts: CaseFacts, on: string) {
  return BASIS.map((kind) => {
    const row = policyOn(facts.policies, kind, regionPath(facts), facts.programmeId, on);
    return row ?? refuse('FUND_TERMS_MISSING');
  });
}

/**
 * 代偿申请: the lender claims what is owed on a case that is long overdue; the loss is split by the dated shares of the day.
 * NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW, FUND_MISSING, CLAIM_EXISTS, NOTHING_OUTSTANDING,
 * NOTHING_OVERDUE, CLAIM_TOO_EARLY {days, needed}, FUND_TERMS_MISSING, INVALID_INPUT.
 */
export function fileClaim(
  ctx: Context,
  { caseId, statement }: { caseId: string; statement: string },
): Promise<Result<{ claimId: string }>> {
  return changeCase(ctx, caseId, null, async ({ tx, facts, record }) => {
    mustHold(ctx, 'fund-claim.file');
    if (statement.trim() === '') refuse('INVALID_INPUT');
    if (facts.stage !== 'FOLLOW_UP' || facts.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
    if (facts.outstandingAmountFen === 0n) refuse('NOTHING_OUTSTANDING');
    const { countyId, programmeId, financierId } = facts;
    const fund = await tx.riskFund.findUnique({
      where: { countyId_programmeId_financierId: { countyId, programmeId, financierId } },
    });
    if (!fund || !facts.definition.riskFund) refuse('FUND_MISSING');
    if (await tx.fundClaim.findFirst({ where: { caseId, status: { not: 'REFUSED' } } })) refuse('CLAIM_EXISTS');
    const terms = termsOf(facts, today(ctx));
    const [days, fundShare, insurerShare] = terms.map((row) => row.value);
    const since = await overdueSince(tx, caseId, today(ctx));
    const refusal = checkClaimDays(since, today(ctx), Number(days));
    if (refusal || since === null) refuse(refusal?.code ?? 'NOTHING_OVERDUE', refusal?.params);
    const claim = await tx.fundClaim.create({
      data: {
        riskFundId: fund.id,
        caseId,
        outstandingFen: facts.outstandingAmountFen,
        overdueSinceOn: toDate(since),
        ...splitLoss(facts.outstandingAmountFen, fundShare ?? 0n, insurerShare ?? 0n),
        basis: terms.map(({ kind, value, documentNumber }) => ({ kind, value: `${value}`, documentNumber })),
        statement: statement.trim(),
        filedById: ctx.actor.userId,
        filedAt: ctx.now,
      },
    });
    await record('fund-claim.filed', { claimId: claim.id, outstandingFen: `${claim.outstandingFen}` });
    const reviewers = await holdersIn(tx, 'fund-claim.review', { regionId: countyId });
    await notify(tx, ctx, reviewers, { kind: 'CLAIM_FILED', caseId, subjectId: fund.id });
    return { claimId: claim.id };
  });
}

export type ClaimReview = { claimId: string; outcome: 'REVIEWED' | 'REFUSED'; remark: string };

/**
 * The county agrees to a claim or refuses it with a remark. NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED, SAME_PERSON,
 * STATUS_DOES_NOT_ALLOW, INVALID_INPUT.
 */
export function reviewClaim(ctx: Context, { claimId, outcome, remark }: ClaimReview): Promise<Result<void>> {
  return onClaim(ctx, claimId, 'fund-claim.review', async ({ tx, record }, claim) => {
    if (claim.filedById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'FUND_CLAIM' });
    if (outcome === 'REFUSED' && remark.trim() === '') refuse('INVALID_INPUT');
    const data = { reviewedById: ctx.actor.userId, reviewedAt: ctx.now, reviewRemark: remark.trim() || null };
    const done = await tx.fundClaim.updateMany({
      where: { id: claimId, status: 'FILED' },
      data: { status: outcome, ...data },
    });
    if (done.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    const kind = outcome === 'REVIEWED' ? 'fund-claim.reviewed' : 'fund-claim.refused';
    await record(kind, { claimId }, { remark: remark.trim() });
    const about = { caseId: claim.caseId, subjectId: claim.riskFundId };
    const payers = outcome === 'REVIEWED' ? await holdersIn(tx, 'fund-claim.pay', lenderOf(claim.caseRecord)) : [];
    await notify(tx, ctx, [claim.filedById, ...payers], { kind: 'CLAIM_REVIEWED', ...about });
  });
}

/** The branch that lent, or where there is none the lender itself. */
const lenderOf = (row: { countyBranchId: string | null; provincialBranchId: string | null; financierId: string }) => ({
  id: row.countyBranchId ?? row.provincialBranchId ?? row.financierId,
});

/**
 * The fund pays its share and the case ends compensated. It is the lender's approver who takes it, for giving up what is
 * owed is decided like lending it. STATUS_DOES_NOT_ALLOW unless reviewed, CLAIM_CHANGED (something was repaid since),
 * FUND_TOO_SMALL {balanceFen}, SAME_PERSON, IDEMPOTENCY_KEY_*, and all that ends a case by compensation refuses.
 */
export function payClaim(
  ctx: Context,
  { claimId, idempotencyKey }: { claimId: string; idempotencyKey?: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'fund-claim.pay');
    const claim = { key: idempotencyKey, command: 'fund-claim.pay', request: { claimId }, resultId: claimId } as const;
    await once(tx, ctx, claim, () => onClaimIn(tx, ctx, claimId, payOut));
  });
}

async function payOut(change: CaseChange, claim: Claim) {
  const { tx, ctx } = change;
  const { id: claimId } = claim;
  if (claim.status !== 'REVIEWED') refuse('STATUS_DOES_NOT_ALLOW');
  if ([claim.filedById, claim.reviewedById].includes(ctx.actor.userId)) refuse('SAME_PERSON', { duty: 'FUND_CLAIM' });
  if (claim.outstandingFen !== change.facts.outstandingAmountFen) refuse('CLAIM_CHANGED');
  await mustProveAgain(tx, ctx);
  await tx.fundClaim.update({
    where: { id: claimId },
    data: { status: 'PAID', paidById: ctx.actor.userId, paidAt: ctx.now },
  });
  const entryId = await bookEntry(tx, ctx, claim.riskFund, {
    kind: 'PAYOUT',
    amountFen: -claim.fundShareFen,
    reference: change.facts.reference,
    occurredOn: today(ctx),
    claimId,
  });
  const settled = await settledNow(tx, { FUND_CLAIM: [claimId], FUND_ENTRY: [entryId] });
  await change.record('fund-claim.paid', { claimId, fundShareFen: `${claim.fundShareFen}`, ...settled });
  await compensateIn(change, claim.statement, claim.bankShareFen);
}

export type NewRecovery = { claimId: string; amount: bigint; receivedOn: string; idempotencyKey?: string };

/**
 * 追偿: money that came in after the compensation, shared back at once. NOT_PERMITTED (also to another lender's people),
 * NOT_FOUND, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW (nothing was paid), INVALID_INPUT, DATE_IN_FUTURE,
 * DATE_OUT_OF_ORDER {earliest}, RECOVERY_EXCEEDS_CLAIM {leftFen}, IDEMPOTENCY_KEY_*.
 */
export function recordRecovery(
  ctx: Context,
  { idempotencyKey: key, ...input }: NewRecovery,
): Promise<Result<{ recoveryId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'recovery.record');
    const resultId = newUuid();
    const claim = { key, command: 'recovery.record', request: input, resultId } as const;
    const book = (change: CaseChange, found: Claim) => bookRecovery(change, found, input, resultId);
    return { recoveryId: await once(tx, ctx, claim, () => onClaimIn(tx, ctx, input.claimId, book)) };
  });
}

async function bookRecovery(
  { tx, ctx, facts, record }: CaseChange,
  claim: Claim,
  { amount: amountFen, receivedOn }: NewRecovery,
  id: string,
): Promise<void> {
  if (isOfAnotherFinancier(facts, ctx.actor)) refuse('NOT_PERMITTED');
  if (claim.status !== 'PAID') refuse('STATUS_DOES_NOT_ALLOW');
  if (amountFen <= 0n) refuse('INVALID_INPUT');
  if (receivedOn > today(ctx)) refuse('DATE_IN_FUTURE');
  // what came in before was a repayment
  const earliest = dayOf(claim.paidAt ?? ctx.now);
  if (receivedOn < earliest) refuse('DATE_OUT_OF_ORDER', { earliest });
  const before = await tx.recovery.aggregate({ where: { claimId: claim.id }, _sum: { amountFen: true } });
  const leftFen = claim.outstandingFen - (before._sum.amountFen ?? 0n);
  if (amountFen > leftFen) refuse('RECOVERY_EXCEEDS_CLAIM', { leftFen: leftFen.toString() });
  const shares = shareRecovery(amountFen, claim);
  const booked = { recordedById: ctx.actor.userId, recordedAt: ctx.now };
  await tx.recovery.create({
    data: { id, claimId: claim.id, amountFen, ...shares, receivedOn: toDate(receivedOn), ...booked },
  });
  const entries: string[] = [];
  if (shares.fundShareFen > 0n)
    entries.push(
      await bookEntry(tx, ctx, claim.riskFund, {
        kind: 'RECOVERY',
        amountFen: shares.fundShareFen,
        reference: facts.reference,
        occurredOn: receivedOn,
        claimId: claim.id,
      }),
    );
  const legs = recoveryLegs(amountFen, shares.bankShareFen);
  const entry = { caseId: claim.caseId, kind: 'COMPENSATION', occurredOn: receivedOn, sourceId: id, legs } as const;
  await postJournal(tx, entry, ctx);
  const settled = await settledNow(tx, { FUND_ENTRY: entries });
  const payload = { claimId: claim.id, recoveryId: id, amountFen: `${amountFen}`, ...settled };
  await record('recovery.recorded', payload, { occurredOn: receivedOn });
}

type Claim = Awaited<ReturnType<typeof findClaim>>;

/** Changes the case of a claim, locked before the claim is read: NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED. */
function onClaim<T>(
  ctx: Context,
  claimId: string,
  permission: Permission,
  run: (change: CaseChange, claim: Claim) => Promise<T>,
): Promise<Result<T>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, permission);
    return onClaimIn(tx, ctx, claimId, run);
  });
}

async function onClaimIn<T>(
  tx: Tx,
  ctx: Context,
  claimId: string,
  run: (change: CaseChange, claim: Claim) => Promise<T>,
): Promise<T> {
  const { caseId } = await findClaim(tx, ctx, claimId);
  return changeCaseIn(tx, ctx, caseId, null, async (change) => run(change, await findClaim(tx, ctx, claimId)));
}

/** A claim on a case of the actor's scope: NOT_FOUND. */
async function findClaim(tx: Tx, ctx: Context, id: string) {
  const claim = await tx.fundClaim.findFirst({
    where: { id, caseRecord: visibleTo(ctx.actor) },
    include: { caseRecord: true, riskFund: true },
  });
  return claim ?? refuse('NOT_FOUND');
}
