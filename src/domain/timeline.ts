/**
 * What the events of a case are about, so that a reader of a long timeline finds the kind they look for. A group is a list
 * of beginnings of event kinds; movement is what belongs to no other, so that a new kind is never lost.
 */
export const TIMELINE_GROUPS = [
  'MOVEMENT',
  'DOCUMENTS',
  'MONEY',
  'CORRECTIONS',
  'PEOPLE',
  'COMMENTS',
  'ACCESS',
] as const;
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number];

const BEGINNINGS = {
  DOCUMENTS: ['document.'],
  MONEY: ['payment.', 'repayment.', 'loan.', 'subsidy.', 'case.compensated', 'case.written-off'],
  CORRECTIONS: ['correction.', 'case.edited', 'case.data-erased'],
  PEOPLE: ['case.assigned', 'case.conflict-declared', 'case.copied', 'case.urged', 'case.handed-over', 'hand-over.'],
  COMMENTS: ['comment.', 'instruction.'],
  ACCESS: ['personal-data.', 'exposure.', 'case.printed', 'receipt.printed', 'progress.'],
} as const satisfies Record<Exclude<TimelineGroup, 'MOVEMENT'>, readonly string[]>;

/** How the kinds of a group begin; for MOVEMENT, how the kinds of all others do, to be left out. */
export function kindsOf(group: TimelineGroup): { only: readonly string[] } | { not: readonly string[] } {
  return group === 'MOVEMENT' ? { not: Object.values(BEGINNINGS).flat() } : { only: BEGINNINGS[group] };
}

/** The group that an event of this kind stands in. */
export function groupOf(kind: string): TimelineGroup {
  const entries = Object.entries(BEGINNINGS) as [Exclude<TimelineGroup, 'MOVEMENT'>, readonly string[]][];
  return entries.find(([, beginnings]) => beginnings.some((text) => kind.startsWith(text)))?.[0] ?? 'MOVEMENT';
}
