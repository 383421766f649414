import { type Day, daysBetween, type WorkCalendar, workingDaysBetween } from './calendar';
import { divideHalfUp, type Fen, ratioBps } from './money';

export type Milestone = { on: Day; targetFen: Fen };

/** Where a target stands on a day. Ratios are basis points, half-up; `null` where there is nothing to divide by. */
export type MilestonePace = Milestone & {
  completionBps: number | null;
  timeElapsedBps: number | null;
  /** Still to be done; 0n once the target is reached. */
  gapFen: Fen;
  /** Calendar days after `asOf` up to the milestone's day; 0 once it is past. */
  remainingDays: number;
  /** What each of the remaining weeks must bring; null when no day is left and a gap is. */
  requiredPerWeekFen: Fen | null;
  /** Only with a calendar: working days after `asOf` up to the milestone, and what each of them must bring. */
  remainingWorkingDays: number | null;
  requiredPerWorkingDayFen: Fen | null;
  /** True when the share done is not behind the share of time gone. */
  onPace: boolean;
};

/**
 * Progress against dated targets. Time runs from the start to the milestone's day in whole calendar days, so at the start 0 % has gone and on
 * the milestone's day 100 %. The share required per week is the gap over the remaining days × 7.
 */
export function computePace(input: {
  startOn: Day;
  milestones: readonly Milestone[];
  actualFen: Fen;
  asOf: Day;
  calendar?: WorkCalendar;
}): MilestonePace[] {
  const { startOn, actualFen, asOf, calendar } = input;
  return input.milestones.map(({ on, targetFen }) => {
    const totalDays = Math.max(daysBetween(startOn, on), 0);
    const elapsedDays = Math.min(Math.max(daysBetween(startOn, asOf), 0), totalDays);
    const remainingDays = Math.max(daysBetween(asOf, on), 0);
    const remainingWorkingDays = calendar ? Math.max(workingDaysBetween(asOf, on, calendar), 0) : null;
    const gapFen = targetFen > actualFen ? targetFen - actualFen : 0n;
    const elapsed = BigInt(elapsedDays);
    return {
      on,
      targetFen,
      completionBps: ratioBps(actualFen, targetFen),
      timeElapsedBps: ratioBps(elapsed, BigInt(totalDays)),
      gapFen,
      remainingDays,
      requiredPerWeekFen: share(gapFen * 7n, remainingDays),
      remainingWorkingDays,
      requiredPerWorkingDayFen: remainingWorkingDays === null ? null : share(gapFen, remainingWorkingDays),
      // Compared crosswise, so that rounding never decides who is behind.
      onPace: actualFen * BigInt(totalDays) >= targetFen * elapsed,
    };
  });
}

function share(fen: Fen, count: number): Fen | null {
  if (count === 0) return fen === 0n ? 0n : null;
  return divideHalfUp(fen, BigInt(count));
}
