import { env } from './env';

const WINDOW_MS = 60_000;
let window = { startsAt: 0, taken: new Map<string, number>() };

/**
 * Counts one request of somebody and says in how many seconds they may ask again; 0 while they are within the limit of a
 * minute. Counted in this process alone: a row per request would cost the database more than the answer, and what is
 * defended is this process.
 */
export function secondsToWait(key: string, now: Date): number {
  const startsAt = Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS;
  if (startsAt !== window.startsAt) window = { startsAt, taken: new Map() };
  const taken = (window.taken.get(key) ?? 0) + 1;
  window.taken.set(key, taken);
  return taken <= env().API_REQUESTS_PER_MINUTE ? 0 : Math.ceil((startsAt + WINDOW_MS - now.getTime()) / 1000);
}
