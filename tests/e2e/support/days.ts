import { currentTime } from '@/server/clock';

const HOUR_MS = 3_600_000;

/** Today in Shanghai as the portal under test sees it: its clock is shifted, and so is this one. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(currentTime());

/** An hour from now on the same clock, as a field of day and a field of time take it. */
export function inAnHour(): [day: string, time: string] {
  const SHANGHAI_AND_ONE = 9 * HOUR_MS;
  const text = new Date(currentTime().getTime() + SHANGHAI_AND_ONE).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}
