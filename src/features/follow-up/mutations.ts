import 'server-only';
import { addMonths, compareDays, type Day, dayOf } from '@/domain/calendar';
import { checkBooking } from '@/domain/disbursement';
import {
  checkFollowUp,
  checkRectification,
  checkReview,
  checkSignOff,
  checkSubmission,
  monthOf,
  reportPeriods,
} from '@/domain/follow-up';
import { compensationLegs, writeOffLegs } from '@/domain/ledger';
import { type Fen, formatAmount, sumFen } from '@/domain/money';
import { parseProgrammeBody } from '@/domain/programme';
import { mustPass, refuse } from '@/domain/refusal';
import { allocateRepayment } from '@/domain/repayment-plan';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import { once } from '@/features/ledger/idempotency';
import { postJournal } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import { CLOCKWORK } from '@/server/clockwork';
import { type Context, contextOf, mustHold, type Result, read, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type EventScope, recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import { mustProveAgain } from '@/server/second-factor';
import { findPlan, firstPaidOn, outstandingLines, writeRepayment } from './plan-lines';

// ------------------------------------------------------------------ repayments

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

// ------------------------------------------------------------------ ends that are not repayment

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

// ------------------------------------------------------------------ monthly reports

/**
 * Opens the monthly reports that a case owes by now; says how many were new. May be called again at any time, inside a
 * change of the case. It is nobody's act, so the events name no person.
 */
export async function openDueReports(tx: Tx, ctx: Pick<Context, 'now' | 'requestId'>, caseId: string): Promise<number> {
  const row = await tx.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    include: { programmeDefinition: { select: { body: true } }, backEntry: { select: { settledAt: true } } },
  });
  const firstOn = await firstPaidOn(tx, caseId);
  if (firstOn === null || row.stage !== 'FOLLOW_UP' || row.status === 'CLOSED') return 0;
  const { monthlyReportDueDay } = parseProgrammeBody(row.programmeDefinition.body);
  // the months before a case was entered from paper were reported on paper
  const enteredOn = row.backEntry?.settledAt ? dayOf(row.backEntry.settledAt) : firstOn;
  const from = compareDays(enteredOn, firstOn) > 0 ? enteredOn : firstOn;
  const opened = await tx.followUpReport.createManyAndReturn({
    data: reportPeriods(from, today(ctx), monthlyReportDueDay).map((period) => ({
      caseId,
      periodOn: toDate(period.periodOn),
      dueOn: toDate(period.dueOn),
    })),
    skipDuplicates: true,
  });
  const scope: EventScope = row;
  for (const report of opened)
    await recordEvent(
      tx,
      { ...ctx, actor: null },
      {
        kind: 'report.opened',
        payload: { reportId: report.id, periodOn: toDay(report.periodOn), dueOn: toDay(report.dueOn) },
        caseId,
        scope,
      },
    );
  return opened.length;
}

/** The daily job: opens what fell due in every running case, one transaction each; says how many reports were opened. */
export async function openAllDueReports(now: Date): Promise<number> {
  const ctx = contextOf(CLOCKWORK, now);
  const lastMonth = addMonths(monthOf(today(ctx)), -1);
  const owing = await read(CLOCKWORK, (tx) =>
    tx.caseRecord.findMany({
      where: {
        stage: 'FOLLOW_UP',
        status: { not: 'CLOSED' },
        payments: { some: { status: 'RELEASED', releasedOn: { lt: toDate(monthOf(today(ctx))) } } },
        followUpReports: { none: { periodOn: toDate(lastMonth) } },
      },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
  );
  let opened = 0;
  for (const { id } of owing) {
    const result = await changeCase(ctx, id, null, ({ tx }) => openDueReports(tx, ctx, id));
    if (!result.ok) throw new Error(`reports of case ${id} could not be opened: ${result.refusal.code}`);
    opened += result.value;
  }
  return opened;
}

/** Runs a change of the case to which a report or finding belongs; NOT_FOUND outside the actor's scope. */
async function changeCaseOf<Row extends { caseId: string }, T>(
  ctx: Context,
  find: (tx: Tx) => Promise<Row | null>,
  run: (change: CaseChange, row: Row) => Promise<T>,
): Promise<Result<T>> {
  const seen = await read(ctx.actor, find);
  if (!seen) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, seen.caseId, null, async (change) => {
    // read again: the row may have changed before the case was locked
    const row = (await find(change.tx)) ?? refuse('NOT_FOUND');
    mustPass(checkFollowUp(change.facts));
    return run(change, row);
  });
}

const reportIn = (ctx: Context, id: string) => (tx: Tx) =>
  tx.followUpReport.findFirst({ where: { id, caseRecord: visibleTo(ctx.actor) } });
const findingIn = (ctx: Context, id: string) => (tx: Tx) =>
  tx.finding.findFirst({ where: { id, caseRecord: visibleTo(ctx.actor) } });

export type ReportInput = {
  reportId: string;
  progress: string;
  fundsUsedFen: Fen;
  problems: string;
  /** 形象进度, where the definition asks it */
  physicalBps?: number | null;
};

/** Hands a monthly report in. INVALID_INPUT, STATUS_DOES_NOT_ALLOW (already handed in), FUNDS_USED_OVER_DISBURSED, PHYSICAL_PROGRESS_MISSING. */
export function submitReport(ctx: Context, input: ReportInput): Promise<Result<void>> {
  const { reportId, progress, fundsUsedFen, problems } = input;
  return changeCaseOf(ctx, reportIn(ctx, reportId), async ({ tx, facts, record }, report) => {
    mustHold(ctx, 'report.submit');
    mustPass(checkSubmission(report));
    if (progress.trim() === '' || fundsUsedFen < 0n) refuse('INVALID_INPUT');
    if (fundsUsedFen > facts.disbursedAmountFen)
      refuse('FUNDS_USED_OVER_DISBURSED', { disbursed: formatAmount(facts.disbursedAmountFen, 'YUAN') });
    const physicalBps = facts.definition.physicalProgress ? (input.physicalBps ?? null) : null;
    if (facts.definition.physicalProgress && physicalBps === null) refuse('PHYSICAL_PROGRESS_MISSING');
    if (physicalBps !== null && (physicalBps < 0 || physicalBps > 10_000)) refuse('INVALID_INPUT');
    await tx.followUpReport.update({
      where: { id: reportId },
      data: {
        status: 'SUBMITTED',
        progress,
        fundsUsedFen,
        physicalBps,
        problems,
        submittedById: ctx.actor.userId,
        submittedAt: ctx.now,
      },
    });
    await eraseDraft(tx, ctx, formKeys.monthlyReport(reportId));
    await record('report.submitted', { reportId, periodOn: toDay(report.periodOn), fundsUsedFen: `${fundsUsedFen}` });
  });
}

export type ReportReview = { reportId: string; outcome: 'REVIEWED' | 'RETURNED'; remark?: string | undefined };

/** A second person reviews a monthly report, or returns it with a remark. SAME_PERSON, STATUS_DOES_NOT_ALLOW, INVALID_INPUT. */
export function reviewReport(ctx: Context, { reportId, outcome, remark = '' }: ReportReview): Promise<Result<void>> {
  return changeCaseOf(ctx, reportIn(ctx, reportId), async ({ tx, record }, report) => {
    mustHold(ctx, 'report.review');
    mustPass(checkReview(report, ctx.actor.userId));
    if (outcome === 'RETURNED' && remark.trim() === '') refuse('INVALID_INPUT');
    await tx.followUpReport.update({
      where: { id: reportId },
      data: {
        status: outcome,
        reviewRemark: remark.trim() || null,
        reviewedById: ctx.actor.userId,
        reviewedAt: ctx.now,
      },
    });
    const kind = outcome === 'REVIEWED' ? 'report.reviewed' : 'report.returned';
    await record(kind, { reportId, periodOn: toDay(report.periodOn) }, { remark: remark.trim() });
  });
}

// ------------------------------------------------------------------ findings

export type NewFinding = { caseId: string; description: string; dueOn: Day };

/** 问题: opens a finding to be put right by a day. INVALID_INPUT, DATE_OUT_OF_ORDER (a day already past), STATUS_DOES_NOT_ALLOW. */
export function openFinding(
  ctx: Context,
  { caseId, description, dueOn }: NewFinding,
): Promise<Result<{ findingId: string }>> {
  return changeCase(ctx, caseId, null, async (change) => {
    mustHold(ctx, 'finding.open');
    mustPass(checkFollowUp(change.facts));
    if (description.trim() === '') refuse('INVALID_INPUT');
    if (dueOn < today(ctx)) refuse('DATE_OUT_OF_ORDER', { earliest: today(ctx) });
    return { findingId: await writeFinding(change, { description, dueOn }) };
  });
}

/** The same inside a change that is already open and has asked what must be asked; the finding's id. */
export async function writeFinding(
  { tx, ctx, facts, record }: CaseChange,
  { description, dueOn }: Omit<NewFinding, 'caseId'>,
): Promise<string> {
  const opened = { openedById: ctx.actor.userId, openedAt: ctx.now };
  const { id } = await tx.finding.create({
    data: { caseId: facts.id, description, dueOn: toDate(dueOn), ...opened },
    select: { id: true },
  });
  await record('finding.opened', { findingId: id, dueOn });
  return id;
}

export type Rectification = { findingId: string; rectification: string };

/** 整改: says how it was put right. STATUS_DOES_NOT_ALLOW unless open, INVALID_INPUT. */
export function rectifyFinding(ctx: Context, { findingId, rectification }: Rectification): Promise<Result<void>> {
  return changeCaseOf(ctx, findingIn(ctx, findingId), async ({ tx, record }, finding) => {
    mustHold(ctx, 'finding.rectify');
    mustPass(checkRectification(finding));
    if (rectification.trim() === '') refuse('INVALID_INPUT');
    await tx.finding.update({
      where: { id: findingId },
      data: { status: 'RECTIFIED', rectification, rectifiedById: ctx.actor.userId, rectifiedAt: ctx.now },
    });
    await record('finding.rectified', { findingId });
  });
}

export type FindingSignOff = { findingId: string; accepted: boolean; remark?: string | undefined };

/** 销号: a second person accepts the rectification, or sends it back with a remark. SAME_PERSON, STATUS_DOES_NOT_ALLOW, INVALID_INPUT. */
export function signOffFinding(
  ctx: Context,
  { findingId, accepted, remark = '' }: FindingSignOff,
): Promise<Result<void>> {
  return changeCaseOf(ctx, findingIn(ctx, findingId), async ({ tx, record }, finding) => {
    mustHold(ctx, 'finding.sign-off');
    mustPass(checkSignOff(finding, ctx.actor.userId));
    if (!accepted && remark.trim() === '') refuse('INVALID_INPUT');
    await tx.finding.update({
      where: { id: findingId },
      data: accepted
        ? { status: 'SIGNED_OFF', signedOffById: ctx.actor.userId, signedOffAt: ctx.now }
        : { status: 'OPEN' },
    });
    const kind = accepted ? 'finding.signed-off' : 'finding.reopened';
    await record(kind, { findingId }, { remark: remark.trim() });
  });
}
