import 'server-only';
import type { ProposedCondition, ReportContent } from '@/domain/due-diligence-report';
import type { Answers } from '@/domain/scoring';
import type { DueDiligenceReport } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';

/** What a stored report says, as the rules of the domain read it. */
export function contentOf(row: DueDiligenceReport): ReportContent {
  return {
    answers: row.answers as Answers,
    recommendedAmountFen: row.recommendedAmountFen,
    termMonths: row.termMonths,
    rateBps: row.rateBps,
    repaymentMethod: row.repaymentMethod,
    summary: row.summary,
    conditions: row.conditions as ProposedCondition[],
  };
}

export const EMPTY_REPORT: ReportContent = {
  answers: {},
  recommendedAmountFen: null,
  termMonths: null,
  rateBps: null,
  repaymentMethod: null,
  summary: '',
  conditions: [],
};

/** Every version of the case's report, newest first; at most the first of them stands, the others are void. */
export function reportVersions(tx: Tx, caseId: string): Promise<DueDiligenceReport[]> {
  return tx.dueDiligenceReport.findMany({ where: { caseId }, orderBy: { version: 'desc' } });
}

/** The version that stands; null before the first save and after a return. */
export function standingReport(versions: readonly DueDiligenceReport[]): DueDiligenceReport | null {
  return versions.find((row) => row.status !== 'VOID') ?? null;
}

/**
 * What a new version starts from: the last one, voided by a return. Not when its author has since declared a conflict,
 * because then nothing of their judgement may carry over.
 */
export function reportToContinue(
  versions: readonly DueDiligenceReport[],
  conflicts: readonly string[],
): DueDiligenceReport | null {
  const last = versions[0];
  return last && !conflicts.includes(last.authorId) ? last : null;
}
