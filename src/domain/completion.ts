import { addDays, type Day } from './calendar';
import type { CaseFacts, CompletionGrade } from './case-facts';
import { checkFollowUp } from './follow-up';
import type { Permission } from './permissions';
import type { RefusalValue } from './refusal';
import type { Milestone } from './stage';

type Checks = Pick<CaseFacts, 'completionChecks'>;
export type CompletionCheckKind = CaseFacts['completionChecks'][number]['kind'];

export const COMPLETION_GRADES = ['FAILED', 'PASSED', 'GOOD'] as const satisfies readonly CompletionGrade[];

/** Who makes which check: 乡镇初验, 县级验收 and 复验 (field-rules.md §5.6). */
export const CHECK_PERMISSIONS = {
  FIRST_CHECK: 'completion.first-check',
  COUNTY_CHECK: 'completion.county-check',
  RE_CHECK: 'completion.county-check',
} as const satisfies Record<CompletionCheckKind, Permission>;

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

/** The check that is due next: the county only after the township's passed, a re-check only after the county's failed; null when the county's passed. */
export function nextCheck(facts: Checks): CompletionCheckKind | null {
  if (milestoneOn(facts, 'FIRST_CHECK') === null) return 'FIRST_CHECK';
  if (!facts.completionChecks.some((row) => row.kind !== 'FIRST_CHECK')) return 'COUNTY_CHECK';
  return milestoneOn(facts, 'COUNTY_CHECK') === null ? 'RE_CHECK' : null;
}

/** A check as it is about to be written, and who made which before. */
export type NewCheck = {
  kind: CompletionCheckKind;
  checkedOn: Day;
  grade: CompletionGrade;
  rectifyBy: Day | null;
};

/**
 * Whether this check may be made now by this person. STATUS_DOES_NOT_ALLOW (not in follow-up, or the programme has no such
 * check), COMPLETION_OUT_OF_ORDER {next}, SAME_PERSON (checked this case at the other level), FINDINGS_OPEN (a failed
 * check is repeated only when what it found is signed off).
 */
export function checkCompletionOffer(
  facts: Pick<CaseFacts, 'stage' | 'status' | 'definition' | 'completionChecks' | 'openFindings' | 'rectifiedFindings'>,
  checkers: readonly { kind: CompletionCheckKind; userId: string }[],
  kind: CompletionCheckKind,
  userId: string,
): RefusalValue | null {
  if (!facts.definition.completionCheck) return { code: 'STATUS_DOES_NOT_ALLOW' };
  const closed = checkFollowUp(facts);
  if (closed) return closed;
  const next = nextCheck(facts);
  if (kind !== next) return { code: 'COMPLETION_OUT_OF_ORDER', params: { next: next ?? 'NONE' } };
  const isTownships = (row: { kind: CompletionCheckKind }) => row.kind === 'FIRST_CHECK';
  if (checkers.some((row) => row.userId === userId && isTownships(row) !== isTownships({ kind })))
    return { code: 'SAME_PERSON', params: { duty: 'COMPLETION_CHECK' } };
  const isRepeated = checkers.some((row) => isTownships(row) === isTownships({ kind }));
  const open = facts.openFindings + facts.rectifiedFindings;
  return isRepeated && open > 0 ? { code: 'FINDINGS_OPEN', params: { count: open } } : null;
}

/**
 * DATE_IN_FUTURE, DATE_OUT_OF_ORDER (before the work was begun with the first payment, or before the check that went
 * before: an earlier day would let a retention go early), RECTIFY_BY_MISSING, DEADLINE_PAST.
 */
export function checkCompletionDays(
  facts: Checks,
  check: NewCheck,
  firstPaidOn: Day | null,
  today: Day,
): RefusalValue | null {
  if (check.checkedOn > today) return { code: 'DATE_IN_FUTURE' };
  const earliest = facts.completionChecks.at(-1)?.checkedOn ?? firstPaidOn;
  if (earliest !== null && check.checkedOn < earliest) return { code: 'DATE_OUT_OF_ORDER', params: { earliest } };
  if (check.grade !== 'FAILED') return null;
  if (check.rectifyBy === null) return { code: 'RECTIFY_BY_MISSING' };
  return check.rectifyBy < today ? { code: 'DEADLINE_PAST', params: { today } } : null;
}
