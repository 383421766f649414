import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { isOverdue, owedOn } from '@/domain/follow-up';
import { availableTransitions } from '@/domain/gates';
import type { Fen } from '@/domain/money';
import type { RefusalValue } from '@/domain/refusal';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { findPlan, type PlanLine } from './plan-lines';

export const REPORT_STATUSES = ['DUE', 'SUBMITTED', 'RETURNED', 'REVIEWED'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];
export type FindingStatus = 'OPEN' | 'RECTIFIED' | 'SIGNED_OFF';

/** Lines of the plan that fall due on one day, together. */
export type DueView = {
  dueOn: Day;
  principalFen: Fen;
  interestFen: Fen;
  paidFen: Fen;
  owedFen: Fen;
  overdue: boolean;
};

export type ReportView = {
  id: string;
  periodOn: Day;
  dueOn: Day;
  status: ReportStatus;
  late: boolean;
  progress: string;
  fundsUsedFen: Fen | null;
  /** 形象进度; null where none is asked */
  physicalBps: number | null;
  problems: string;
  submittedBy: Label | null;
  submittedById: string | null;
  submittedAt: Date | null;
  reviewedBy: Label | null;
  reviewedAt: Date | null;
  reviewRemark: string | null;
};

export type FindingView = {
  id: string;
  description: string;
  dueOn: Day;
  status: FindingStatus;
  late: boolean;
  openedBy: Label | null;
  openedAt: Date;
  rectification: string | null;
  rectifiedBy: Label | null;
  rectifiedById: string | null;
  signedOffBy: Label | null;
  signedOffAt: Date | null;
};

export type RepaymentView = {
  id: string;
  paidOn: Day;
  amountFen: Fen;
  principalFen: Fen;
  interestFen: Fen;
  recordedBy: Label | null;
};

export type FollowUpView = {
  facts: CaseFacts;
  title: string;
  plan: DueView[];
  repayments: RepaymentView[];
  reports: ReportView[];
  findings: FindingView[];
  /** principal and interest still owed by the plan */
  owedFen: Fen;
  overdueFen: Fen;
  /** ends other than repayment that this person holds, with what stands against each */
  ends: { verb: 'compensate' | 'writeOff'; refusals: RefusalValue[] }[];
};

/** Plan against paid, repayments, monthly reports and findings of a case; null outside the actor's scope. */
export function getFollowUp(actor: Actor, caseId: string, today: Day): Promise<FollowUpView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: {
        title: true,
        repayments: { orderBy: [{ paidOn: 'desc' }, { id: 'desc' }] },
        followUpReports: { orderBy: { periodOn: 'desc' } },
        findings: { orderBy: { id: 'desc' } },
      },
    });
    const people = await namesOf(tx, [
      ...row.repayments.map((entry) => entry.recordedById),
      ...row.followUpReports.flatMap((entry) => [entry.submittedById, entry.reviewedById]),
      ...row.findings.flatMap((entry) => [entry.openedById, entry.rectifiedById, entry.signedOffById]),
    ]);
    const nameOf = (id: string | null) => people.get(id ?? '')?.name ?? null;
    const plan = dueViews(await findPlan(tx, caseId), facts.status === 'CLOSED' ? null : today);
    return {
      facts,
      title: row.title,
      plan,
      repayments: row.repayments.map((entry) => ({
        ...entry,
        paidOn: toDay(entry.paidOn),
        recordedBy: nameOf(entry.recordedById),
      })),
      reports: row.followUpReports.map((entry) => ({
        ...entry,
        periodOn: toDay(entry.periodOn),
        dueOn: toDay(entry.dueOn),
        late: (entry.status === 'DUE' || entry.status === 'RETURNED') && toDay(entry.dueOn) < today,
        submittedBy: nameOf(entry.submittedById),
        reviewedBy: nameOf(entry.reviewedById),
      })),
      findings: row.findings.map((entry) => ({
        ...entry,
        dueOn: toDay(entry.dueOn),
        late: entry.status === 'OPEN' && toDay(entry.dueOn) < today,
        openedBy: nameOf(entry.openedById),
        rectifiedBy: nameOf(entry.rectifiedById),
        signedOffBy: nameOf(entry.signedOffById),
      })),
      owedFen: sumOf(plan, (line) => line.owedFen),
      overdueFen: sumOf(plan, (line) => (line.overdue ? line.owedFen : 0n)),
      ends: availableTransitions(facts, actor, today).flatMap(({ verb, refusals }) =>
        verb === 'compensate' || verb === 'writeOff' ? [{ verb, refusals }] : [],
      ),
    };
  });
}

const sumOf = (plan: readonly DueView[], amountOf: (line: DueView) => Fen): Fen =>
  plan.reduce((sum, line) => sum + amountOf(line), 0n);

/** Payments of different days have lines of their own; a reader wants one row per due day. Nothing is overdue once a case is closed. */
function dueViews(plan: readonly PlanLine[], today: Day | null): DueView[] {
  const days = new Map<Day, DueView>();
  for (const line of plan) {
    const owed = owedOn(line);
    const view = days.get(line.dueOn) ?? {
      dueOn: line.dueOn,
      principalFen: 0n,
      interestFen: 0n,
      paidFen: 0n,
      owedFen: 0n,
      overdue: false,
    };
    days.set(line.dueOn, {
      ...view,
      principalFen: view.principalFen + line.principalFen,
      interestFen: view.interestFen + line.interestFen,
      paidFen: view.paidFen + line.paidPrincipalFen + line.paidInterestFen,
      owedFen: view.owedFen + owed.principalFen + owed.interestFen,
      overdue: view.overdue || (today !== null && isOverdue(line, today)),
    });
  }
  return [...days.values()];
}
