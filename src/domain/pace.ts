import { type Day, daysBetween, type WorkCalendar, workingDaysBetween } from './calendar';
import { divideHalfUp, ratioBps } from './money';

/** What a target counts in; a number of cases is never a part of one. */
export type TargetUnit = 'FEN' | 'CASES';
/** `target` is cumulative, in the unit of what is measured. */
export type Milestone = { on: Day; target: bigint };

/** Where a target stands on a day. Ratios are basis points, half-up; `null` where there is nothing to divide by. */
export type MilestonePace = Milestone & {
  /** what counts for it */
  actual: bigint;
  completionBps: number | null;
  timeElapsedBps: number | null;
  /** Still to be done; 0n once the target is reached. */
  gap: bigint;
  /** Calendar days after `asOf` up to the milestone's day; 0 once it is past. */
  remainingDays: number;
  /** What each of the remaining weeks must bring; null when no day is left and a gap is. */
  requiredPerWeek: bigint | null;
  /** Only with a calendar: working days after `asOf` up to the milestone, and what each of them must bring. */
  remainingWorkingDays: number | null;
  requiredPerWorkingDay: bigint | null;
  /** True when the share done is not behind the share of time gone. */
  onPace: boolean;
};

/**
 * Progress against dated targets. Time runs from the start to the milestone's day in whole calendar days, so at the start 0 % has gone and on
 * the milestone's day 100 %. The share required per week is the gap over the remaining days × 7, of fen half-up, of cases up to the next whole one.
 */
export function computePace(input: {
  startOn: Day;
  milestones: readonly Milestone[];
  actual: bigint;
  asOf: Day;
  /** fen unless said */
  unit?: TargetUnit;
  calendar?: WorkCalendar;
}): MilestonePace[] {
  const { startOn, actual, asOf, calendar, unit = 'FEN' } = input;
  return input.milestones.map(({ on, target }) => {
    const totalDays = Math.max(daysBetween(startOn, on), 0);
    const elapsedDays = Math.min(Math.max(daysBetween(startOn, asOf), 0), totalDays);
    const remainingDays = Math.max(daysBetween(asOf, on), 0);
    const remainingWorkingDays = calendar ? Math.max(workingDaysBetween(asOf, on, calendar), 0) : null;
    const gap = target > actual ? target - actual : 0n;
    const elapsed = BigInt(elapsedDays);
    return {
      on,
      target,
      actual,
      completionBps: ratioBps(actual, target),
      timeElapsedBps: ratioBps(elapsed, BigInt(totalDays)),
      gap,
      remainingDays,
      requiredPerWeek: share(gap * 7n, remainingDays, unit),
      remainingWorkingDays,
      requiredPerWorkingDay: remainingWorkingDays === null ? null : share(gap, remainingWorkingDays, unit),
      // Compared crosswise, so that rounding never decides who is behind.
      onPace: actual * BigInt(totalDays) >= target * elapsed,
    };
  });
}

function share(gap: bigint, count: number, unit: TargetUnit): bigint | null {
  if (count === 0) return gap === 0n ? 0n : null;
  const days = BigInt(count);
  return unit === 'CASES' ? (gap + days - 1n) / days : divideHalfUp(gap, days);
}
