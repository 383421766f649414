import { db, type Tx } from './db';

/**
 * Counts one more try of `key` and says whether it is within `limit` tries per window of `windowMs`. Windows begin at
 * multiples of their length, so that two processes agree on them. A key names its purpose and carries a hash where it
 * stands for a person, an address or a number. The count must survive a refusal: give it a transaction that commits.
 */
export async function takeTry(
  tx: Tx,
  key: string,
  rule: { limit: number; windowMs: number },
  now: Date,
): Promise<boolean> {
  return (await takeTries(tx, key, rule, 1, now)) === 1;
}

/** Counts several tries at once; returns how many of them are within the limit. As takeTry. */
export async function takeTries(
  tx: Tx,
  key: string,
  rule: { limit: number; windowMs: number },
  wanted: number,
  now: Date,
): Promise<number> {
  const startsAt = windowStart(rule, now);
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_window (key, starts_at, count) VALUES (${key}, ${startsAt}, ${wanted})
    ON CONFLICT (key, starts_at) DO UPDATE SET count = rate_window.count + ${wanted} RETURNING count`;
  const count = rows[0]?.count ?? wanted;
  // windows that are over serve nobody; the first try of the next one takes them away
  if (count === wanted) await tx.rateWindow.deleteMany({ where: { key, startsAt: { lt: startsAt } } });
  return Math.max(0, Math.min(wanted, rule.limit - (count - wanted)));
}

const KEPT_MS = 24 * 3_600_000;

/** Deletes windows that began a day ago or more: no rule counts for so long. Returns how many went. */
export async function removeOldTries(now: Date): Promise<number> {
  const { count } = await db().rateWindow.deleteMany({
    where: { startsAt: { lt: new Date(now.getTime() - KEPT_MS) } },
  });
  return count;
}

/** Whether the tries of this window are used up; asking costs none and writes nothing. */
export async function isUsedUp(
  tx: Tx,
  key: string,
  rule: { limit: number; windowMs: number },
  now: Date,
): Promise<boolean> {
  const where = { key_startsAt: { key, startsAt: windowStart(rule, now) } };
  const row = await tx.rateWindow.findUnique({ where, select: { count: true } });
  return row !== null && row.count >= rule.limit;
}

/** When the window that runs at this moment began. */
export function windowStart({ windowMs }: { windowMs: number }, now: Date): Date {
  return new Date(Math.floor(now.getTime() / windowMs) * windowMs);
}
