import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from './calendar';
import { computePace } from './pace';

const programme = {
  startOn: '2017-05-16',
  milestones: [
    { on: '2017-10-18', target: 200_000_000_000n },
    { on: '2017-12-31', target: 500_000_000_000n },
  ],
  actual: 20_389_000_000n,
};

describe('computePace', () => {
  it('gives the published position of 15 August 2017', () => {
    const [first, second] = computePace({ ...programme, asOf: '2017-08-15' });
    // 10.19 % at 58.71 % of the time, 196.4 million yuan a week still needed.
    expect(first).toMatchObject({
      completionBps: 1019,
      timeElapsedBps: 5871,
      gap: 179_611_000_000n,
      remainingDays: 64,
      requiredPerWeek: 19_644_953_125n,
      remainingWorkingDays: null,
      requiredPerWorkingDay: null,
      onPace: false,
    });
    // 4.08 % at 39.74 %, 243.3 million a week.
    expect(second).toMatchObject({
      completionBps: 408,
      timeElapsedBps: 3974,
      gap: 479_611_000_000n,
      remainingDays: 138,
      requiredPerWeek: 24_328_094_203n,
    });
  });

  it('counts working days where a calendar is given', () => {
    const calendar: WorkCalendar = {
      publishedThrough: [2017],
      exceptions: new Map([
        ['2017-09-30', 'WORKDAY'],
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((date) => [`2017-10-0${date}`, 'HOLIDAY'] as const),
      ]),
    };
    const [first] = computePace({ ...programme, asOf: '2017-08-15', calendar });
    // 46 weekdays + 30 September − the five weekdays of 2–6 October.
    expect(first?.remainingWorkingDays).toBe(42);
    expect(first?.requiredPerWorkingDay).toBe(4_276_452_381n);
  });

  it('starts at nothing and ends at everything', () => {
    expect(computePace({ ...programme, actual: 0n, asOf: '2017-05-01' })[0]).toMatchObject({
      completionBps: 0,
      timeElapsedBps: 0,
      onPace: true,
    });
    expect(computePace({ ...programme, asOf: '2017-10-18' })[0]).toMatchObject({
      timeElapsedBps: 10_000,
      remainingDays: 0,
      requiredPerWeek: null,
    });
    expect(computePace({ ...programme, asOf: '2018-03-01' })[0]).toMatchObject({
      timeElapsedBps: 10_000,
      remainingDays: 0,
    });
  });

  it('asks for nothing more once the target is reached', () => {
    expect(computePace({ ...programme, actual: 250_000_000_000n, asOf: '2017-12-31' })[0]).toMatchObject({
      completionBps: 12_500,
      gap: 0n,
      requiredPerWeek: 0n,
      onPace: true,
    });
  });

  it('has no ratio for a target of nothing or a milestone on the day of the start', () => {
    const [empty] = computePace({
      startOn: '2017-05-16',
      milestones: [{ on: '2017-05-16', target: 0n }],
      actual: 0n,
      asOf: '2017-05-16',
    });
    expect(empty).toMatchObject({ completionBps: null, timeElapsedBps: null, gap: 0n, requiredPerWeek: 0n });
  });
});
