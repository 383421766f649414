import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_LOCK_AFTER,
  afterFailure,
  afterFailureAnywhere,
  LOCK_AFTER_FAILURES,
  LOCK_MOST_MINUTES,
  type Lock,
  lockMinutes,
  NO_LOCK,
} from './sign-in';

const now = new Date('2026-11-23T04:00:00Z');
const minutesOf = ({ lockedUntil }: { lockedUntil: Date | null }) =>
  lockedUntil === null ? null : (lockedUntil.getTime() - now.getTime()) / 60_000;

function afterFailures(times: number, from: Lock = NO_LOCK): Lock {
  return Array.from({ length: times }).reduce<Lock>((lock) => afterFailure(lock, now), from);
}

describe('wrong passwords at one place', () => {
  it('lock at the fifth in a row, and not before', () => {
    expect(afterFailures(LOCK_AFTER_FAILURES - 1)).toEqual({ failures: 4, locks: 0, lockedUntil: null });
    expect(minutesOf(afterFailures(LOCK_AFTER_FAILURES))).toBe(30);
  });

  it('lock twice as long each time, up to a day', () => {
    expect([0, 1, 2, 3].map(lockMinutes)).toEqual([30, 60, 120, 240]);
    expect(lockMinutes(6)).toBe(LOCK_MOST_MINUTES);
    expect(lockMinutes(1_000)).toBe(LOCK_MOST_MINUTES);
    expect(minutesOf(afterFailures(LOCK_AFTER_FAILURES * 3))).toBe(120);
  });
});

describe('wrong passwords from everywhere', () => {
  it('shut unknown browsers out only after many, and never for longer', () => {
    expect(afterFailureAnywhere({ failedSignIns: ACCOUNT_LOCK_AFTER - 2 }, now).lockedUntil).toBeNull();
    expect(minutesOf(afterFailureAnywhere({ failedSignIns: ACCOUNT_LOCK_AFTER - 1 }, now))).toBe(30);
  });
});
