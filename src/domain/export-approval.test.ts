import { describe, expect, it } from 'vitest';
import {
  ASK_HOURS,
  type Asked,
  askExpiresAt,
  askState,
  checkDecision,
  checkGrowth,
  mayTakeAlone,
} from './export-approval';

const NOW = new Date('2026-03-02T12:00:00+08:00');
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const OPEN: Asked = { askedById: 'a', expiresAt: askExpiresAt(NOW), decision: null, decidedAt: null, full: true };

describe('what one person takes away alone', () => {
  it.each([
    ['households', 0, 5_000, true],
    ['households', 1, 5_000, false],
    ['cases', 4_990, 10, true],
    ['payments', 0, 5_001, false],
    ['subsidies', 5_000, 1, false],
    ['projects', 5_000, 60_000, true],
    ['entities', 0, 60_000, true],
  ] as const)('%s: %i rows taken, %i more', (list, taken, rows, may) => {
    expect(mayTakeAlone(list, taken, rows, 5_000)).toBe(may);
  });
});

describe('an export that waits for another person', () => {
  it('is open for three days, and is decided once, by another', () => {
    expect(askState(OPEN, later(ASK_HOURS - 1))).toBe('OPEN');
    expect(askState(OPEN, later(ASK_HOURS))).toBe('EXPIRED');
    expect(checkDecision(OPEN, 'b', NOW)).toBeNull();
    expect(checkDecision(OPEN, 'a', NOW)).toEqual({ code: 'OWN_REQUEST' });
    expect(checkDecision(OPEN, 'b', later(ASK_HOURS))?.code).toBe('EXPORT_ASK_EXPIRED');
    for (const decision of ['APPROVED', 'REFUSED', 'WITHDRAWN'] as const)
      expect(checkDecision({ ...OPEN, decision, decidedAt: NOW }, 'b', NOW)).toEqual({ code: 'EXPORT_DECIDED' });
  });

  it('may be taken in full for a day after it was approved', () => {
    const approved = { ...OPEN, decision: 'APPROVED', decidedAt: NOW } as const;
    expect(askState(approved, later(23))).toBe('APPROVED');
    expect(askState(approved, later(24))).toBe('OVER');
    // what is masked is written by a job, and its file has a time of its own
    expect(askState({ ...approved, full: false }, later(99))).toBe('APPROVED');
    expect(askState({ ...approved, decision: 'REFUSED' }, later(99))).toBe('REFUSED');
  });

  it('may have grown by a tenth and no more', () => {
    expect(checkGrowth(1_000, 1_100)).toBeNull();
    expect(checkGrowth(1_000, 1_101)).toEqual({ code: 'EXPORT_CHANGED', params: { before: 1_000, rows: 1_101 } });
    expect(checkGrowth(3, 13)).toBeNull();
    expect(checkGrowth(3, 14)?.code).toBe('EXPORT_CHANGED');
    expect(checkGrowth(500, 0)).toBeNull();
  });
});
