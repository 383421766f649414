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
