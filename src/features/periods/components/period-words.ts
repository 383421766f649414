import type { StatusTone } from '@/components/ui/status';
import { type Period, type PeriodState, partsOf } from '@/domain/period';

type Words = (key: 'month' | 'quarter', values: { year: string; number: number }) => string;

/** A month or quarter in the reader's words. */
export function periodWord(t: Words, period: Period): string {
  const { kind, year, number } = partsOf(period);
  return t(kind === 'MONTH' ? 'month' : 'quarter', { year: String(year), number });
}

const TONES = {
  MISSING: 'amber',
  RETURNED: 'amber',
  REPORTED: 'accent',
  REVIEWED: 'accent',
  SIGNED: 'green',
  NOTHING: 'grey',
} as const satisfies Record<PeriodState, StatusTone>;

/** How a state looks: what is owed is hollow, what is overdue red. */
export function statusOf(state: PeriodState, isOverdue: boolean): { tone: StatusTone; hollow: boolean } {
  return {
    tone: isOverdue ? 'red' : TONES[state],
    hollow: state === 'MISSING' || state === 'RETURNED' || state === 'NOTHING',
  };
}

/** Where a report stands. */
export function periodHref(regionId: number, period: Period, programmeId: string): string {
  return `/periods/${regionId}/${period}?programme=${programmeId}`;
}
