import { formatInstant } from '@/lib/format-day';

/** How a feed says when: just now, minutes or hours ago on the same day, and from yesterday on the plain time. */
export type Ago = { unit: 'now' } | { unit: 'minutes' | 'hours'; count: number } | { unit: 'at'; text: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long before `now` something was; the year is left out while it is the same. */
export function timeAgo(at: Date, now: Date): Ago {
  const passed = now.getTime() - at.getTime();
  if (passed < MINUTE_MS) return { unit: 'now' };
  if (passed < HOUR_MS) return { unit: 'minutes', count: Math.floor(passed / MINUTE_MS) };
  const [then, today] = [formatInstant(at), formatInstant(now)];
  if (then.slice(0, 10) === today.slice(0, 10)) return { unit: 'hours', count: Math.floor(passed / HOUR_MS) };
  return { unit: 'at', text: then.slice(0, 4) === today.slice(0, 4) ? then.slice(5) : then };
}
