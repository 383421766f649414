import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts, CompletionGrade } from '@/domain/case-facts';
import { CHECK_PERMISSIONS, type CompletionCheckKind, checkCompletionOffer, nextCheck } from '@/domain/completion';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';

export type CompletionView = {
  facts: CaseFacts;
  title: string;
  checks: {
    id: string;
    kind: CompletionCheckKind;
    checkedOn: Day;
    grade: CompletionGrade;
    findings: string;
    rectifyBy: Day | null;
    checkedBy: { name: Label; organisation: Label } | null;
  }[];
  /** the check that is due, and null: this person may make it now, or why not */
  next: { kind: CompletionCheckKind; refusal: RefusalValue | null } | null;
};

/** The checks of a work in their order, and the one that is due; null outside the actor's scope. */
export function getCompletion(actor: Actor, caseId: string): Promise<CompletionView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const { title } = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId }, select: { title: true } });
    const rows = await tx.completionCheck.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
    const people = await namesOf(
      tx,
      rows.map((row) => row.checkedById),
    );
    const checkers = rows.map((row) => ({ kind: row.kind, userId: row.checkedById }));
    const kind = nextCheck(facts);
    const refusalOf = (due: CompletionCheckKind): RefusalValue | null =>
      can(actor, CHECK_PERMISSIONS[due])
        ? checkCompletionOffer(facts, checkers, due, actor.userId)
        : { code: 'NOT_PERMITTED' };
    return {
      facts,
      title,
      checks: rows.map((row) => ({
        ...row,
        checkedOn: toDay(row.checkedOn),
        rectifyBy: toDay(row.rectifyBy),
        checkedBy: people.get(row.checkedById) ?? null,
      })),
      next: kind && { kind, refusal: refusalOf(kind) },
    };
  });
}
