import 'server-only';
import type { CaseFacts } from '@/domain/case-facts';
import { completeness } from '@/domain/completeness';
import type { DecidingStep } from '@/features/decisions/approval';
import type { Tx } from '@/server/db';

/** The decision pack of a case as the members saw it: ids, codes and amounts, kept with the item. Amounts are fen as text. */
export type SessionPack = {
  caseVersion: number;
  requestedAmountFen: string;
  recommendedAmountFen: string;
  recommendedTermMonths: number;
  recommendedRateBps: number;
  reportId: string | null;
  scoreBps: number | null;
  documents: { met: number; owed: number };
  /** what the applicant owes elsewhere, where the definition asks for it */
  exposureFen: string;
  authority: { source: string; id: string; documentNumber: string; approvals: number; upToFen: string | null };
};

/** Reads what the pack holds, once. */
export async function freezePack(tx: Tx, facts: CaseFacts, { row, upToFen }: DecidingStep): Promise<SessionPack> {
  const [stored, report] = await Promise.all([
    tx.caseRecord.findUniqueOrThrow({
      where: { id: facts.id },
      select: { recommendedTermMonths: true, recommendedRateBps: true },
    }),
    facts.report && tx.dueDiligenceReport.findUnique({ where: { id: facts.report.id }, select: { scoreBps: true } }),
  ]);
  return {
    caseVersion: facts.version,
    requestedAmountFen: facts.requestedAmountFen.toString(),
    recommendedAmountFen: (facts.recommendedAmountFen ?? facts.requestedAmountFen).toString(),
    recommendedTermMonths: stored.recommendedTermMonths ?? facts.requestedTermMonths,
    recommendedRateBps: stored.recommendedRateBps ?? 0,
    reportId: facts.report?.id ?? null,
    scoreBps: report?.scoreBps ?? null,
    documents: completeness(facts, 'DECISION'),
    exposureFen: facts.exposureFen.toString(),
    authority: {
      source: row.source,
      id: row.id,
      documentNumber: row.documentNumber,
      approvals: row.approvals,
      upToFen: upToFen?.toString() ?? null,
    },
  };
}
