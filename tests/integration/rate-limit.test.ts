import { describe, expect, it } from 'vitest';
import { db } from '@/server/db';
import { removeOldTries, takeTry } from '@/server/rate-limit';
import { noon } from '../support/world';

const rule = { limit: 3, windowMs: 15 * 60_000 };
const now = noon('2026-11-23');
const later = (ms: number) => new Date(now.getTime() + ms);
const take = (key: string, at = now) => db().$transaction((tx) => takeTry(tx, key, rule, at));

describe('limited tries', () => {
  it('are as many as the rule says, per key and window', async () => {
    expect([await take('one'), await take('one'), await take('one'), await take('one')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(await take('another')).toBe(true);
    expect(await take('one', later(rule.windowMs - 1))).toBe(false);
    expect(await take('one', later(rule.windowMs))).toBe(true);
    expect(await db().rateWindow.count({ where: { key: 'one' } })).toBe(1);
  });

  it('are counted when they come at once', async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, () => take('crowd')));
    expect(taken.filter(Boolean)).toHaveLength(3);
  });

  it('are forgotten after a day, and not before', async () => {
    await take('forgotten');
    await take('kept', later(12 * 3_600_000));
    await removeOldTries(later(25 * 3_600_000));
    expect(await db().rateWindow.count({ where: { key: 'forgotten' } })).toBe(0);
    expect(await db().rateWindow.count({ where: { key: 'kept' } })).toBe(1);
  });
});
