import 'server-only';
import { addMonths, compareDays, dayOf } from '@/domain/calendar';
import { checkReview, checkSubmission, monthOf, reportPeriods } from '@/domain/follow-up';
import { type Fen, formatAmount } from '@/domain/money';
import { parseProgrammeBody } from '@/domain/programme';
import { mustPass, refuse } from '@/domain/refusal';
import { changeCase } from '@/features/cases/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import { CLOCKWORK } from '@/server/clockwork';
import { type Context, contextOf, mustHold, type Result, read, today } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type EventScope, recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import { changeCaseOf } from './mutations-change';
import { firstPaidOn } from './plan-lines';

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
  const thisMonth = monthOf(dayOf(now));
  const lastMonth = addMonths(thisMonth, -1);
  const owing = await read(CLOCKWORK, (tx) =>
    tx.caseRecord.findMany({
      where: {
        stage: 'FOLLOW_UP',
        status: { not: 'CLOSED' },
        payments: { some: { status: 'RELEASED', releasedOn: { lt: toDate(thisMonth) } } },
        followUpReports: { none: { periodOn: toDate(lastMonth) } },
      },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
  );
  let opened = 0;
  for (const { id } of owing) {
    const ctx = contextOf(CLOCKWORK, now);
    const result = await changeCase(ctx, id, null, ({ tx }) => openDueReports(tx, ctx, id));
    if (!result.ok) throw new Error(`reports of case ${id} could not be opened: ${result.refusal.code}`);
    opened += result.value;
  }
  return opened;
}

const reportIn = (ctx: Context, id: string) => (tx: Tx) =>
  tx.followUpReport.findFirst({ where: { id, caseRecord: visibleTo(ctx.actor) } });

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
