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
  const startsAt = windowStart(rule, now);
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_window (key, starts_at, count) VALUES (${key}, ${startsAt}, 1)
    ON CONFLICT (key, starts_at) DO UPDATE SET count = rate_window.count + 1 RETURNING count`;
  const count = rows[0]?.count ?? 1;
  // windows that are over serve nobody; the first try of the next one takes them away
  if (count === 1) await tx.rateWindow.deleteMany({ where: { key, startsAt: { lt: startsAt } } });
  return count <= rule.limit;
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

function windowStart({ windowMs }: { windowMs: number }, now: Date): Date {
  return new Date(Math.floor(now.getTime() / windowMs) * windowMs);
}
