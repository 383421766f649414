import 'server-only';
import { later } from '@/domain/authority-faults';
import { addDays, type Day, dayOf } from '@/domain/calendar';
import { mustPass, refuse } from '@/domain/refusal';
import {
  checkQuarter,
  checkRecompute,
  checkSubsidyPayment,
  checkSubsidyReview,
  isSubsidyPayer,
  type Quarter,
  quarterFrom,
  quarterOf,
  type SubsidyLine,
} from '@/domain/subsidy';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { once } from '@/features/ledger/idempotency';
import type { Prisma, Subsidy } from '@/generated/prisma/client';
import { type Context, mustHold, type Result, read, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import { mustProveAgain } from '@/server/second-factor';
import { type Earned, earnedIn } from './books';

function mustBeOver(ctx: Context, periodOn: Day): Quarter {
  mustPass(checkQuarter(periodOn, today(ctx)));
  return quarterFrom(periodOn) ?? refuse('INVALID_INPUT');
}

// ------------------------------------------------------------------ computing

/** How many came out how: new or other than before; the same as before; agreed or paid already; refused; nothing earned. */
export type ComputeCount = { computed: number; same: number; settled: number; refused: number; nothing: number };

/**
 * Computes the quarter of every entitled case of the own county; what a second person refused stays refused until it is
 * computed case by case. NOT_PERMITTED, REGION_OUT_OF_SCOPE (not of a county), INVALID_INPUT, SUBSIDY_QUARTER_OPEN,
 * POLICY_MISSING {kind}.
 */
export function computeCounty(ctx: Context, { periodOn }: { periodOn: Day }): Promise<Result<ComputeCount>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'subsidy.compute');
    const quarter = mustBeOver(ctx, periodOn);
    if (ctx.actor.organisation.level !== 'COUNTY') refuse('REGION_OUT_OF_SCOPE');
    await lockComputing(tx);
    const free = { conflicts: { none: { userId: ctx.actor.userId } } };
    const earned = await earnedIn(tx, { AND: [visibleTo(ctx.actor), free] }, quarter);
    const stored = await tx.subsidy.findMany({
      where: { periodOn: toDate(quarter.from), caseId: { in: earned.map((row) => row.lent.id) } },
    });
    const before = new Map(stored.map((row) => [row.caseId, row]));
    const count: ComputeCount = { computed: 0, same: 0, settled: 0, refused: 0, nothing: 0 };
    for (const row of earned) {
      const old = before.get(row.lent.id) ?? null;
      if (old?.status === 'REFUSED') count.refused += 1;
      else if (old && checkRecompute(old.status)) count.settled += 1;
      else count[await keep(tx, ctx, row, quarter, old)] += 1;
    }
    return count;
  });
}

/**
 * Computes the quarter of one case, also after a refusal. NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED, INVALID_INPUT,
 * SUBSIDY_QUARTER_OPEN, SUBSIDY_NOT_GIVEN, SUBSIDY_NOTHING, SUBSIDY_SETTLED, POLICY_MISSING {kind}.
 */
export function computeCase(
  ctx: Context,
  { caseId, periodOn }: { caseId: string; periodOn: Day },
): Promise<Result<{ subsidyId: string }>> {
  return changeCase(ctx, caseId, null, async ({ tx, facts }) => {
    mustHold(ctx, 'subsidy.compute');
    const quarter = mustBeOver(ctx, periodOn);
    if (facts.definition.subsidyMaximumFen === null) refuse('SUBSIDY_NOT_GIVEN');
    await lockComputing(tx);
    const of = { caseId_periodOn: { caseId, periodOn: toDate(quarter.from) } };
    const old = await tx.subsidy.findUnique({ where: of });
    if (old) mustPass(checkRecompute(old.status));
    const [row] = await earnedIn(tx, { id: caseId }, quarter);
    if (!row || (await keep(tx, ctx, row, quarter, old)) === 'nothing') refuse('SUBSIDY_NOTHING');
    const kept = await tx.subsidy.findUniqueOrThrow({ where: of });
    return { subsidyId: kept.id };
  });
}

/** One at a time, so that two people do not both write the first of a case. */
async function lockComputing(tx: Tx) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('subsidy'))::text`;
}

/** Writes what a case earned over what was computed before; a case that earned nothing gets no row, unless it had one. */
async function keep(
  tx: Tx,
  ctx: Context,
  { lent, result }: Earned,
  quarter: Quarter,
  old: Subsidy | null,
): Promise<'computed' | 'same' | 'nothing'> {
  if (!result.ok) refuse(result.refusal.code, result.refusal.params);
  if (!old && result.amountFen === 0n) return 'nothing';
  const lines = toJson(result.lines);
  if (old?.status === 'COMPUTED' && isSame(old.lines, lines)) return 'same';
  const data = {
    amountFen: result.amountFen,
    lines,
    status: 'COMPUTED',
    computedById: ctx.actor.userId,
    computedAt: ctx.now,
    reviewedById: null,
    reviewedAt: null,
    remark: null,
  } as const;
  const { provinceId, cityId, countyId, financierId, programmeId, id: caseId } = lent;
  const key = { caseId, periodOn: toDate(quarter.from) };
  const scope = { provinceId, cityId, countyId, financierId, programmeId };
  // what was agreed to while this was reckoned stands, or it would be paid once more
  const again = old && (await tx.subsidy.updateMany({ where: { id: old.id, status: old.status }, data }));
  if (again?.count === 0) refuse('CONFLICT');
  const { id: subsidyId } = old ?? (await tx.subsidy.create({ data: { ...key, ...scope, ...data } }));
  const payload = { subsidyId, periodOn: quarter.from, amountFen: `${result.amountFen}` };
  await recordEvent(tx, ctx, { kind: 'subsidy.computed', payload, caseId, scope: lent });
  return 'computed';
}

function toJson(lines: readonly SubsidyLine[]): Prisma.InputJsonObject[] {
  return lines.map((row) => ({ ...row, balanceFen: `${row.balanceFen}`, amountFen: `${row.amountFen}` }));
}

/** The database gives the keys of an object back in an order of its own. */
function isSame(stored: Prisma.JsonValue, lines: readonly Prisma.InputJsonObject[]): boolean {
  const before = stored as Prisma.JsonObject[];
  return (
    before.length === lines.length &&
    lines.every((row, index) => Object.entries(row).every(([name, value]) => before[index]?.[name] === value))
  );
}

// ------------------------------------------------------------------ review and payment

/** Runs a change of the case that a subsidy belongs to; NOT_FOUND outside the actor's scope. */
async function changeSubsidy(
  ctx: Context,
  subsidyId: string,
  run: (change: CaseChange, row: Subsidy) => Promise<void>,
  around: (tx: Tx, inner: () => Promise<void>) => Promise<unknown> = (_tx, inner) => inner(),
): Promise<Result<void>> {
  const find = (tx: Tx) => tx.subsidy.findFirst({ where: { id: subsidyId, caseRecord: visibleTo(ctx.actor) } });
  const seen = await read(ctx.actor, find);
  if (!seen) return write(ctx, async () => refuse('NOT_FOUND'));
  const { caseId } = seen;
  // read again: it may have changed before the case was locked
  const onRow = async (change: CaseChange) => run(change, (await find(change.tx)) ?? refuse('NOT_FOUND'));
  const work = async (tx: Tx) => {
    await around(tx, () => changeCaseIn(tx, ctx, caseId, null, onRow));
  };
  return write(ctx, work, { caseId });
}

export type SubsidyReview = { subsidyId: string; outcome: 'REVIEWED' | 'REFUSED'; remark: string };

/**
 * 财政 agrees to what was computed, or refuses it with a remark (wrong use, lent on, false information). The books are read
 * again, so that nothing is agreed to that is no longer so. NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED,
 * STATUS_DOES_NOT_ALLOW, SAME_PERSON, INVALID_INPUT (refused without a remark), SUBSIDY_CHANGED, SUBSIDY_NOTHING.
 */
export function reviewSubsidy(ctx: Context, { subsidyId, outcome, remark }: SubsidyReview): Promise<Result<void>> {
  return changeSubsidy(ctx, subsidyId, async ({ tx, record }, row) => {
    mustHold(ctx, 'subsidy.review');
    if (!isSubsidyPayer(ctx.actor)) refuse('NOT_PERMITTED');
    mustPass(checkSubsidyReview(row, ctx.actor.userId));
    if (outcome === 'REFUSED' && remark.trim() === '') refuse('INVALID_INPUT');
    if (outcome === 'REVIEWED') await mustStand(tx, row);
    const done = await tx.subsidy.updateMany({
      where: { id: subsidyId, status: 'COMPUTED', computedAt: row.computedAt },
      data: {
        status: outcome,
        reviewedById: ctx.actor.userId,
        reviewedAt: ctx.now,
        remark: outcome === 'REFUSED' ? remark.trim() : null,
      },
    });
    if (done.count !== 1) refuse('CONFLICT');
    const kind = outcome === 'REVIEWED' ? 'subsidy.reviewed' : 'subsidy.refused';
    await record(kind, payloadOf(row), outcome === 'REFUSED' ? { remark: remark.trim() } : {});
  });
}

async function mustStand(tx: Tx, row: Subsidy) {
  if (row.amountFen === 0n) refuse('SUBSIDY_NOTHING');
  const quarter = quarterFrom(toDay(row.periodOn));
  if (!quarter) throw new Error(`subsidy ${row.id} is of no quarter`);
  const [again] = await earnedIn(tx, { id: row.caseId }, quarter);
  if (!again?.result.ok || !isSame(row.lines, toJson(again.result.lines))) refuse('SUBSIDY_CHANGED');
}

export type SubsidyPayment = { subsidyId: string; paidOn: Day; voucher: string; idempotencyKey?: string };

/**
 * 财政 has paid, once, by a voucher of its own. The case's books have no account for it: they are the lender's, and the
 * household owes and pays all its interest under the plan, so that a journal would book the same interest twice.
 * NOT_PERMITTED, NOT_FOUND, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW, SAME_PERSON, INVALID_INPUT, DATE_IN_FUTURE,
 * DATE_OUT_OF_ORDER {earliest} (before the quarter was over, or before it was agreed to).
 */
export async function paySubsidy(
  ctx: Context,
  { idempotencyKey: key, ...input }: SubsidyPayment,
): Promise<Result<void>> {
  const { subsidyId } = input;
  const claim = { key, command: 'subsidy.pay', request: input, resultId: subsidyId } as const;
  return changeSubsidy(
    ctx,
    subsidyId,
    (change, row) => bookSubsidy(change, row, input),
    // the key before the case is locked: a twin that waited there would find it paid, and not the first answer
    (tx, run) => once(tx, ctx, claim, run),
  );
}

async function bookSubsidy(
  { tx, ctx, record }: CaseChange,
  row: Subsidy,
  input: Omit<SubsidyPayment, 'idempotencyKey'>,
) {
  const { subsidyId, paidOn, voucher } = input;
  mustHold(ctx, 'subsidy.pay');
  if (!isSubsidyPayer(ctx.actor)) refuse('NOT_PERMITTED');
  mustPass(checkSubsidyPayment(row, ctx.actor.userId));
  if (voucher.trim() === '') refuse('INVALID_INPUT');
  await mustProveAgain(tx, ctx);
  if (paidOn > today(ctx)) refuse('DATE_IN_FUTURE');
  const earliest = later(addDays(quarterOf(toDay(row.periodOn)).to, 1), dayOf(row.reviewedAt ?? row.computedAt));
  if (paidOn < earliest) refuse('DATE_OUT_OF_ORDER', { earliest });
  const done = await tx.subsidy.updateMany({
    where: { id: subsidyId, status: 'REVIEWED' },
    data: { status: 'PAID', paidById: ctx.actor.userId, paidOn: toDate(paidOn), remark: voucher.trim() },
  });
  if (done.count !== 1) refuse('CONFLICT');
  await record('subsidy.paid', payloadOf(row), { occurredOn: paidOn, remark: voucher.trim() });
}

function payloadOf(row: Subsidy) {
  return { subsidyId: row.id, periodOn: toDay(row.periodOn), amountFen: `${row.amountFen}` };
}
