import type { Actor, RegionLevel } from './actor';
import { allocateByLargestRemainder } from './allocation';
import type { Day } from './calendar';
import { can } from './permissions';
import type { RefusalValue } from './refusal';

/** A dated value to be reached, cumulative: fen or a number of cases. */
export type TargetMilestone = { on: Day; value: bigint };
/** A milestone of a target that is part of a larger one: `share` is what the parent's milestone leaves to it. */
export type SharedMilestone = TargetMilestone & { share: bigint };

export const SPLIT_METHODS = ['EQUAL', 'WEIGHT', 'FUNDS'] as const;
export type SplitMethod = (typeof SPLIT_METHODS)[number];

/**
 * What is wrong with the milestones of a target, the first in the order of days: TARGET_MILESTONES_MISSING,
 * TARGET_BEFORE_START {on, startOn}, TARGET_ZERO {on}, TARGET_DAY_TWICE {on}, TARGET_NOT_RISING {on}.
 */
export function milestonesRefusal(startOn: Day, milestones: readonly TargetMilestone[]): RefusalValue | null {
  if (milestones.length === 0) return { code: 'TARGET_MILESTONES_MISSING' };
  const inOrder = sortMilestones(milestones);
  for (const [index, { on, value }] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (on <= startOn) return { code: 'TARGET_BEFORE_START', params: { on, startOn } };
    if (value <= 0n) return { code: 'TARGET_ZERO', params: { on } };
    if (before?.on === on) return { code: 'TARGET_DAY_TWICE', params: { on } };
    if (before && value <= before.value) return { code: 'TARGET_NOT_RISING', params: { on } };
  }
  return null;
}

/** In the order of days. */
export function sortMilestones<T extends { on: Day }>(milestones: readonly T[]): T[] {
  return [...milestones].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/**
 * Each milestone of a target over those below it, in proportion to their weights, in whole fen or cases: for each of them
 * its milestones. Nothing is lost: at every milestone the shares sum to the target. What is divided is what each milestone
 * adds to the one before, for a share of the larger sum can by itself be smaller than that of the lesser one, and a share
 * must never fall. Null where there is nothing to divide by.
 */
export function splitMilestones(
  milestones: readonly TargetMilestone[],
  weights: readonly bigint[],
): TargetMilestone[][] | null {
  const shares: TargetMilestone[][] = weights.map(() => []);
  let before = 0n;
  for (const { on, value } of sortMilestones(milestones)) {
    const added = allocateByLargestRemainder(value - before, weights);
    if (!added) return null;
    for (const [index, share] of shares.entries())
      share.push({ on, value: (share.at(-1)?.value ?? 0n) + (added[index] ?? 0n) });
    before = value;
  }
  return shares;
}

/** The days and values at which the shares no longer make up the target; empty while they do, or while there are none. */
export function unsplitMilestones(
  milestones: readonly TargetMilestone[],
  children: readonly (readonly { on: Day; share: bigint }[])[],
): TargetMilestone[] {
  if (children.length === 0) return [];
  const sums = new Map<Day, bigint>();
  for (const { on, share } of children.flat()) sums.set(on, (sums.get(on) ?? 0n) + share);
  const wrong = sortMilestones(milestones).filter(({ on, value }) => sums.get(on) !== value);
  const known = new Set(milestones.map(({ on }) => on));
  return [...wrong, ...[...sums].filter(([on]) => !known.has(on)).map(([on, value]) => ({ on, value }))];
}

/** Whether a target is set above its share anywhere. */
export function isStretched(milestones: readonly SharedMilestone[]): boolean {
  return milestones.some(({ value, share }) => value > share);
}

/**
 * What of its parent's target a place takes on: its share, or more where it says so (a stretch), never less, for then the
 * parts would not make up the whole. Its days are the parent's. TARGET_DAYS_OF_PARENT, TARGET_BELOW_SHARE {on, share},
 * TARGET_ABOVE_SHARE {on, share}.
 */
export function shareRefusal(
  milestones: readonly TargetMilestone[],
  shares: readonly { on: Day; share: bigint }[],
  isStretch: boolean,
): RefusalValue | null {
  const wanted = sortMilestones(milestones);
  const owed = sortMilestones(shares);
  if (wanted.length !== owed.length || wanted.some(({ on }, index) => on !== owed[index]?.on))
    return { code: 'TARGET_DAYS_OF_PARENT' };
  for (const [index, { on, value }] of wanted.entries()) {
    const share = owed[index]?.share ?? 0n;
    if (value < share) return { code: 'TARGET_BELOW_SHARE', params: { on } };
    if (value > share && !isStretch) return { code: 'TARGET_ABOVE_SHARE', params: { on } };
  }
  return null;
}

const DEPTH: Record<RegionLevel, number> = { NATION: 0, PROVINCE: 1, CITY: 2, COUNTY: 3, TOWNSHIP: 4, VILLAGE: 5 };

/** Who sets, splits, freezes and revises: officers of a leading group, for places of its own level and below (domain.md). */
export function maySetTargets(
  actor: Pick<Actor, 'roles'> & { organisation: Pick<Actor['organisation'], 'kind' | 'level'> },
  level: RegionLevel,
): boolean {
  const { kind, level: own } = actor.organisation;
  return can(actor, 'target.set') && kind === 'LEADING_GROUP' && DEPTH[own] <= DEPTH[level];
}
