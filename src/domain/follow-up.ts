import { addMonths, type Day } from './calendar';
import type { CaseFacts } from './case-facts';
import type { Fen } from './money';
import type { RefusalValue } from './refusal';

export type ReportPeriod = { periodOn: Day; dueOn: Day };

/** The first day of the month in which a day falls. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/**
 * Monthly reports owed (月报): one for each month from the month of the first payment to the last month that is over,
 * due on the definition's day of the month after. None when the definition asks none.
 */
export function reportPeriods(firstPaidOn: Day, today: Day, dueDay: number | null): ReportPeriod[] {
  if (dueDay === null) return [];
  const periods: ReportPeriod[] = [];
  for (let periodOn = monthOf(firstPaidOn); periodOn < monthOf(today); periodOn = addMonths(periodOn, 1))
    periods.push({ periodOn, dueOn: `${addMonths(periodOn, 1).slice(0, 8)}${String(dueDay).padStart(2, '0')}` });
  return periods;
}

export type OwedLine = {
  dueOn: Day;
  principalFen: Fen;
  interestFen: Fen;
  paidPrincipalFen: Fen;
  paidInterestFen: Fen;
};

/** What is still owed on a line of the plan. */
export function owedOn(line: OwedLine): { principalFen: Fen; interestFen: Fen } {
  return {
    principalFen: line.principalFen - line.paidPrincipalFen,
    interestFen: line.interestFen - line.paidInterestFen,
  };
}

/** Overdue is derived, never stored: due before today and not fully paid. */
export function isOverdue(line: OwedLine, today: Day): boolean {
  const owed = owedOn(line);
  return line.dueOn < today && owed.principalFen + owed.interestFen > 0n;
}

/** STATUS_DOES_NOT_ALLOW: follow-up work is done on a running case in follow-up. */
export function checkFollowUp(facts: Pick<CaseFacts, 'stage' | 'status'>): RefusalValue | null {
  return facts.stage === 'FOLLOW_UP' && facts.status === 'OPEN' ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

type ReportState = { status: 'DUE' | 'SUBMITTED' | 'RETURNED' | 'REVIEWED'; submittedById: string | null };
type FindingState = { status: 'OPEN' | 'RECTIFIED' | 'SIGNED_OFF'; rectifiedById: string | null };

/** STATUS_DOES_NOT_ALLOW unless the report is owed or was returned. */
export function checkSubmission(report: Pick<ReportState, 'status'>): RefusalValue | null {
  return report.status === 'DUE' || report.status === 'RETURNED' ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

/** STATUS_DOES_NOT_ALLOW unless it was handed in; SAME_PERSON to whoever handed it in. */
export function checkReview(report: ReportState, userId: string): RefusalValue | null {
  if (report.status !== 'SUBMITTED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  return report.submittedById === userId ? { code: 'SAME_PERSON', params: { duty: 'REPORT' } } : null;
}

/** STATUS_DOES_NOT_ALLOW unless the finding is open. */
export function checkRectification(finding: Pick<FindingState, 'status'>): RefusalValue | null {
  return finding.status === 'OPEN' ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

/** STATUS_DOES_NOT_ALLOW unless it was put right; SAME_PERSON to whoever put it right. */
export function checkSignOff(finding: FindingState, userId: string): RefusalValue | null {
  if (finding.status !== 'RECTIFIED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  return finding.rectifiedById === userId ? { code: 'SAME_PERSON', params: { duty: 'RECTIFICATION' } } : null;
}
