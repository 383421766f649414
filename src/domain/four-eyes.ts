import type { Actor } from './actor';
import type { CaseFacts, Duty } from './case-facts';
import type { RefusalValue } from './refusal';

/**
 * 贷审分离 (domain.md §3): nobody does two of {due diligence, approval, payment request, payment release} on one case,
 * nor acts on a case for which they declared a conflict. The key of case_duty says it again in the database.
 * SAME_PERSON, CONFLICT_DECLARED; null when the person is free.
 */
export function checkDuty(
  facts: Pick<CaseFacts, 'duties' | 'conflicts'>,
  userId: string,
  duty: Duty,
): RefusalValue | null {
  if (facts.conflicts.includes(userId)) return { code: 'CONFLICT_DECLARED' };
  const held = facts.duties.find((row) => row.userId === userId && row.duty !== duty);
  return held ? { code: 'SAME_PERSON', params: { duty: held.duty } } : null;
}

/**
 * The same for somebody who may be standing in: the person and those they stand in for count as one on a case, so that a
 * duty of either forbids the other another one. SAME_PERSON, CONFLICT_DECLARED (their own).
 */
export function checkDutyOf(
  facts: Pick<CaseFacts, 'duties' | 'conflicts'>,
  actor: Pick<Actor, 'userId' | 'standsInFor'>,
  duty: Duty,
): RefusalValue | null {
  const ofAbsent = { duties: facts.duties, conflicts: [] };
  return (
    checkDuty(facts, actor.userId, duty) ??
    actor.standsInFor.map((id) => checkDuty(ofAbsent, id, duty)).find((refusal) => refusal !== null) ??
    null
  );
}
