import 'server-only';
import { REQUEST_LIMITS, secondsLeft } from '@/domain/request-limits';
import { env } from './env';
import { countedOf } from './limited';
import { takeTries, windowStart } from './rate-limit';
import { asSystem } from './row-scope';

const { windowMs, address: ADDRESS_LIMIT } = REQUEST_LIMITS.api;

/** So much of a limit a process takes from the database at once: a row for each request would cost more than its answer. */
const SHARE = 1 / 20;

let taken = { startsAt: 0, left: new Map<string, number>() };

/**
 * Counts one request of a program, for its account and for its address, and says in how many seconds it may ask again; 0:
 * now. All processes count in the database: each takes a few requests in advance and answers those, so that in sum no more
 * than the limit are answered, and where there are several, a few less.
 */
export async function secondsToWait(from: { userId: string; address: string | null }, now: Date): Promise<number> {
  const startsAt = windowStart({ windowMs }, now).getTime();
  if (startsAt !== taken.startsAt) taken = { startsAt, left: new Map() };
  const { left } = taken;
  for (const { key, limit } of countedOf('api', from, {
    account: env().API_REQUESTS_PER_MINUTE,
    address: ADDRESS_LIMIT,
  })) {
    if ((left.get(key) ?? 0) === 0) {
      const wanted = Math.max(1, Math.floor(limit * SHARE));
      const more = await asSystem('who is asking', (tx) => takeTries(tx, key, { limit, windowMs }, wanted, now));
      // meanwhile another request of the same program may have taken some
      left.set(key, (left.get(key) ?? 0) + more);
    }
    const here = left.get(key) ?? 0;
    if (here === 0) return secondsLeft(windowMs, now);
    left.set(key, here - 1);
  }
  return 0;
}
