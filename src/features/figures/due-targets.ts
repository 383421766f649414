import { addDays, type Day } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import type { StoredTarget } from './place-queries';

/** What a region is to reach next and within which days it counts: from the start until the day, not beyond the milestone. */
type DueTarget = { targetFen: Fen; from: Day; until: Day };
/** The same with what has been reached of it. */
export type PlaceTarget = DueTarget & { reachedFen: Fen };

/** For each region the milestone that comes next, after the last the last. */
function dueTargets(targets: readonly StoredTarget[], asOf: Day): Map<number, DueTarget> {
  const found = new Map<number, DueTarget>();
  for (const { regionId, startOn, milestones } of targets) {
    const due = milestones.find(({ on }) => on >= asOf) ?? milestones.at(-1);
    if (due) found.set(regionId, { targetFen: due.target, from: startOn, until: due.on < asOf ? due.on : asOf });
  }
  return found;
}

/**
 * The days whose sums say what counts for targets on some days, those days left out: the eve of each start, and each
 * milestone that is over. Shares of one target have them in common.
 */
export function daysOfTargets(targets: readonly StoredTarget[], asked: readonly Day[]): Day[] {
  const days = asked.flatMap((asOf) =>
    [...dueTargets(targets, asOf).values()]
      .filter(({ from, until }) => from <= until)
      .flatMap(({ from, until }) => [addDays(from, -1), until]),
  );
  return [...new Set(days)].filter((day) => !asked.includes(day)).sort();
}

/**
 * Where each region stands with its target on a day. What was there before the start, or came after the milestone, does not
 * count: the same rule as of /targets, indicators and bulletins. `sumOn`: all financing of a region by a day, fen.
 */
export function standOfTargets(
  targets: readonly StoredTarget[],
  asOf: Day,
  sumOn: (regionId: number, day: Day) => Fen,
): Map<number, PlaceTarget> {
  const standing = new Map<number, PlaceTarget>();
  for (const [regionId, due] of dueTargets(targets, asOf)) {
    const { from, until } = due;
    const reachedFen = until < from ? 0n : sumOn(regionId, until) - sumOn(regionId, addDays(from, -1));
    standing.set(regionId, { ...due, reachedFen });
  }
  return standing;
}
