import { addDays, type Day } from './calendar';
import type { CaseFacts } from './case-facts';
import type { Milestone } from './stage';

type Checks = Pick<CaseFacts, 'completionChecks'>;

/**
 * The day on which a milestone was reached, or null (初验 → 县级验收 → 整改 → 复验). A later failed check takes a passed one
 * back: what counts of each level is its last word, and a re-check speaks for the county.
 */
export function milestoneOn({ completionChecks }: Checks, milestone: Exclude<Milestone, 'START'>): Day | null {
  const last = completionChecks.findLast((row) =>
    milestone === 'FIRST_CHECK' ? row.kind === 'FIRST_CHECK' : row.kind !== 'FIRST_CHECK',
  );
  return last && last.grade !== 'FAILED' ? last.checkedOn : null;
}

/** From which day an instalment may be paid; null while its milestone is not reached. START: from the beginning. */
export function payableFrom(
  facts: Checks,
  tranche: { milestone: Milestone; holdDays: number; plannedOn: Day },
): Day | null {
  if (tranche.milestone === 'START') return addDays(tranche.plannedOn, tranche.holdDays);
  const reachedOn = milestoneOn(facts, tranche.milestone);
  return reachedOn === null ? null : addDays(reachedOn, tranche.holdDays);
}
