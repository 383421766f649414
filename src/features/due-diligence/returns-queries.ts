import 'server-only';
import type { Label } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { type ReportChange, reportDifferences } from '@/domain/due-diligence-report';
import { itemsFor } from '@/domain/scoring';
import { STAGES, type Stage } from '@/domain/stage';
import { namesOf } from '@/features/cases/people';
import type { DueDiligenceReport } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import { contentOf, standingReport } from './report-rows';

/** One return of the case and what has changed since. */
export type ReturnView = {
  id: string;
  returnedAt: Date;
  by: { name: Label; organisation: Label } | null;
  from: Stage | null;
  to: Stage | null;
  reason: string;
  /** the report of that time against the one that stands; null where there was none then or is none now */
  report: { fromVersion: number; toVersion: number; changes: ReportChange[] } | null;
  /** files that came in since, by what they are for */
  files: { name: Label; count: number }[];
};

/** Every return of a case, newest first. */
export async function returnsOf(
  tx: Tx,
  facts: CaseFacts,
  versions: readonly DueDiligenceReport[],
): Promise<ReturnView[]> {
  const events = await tx.event.findMany({
    where: { caseId: facts.id, kind: 'case.returned' },
    orderBy: { id: 'desc' },
  });
  if (events.length === 0) return [];
  const reasons = await tx.remark.findMany({ where: { eventId: { in: events.map((event) => event.id) } } });
  const people = await namesOf(
    tx,
    events.map((event) => event.actorId),
  );
  const documents = await tx.document.findMany({
    where: { caseId: facts.id, status: { not: 'REMOVED' } },
    select: { requirementCode: true, uploadedAt: true },
  });
  return events.map((event) => {
    const { from, to } = event.payload as { from?: string; to?: string };
    const since = documents.filter((row) => row.uploadedAt > event.recordedAt);
    return {
      id: event.id,
      returnedAt: event.recordedAt,
      by: event.actorId ? (people.get(event.actorId) ?? null) : null,
      from: stageNamed(from),
      to: stageNamed(to),
      reason: reasons.find((row) => row.eventId === event.id)?.text ?? '',
      report: changesSince(facts, versions, event.recordedAt),
      files: facts.definition.catalogue
        .map(({ code, name }) => ({ name, count: since.filter((row) => row.requirementCode === code).length }))
        .filter(({ count }) => count > 0),
    };
  });
}

const stageNamed = (value: string | undefined): Stage | null => STAGES.find((stage) => stage === value) ?? null;

function changesSince(
  facts: CaseFacts,
  versions: readonly DueDiligenceReport[],
  returnedAt: Date,
): ReturnView['report'] {
  const then = versions.find((row) => row.submittedAt !== null && row.submittedAt <= returnedAt);
  const now = standingReport(versions);
  if (!then || !now) return null;
  return {
    fromVersion: then.version,
    toVersion: now.version,
    changes: reportDifferences(itemsFor(facts.definition, facts.applicantKind), contentOf(then), contentOf(now)),
  };
}
