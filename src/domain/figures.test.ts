import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from './calendar';
import { type Cell, type Sums, totalOf } from './figures';
import { prepareFunnel } from './funnel';
import { formatRate } from './money';
import { preparePace } from './pace-view';
import { rankPlaces } from './ranking';
import { prepareSegments } from './segments';

const HENAN = 17;
const cell = (part: Partial<Cell>): Cell => ({
  regionId: HENAN,
  measure: 'ACCEPTED',
  kind: 'ENTERPRISE',
  stage: '-',
  value: 1n,
  ...part,
});

// The exceptions of 2017 that lie between August and December, as published.
const CALENDAR: WorkCalendar = {
  publishedThrough: [2017],
  exceptions: new Map([
    ['2017-09-30', 'WORKDAY'],
    ...['2017-10-02', '2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06'].map((day) => [day, 'HOLIDAY'] as const),
  ]),
};
const TARGET = {
  measure: 'FINANCING_FEN' as const,
  startOn: '2017-05-16',
  milestones: [
    { on: '2017-12-31', target: 500_000_000_000n },
    { on: '2017-10-18', target: 200_000_000_000n },
  ],
  series: [
    { day: '2017-06-20', value: 10_000_000_000n },
    { day: '2017-08-10', value: 10_389_000_000n },
    { day: '2017-08-20', value: 700n },
  ],
};

describe('pace', () => {
  const pace = preparePace(TARGET, '2017-08-15', CALENDAR);

  it('reads as published: 10.19 % of the target at 58.7 % of the time; 196.4 million a week are needed', () => {
    expect(formatRate(pace?.current.completionBps ?? null)).toBe('10.19%');
    expect(formatRate(pace?.current.timeElapsedBps ?? null)).toBe('58.71%');
    expect((pace?.current.requiredPerWeek ?? 0n) / 10_000_000n).toBe(1_964n);
  });

  it('counts cases in whole ones: what is needed is rounded up', () => {
    const counted = preparePace(
      {
        measure: 'ACCEPTED',
        startOn: '2017-05-16',
        milestones: [{ on: '2017-10-18', target: 300n }],
        series: [{ day: '2017-08-10', value: 211n }],
      },
      '2017-08-15',
      CALENDAR,
    );
    // 89 cases in 64 days: 9.73 a week
    expect(counted?.current).toMatchObject({ gap: 89n, requiredPerWeek: 10n, requiredPerWorkingDay: 3n });
  });

  it('gives the published position: 10.19 % of the first target at 58.71 % of its time, 48.52 points behind', () => {
    expect(pace?.actual).toBe(20_389_000_000n);
    expect(pace?.current).toMatchObject({ on: '2017-10-18', completionBps: 1019, timeElapsedBps: 5871 });
    expect(pace?.behindBps).toBe(4852);
    expect(pace?.milestones.map((row) => row.completionBps)).toEqual([1019, 408]);
  });

  it('says what each working day and each week must still bring', () => {
    expect(pace?.current).toMatchObject({
      gap: 179_611_000_000n,
      remainingWorkingDays: 42,
      requiredPerWorkingDay: 4_276_452_381n,
    });
    expect(pace?.recentPerWorkingDay).toBe(519_450_000n);
  });

  it('draws what happened until now, the plan to the end and what is needed from now', () => {
    expect(pace?.points.at(0)).toEqual({ x: 0, actual: 0n, plan: 0n });
    expect(pace?.points.find((point) => point.x === pace.nowX)).toMatchObject({
      x: 91,
      actual: 20_389_000_000n,
      needed: 20_389_000_000n,
    });
    expect(pace?.points.at(-1)).toEqual({ x: 155, plan: 200_000_000_000n, needed: 200_000_000_000n });
    expect(pace?.yTicks.at(-1)).toBe(200_000_000_000n);
    expect(pace?.xTicks.map((tick) => tick.on)).toContain('2017-08-15');
  });

  it('measures a milestone that is past on its own day', () => {
    const series = [...TARGET.series, { day: '2017-11-01', value: 100_000_000_000n }];
    const late = preparePace({ ...TARGET, series }, '2017-11-30', CALENDAR);
    expect(late?.milestones.map((row) => row.completionBps)).toEqual([1019, 2408]);
  });

  it('speaks of the last milestone once all are past, and of none without milestones', () => {
    expect(preparePace(TARGET, '2026-11-20', CALENDAR)?.current).toMatchObject({ on: '2017-12-31', remainingDays: 0 });
    expect(preparePace({ ...TARGET, milestones: [] }, '2017-08-15', CALENDAR)).toBeNull();
  });
});

const financed = (...sums: [number, bigint][]): Sums =>
  new Map(sums.map(([id, fen]) => [id, new Map([['FINANCING_FEN', fen]])]));

describe('funnel, segments and ranking', () => {
  it('compares each stage with the one before', () => {
    const cells = [
      cell({ measure: 'REACHED', stage: 'CONSULTATION', value: 8n }),
      cell({ measure: 'REACHED', stage: 'ACCEPTANCE', value: 6n }),
      cell({ measure: 'STANDING', stage: 'ACCEPTANCE', value: 2n }),
    ];
    expect(prepareFunnel(cells, HENAN, ['CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE'])).toEqual([
      { stage: 'CONSULTATION', reached: 8n, conversionBps: null, standing: 0n, share: 1 },
      { stage: 'ACCEPTANCE', reached: 6n, conversionBps: 7500, standing: 2n, share: 0.75 },
      { stage: 'DUE_DILIGENCE', reached: 0n, conversionBps: 0, standing: 0n, share: 0 },
    ]);
  });

  it('parts large from small by the definition, and the parts sum to the whole', () => {
    const cells = [
      cell({ value: 3n }),
      cell({ kind: 'HOUSEHOLD', value: 1n }),
      cell({ measure: 'FINANCING_FEN', value: 900n }),
      cell({ measure: 'FINANCING_FEN', kind: 'HOUSEHOLD', value: 100n }),
    ];
    const segments = prepareSegments(cells, HENAN, [
      { kind: 'HOUSEHOLD', segment: 'SMALL' },
      { kind: 'ENTERPRISE', segment: 'LARGE' },
    ]);
    expect(segments.map((row) => [row.segment, row.accepted, row.financingFen, row.financingShareBps])).toEqual([
      ['LARGE', 3n, 900n, 9000],
      ['SMALL', 1n, 100n, 1000],
    ]);
    expect(totalOf(cells, { measure: 'ACCEPTED', regionId: HENAN })).toBe(4n);
  });

  it('ranks by amount, shares a rank between equals, and keeps what belongs to no place', () => {
    const places = [1, 2, 3, 4].map((id) => ({ id, name: `place ${id}` }));
    const here = [cell({ measure: 'FINANCING_FEN', value: 210n })];
    const ranking = rankPlaces(here, financed([1, 50n], [2, 100n], [3, 50n]), HENAN, places, new Map());
    expect(ranking.places.map((row) => [row.id, row.rank, row.share])).toEqual([
      [2, 1, 1],
      [1, 2, 0.5],
      [3, 2, 0.5],
    ]);
    expect(ranking).toMatchObject({ withoutCases: 1, averageFen: 50n, average: 0.5, by: 'FINANCING' });
    expect(ranking.rest?.financingFen).toBe(10n);
  });

  it('ranks by completion where every place has a target', () => {
    const places = [1, 2].map((id) => ({ id, name: `place ${id}` }));
    const targets = new Map([
      [1, { targetFen: 100n, reachedFen: 50n }],
      [2, { targetFen: 1000n, reachedFen: 100n }],
    ]);
    const ranking = rankPlaces([], financed([1, 50n], [2, 100n]), HENAN, places, targets);
    expect(ranking.by).toBe('COMPLETION');
    expect(ranking.places.map((row) => [row.id, row.completionBps])).toEqual([
      [1, 5000],
      [2, 1000],
    ]);
    expect(ranking.countsPart).toBe(false);
  });

  it('counts for a target what came within its time alone', () => {
    const places = [1, 2].map((id) => ({ id, name: `place ${id}` }));
    const targets = new Map([
      [1, { targetFen: 100n, reachedFen: 10n }],
      [2, { targetFen: 100n, reachedFen: 40n }],
    ]);
    const ranking = rankPlaces([], financed([1, 90n], [2, 40n]), HENAN, places, targets);
    expect(ranking.places.map((row) => [row.id, row.rank, row.completionBps])).toEqual([
      [2, 1, 4000],
      [1, 2, 1000],
    ]);
    expect(ranking.countsPart).toBe(true);
  });
});
