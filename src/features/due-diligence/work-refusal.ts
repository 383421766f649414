import { type Actor, actsFor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { isAssigned } from '@/domain/gates';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';

/** Why this person cannot investigate the case now; null when an assigned manager is at work. */
export function workRefusal({ facts }: { facts: CaseFacts }, actor: Actor): RefusalValue | null {
  if (!can(actor, 'due-diligence.write')) return { code: 'NOT_PERMITTED' };
  if (facts.stage !== 'DUE_DILIGENCE' || facts.status !== 'OPEN') return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (facts.conflicts.includes(actor.userId)) return { code: 'CONFLICT_DECLARED' };
  if (facts.assignments.length < 2) return { code: 'MANAGERS_NOT_ASSIGNED' };
  return isAssigned(facts, actor) ? null : { code: 'NOT_ASSIGNED' };
}

/** The same for the report: it is its author's while the author is assigned. */
export function editRefusal(view: { facts: CaseFacts }, actor: Actor): RefusalValue | null {
  const { report, assignments } = view.facts;
  const authorAtWork = report !== null && assignments.some((row) => row.userId === report.authorId);
  return (
    workRefusal(view, actor) ??
    (authorAtWork && !actsFor(actor).includes(report.authorId) ? { code: 'REPORT_NOT_YOURS' } : null)
  );
}
