import { describe, expect, it } from 'vitest';
import type { Role } from './permissions';
import {
  isStretched,
  maySetTargets,
  milestonesRefusal,
  shareRefusal,
  splitMilestones,
  type TargetMilestone,
  unsplitMilestones,
} from './target';

const START = '2017-05-16';
const at = (on: string, value: bigint): TargetMilestone => ({ on, value });

describe('milestones', () => {
  it.each([
    [[], 'TARGET_MILESTONES_MISSING'],
    [[at('2017-05-16', 5n)], 'TARGET_BEFORE_START'],
    [[at('2017-01-01', 5n), at('2017-12-31', 9n)], 'TARGET_BEFORE_START'],
    [[at('2017-10-18', 0n)], 'TARGET_ZERO'],
    [[at('2017-10-18', -1n)], 'TARGET_ZERO'],
    [[at('2017-10-18', 5n), at('2017-10-18', 6n)], 'TARGET_DAY_TWICE'],
    [[at('2017-10-18', 5n), at('2017-12-31', 5n)], 'TARGET_NOT_RISING'],
    [[at('2017-12-31', 4n), at('2017-10-18', 5n)], 'TARGET_NOT_RISING'],
  ])('case %#', (milestones, code) => {
    expect(milestonesRefusal(START, milestones)?.code).toBe(code);
  });

  it('that rise, in whatever order they were typed', () => {
    expect(milestonesRefusal(START, [at('2017-12-31', 6n), at('2017-10-18', 5n)])).toBeNull();
  });
});

describe('a split', () => {
  it('of the published target over eighteen places loses nothing', () => {
    const target = [at('2017-10-18', 200_000_000_000n), at('2017-12-31', 500_000_000_000n)];
    const shares = splitMilestones(target, Array(18).fill(1n));
    expect(shares?.[0]?.[0]?.value).toBe(11_111_111_112n);
    expect(shares?.[17]?.[0]?.value).toBe(11_111_111_111n);
    expect(shares?.map((share) => share[1]?.value ?? 0n).reduce((sum, value) => sum + value)).toBe(500_000_000_000n);
  });

  it('by weight never lets a share fall, even where a larger sum alone would give it less', () => {
    // Hamilton's paradox: of 10 the last gets 2, of 11 it would get 1
    const shares = splitMilestones([at('2026-06-30', 10n), at('2026-12-31', 11n)], [6n, 6n, 2n]);
    for (const share of shares ?? []) expect(share[1]?.value).toBeGreaterThanOrEqual(share[0]?.value ?? 0n);
  });

  it('sums to the target at every milestone, whatever the weights (seeded property)', () => {
    let state = 20_170_516;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    for (let round = 0; round < 300; round++) {
      const weights = Array.from({ length: 1 + next(20) }, () => BigInt(next(1_000)));
      weights[0] = 1n;
      let value = 0n;
      const target = Array.from({ length: 1 + next(5) }, (_, index) => {
        value += BigInt(1 + next(round % 2 === 0 ? 40 : 1_000_000_007));
        return at(`2026-0${index + 1}-01`, value);
      });
      const shares = splitMilestones(target, weights) ?? [];
      expect(shares.length).toBe(weights.length);
      const owed = shares.map((share) => share.map(({ on, value }) => ({ on, share: value })));
      expect(unsplitMilestones(target, owed)).toEqual([]);
      for (const [index, share] of shares.entries()) {
        if (weights[index] === 0n) expect(share.every(({ value }) => value === 0n)).toBe(true);
        for (const [step, { value }] of share.entries())
          expect(value).toBeGreaterThanOrEqual(share[step - 1]?.value ?? 0n);
      }
    }
  });

  it('has nothing to divide by without a weight', () => {
    expect(splitMilestones([at('2026-12-31', 5n)], [])).toBeNull();
    expect(splitMilestones([at('2026-12-31', 5n)], [0n, 0n])).toBeNull();
  });

  it('is to be made again when the target has another value or day', () => {
    const owed = [[{ on: '2026-12-31', share: 3n }], [{ on: '2026-12-31', share: 2n }]];
    expect(unsplitMilestones([at('2026-12-31', 5n)], owed)).toEqual([]);
    expect(unsplitMilestones([at('2026-12-31', 6n)], owed)).toEqual([at('2026-12-31', 6n)]);
    expect(unsplitMilestones([at('2026-11-30', 5n)], owed).length).toBe(2);
    expect(unsplitMilestones([at('2026-12-31', 5n)], [])).toEqual([]);
  });
});

describe('a share', () => {
  const owed = [
    { on: '2026-06-30', share: 2n },
    { on: '2026-12-31', share: 5n },
  ];
  it.each([
    [[at('2026-06-30', 2n), at('2026-12-31', 5n)], false, undefined],
    [[at('2026-06-30', 2n)], false, 'TARGET_DAYS_OF_PARENT'],
    [[at('2026-07-30', 2n), at('2026-12-31', 5n)], true, 'TARGET_DAYS_OF_PARENT'],
    [[at('2026-06-30', 1n), at('2026-12-31', 5n)], true, 'TARGET_BELOW_SHARE'],
    [[at('2026-06-30', 2n), at('2026-12-31', 6n)], false, 'TARGET_ABOVE_SHARE'],
    [[at('2026-06-30', 2n), at('2026-12-31', 6n)], true, undefined],
  ])('case %#', (milestones, isStretch, code) => {
    expect(shareRefusal(milestones, owed, isStretch)?.code).toBe(code);
  });

  it('is stretched where it is above', () => {
    expect(isStretched([{ on: '2026-06-30', value: 3n, share: 2n }])).toBe(true);
    expect(isStretched([{ on: '2026-06-30', value: 2n, share: 2n }])).toBe(false);
  });
});

it('is set by a leading group, for its own level and below', () => {
  const officer = (kind: string, level: 'PROVINCE' | 'COUNTY') => ({
    roles: ['LEADING_GROUP_OFFICER'] as Role[],
    organisation: { kind, level },
  });
  expect(maySetTargets(officer('LEADING_GROUP', 'PROVINCE'), 'PROVINCE')).toBe(true);
  expect(maySetTargets(officer('LEADING_GROUP', 'PROVINCE'), 'COUNTY')).toBe(true);
  expect(maySetTargets(officer('LEADING_GROUP', 'COUNTY'), 'PROVINCE')).toBe(false);
  expect(maySetTargets(officer('FINANCE_BUREAU', 'PROVINCE'), 'COUNTY')).toBe(false);
  const leader = { ...officer('LEADING_GROUP', 'PROVINCE'), roles: ['LEADER'] as Role[] };
  expect(maySetTargets(leader, 'COUNTY')).toBe(false);
});
