/**
 * The time it is. Everything below takes `now` as an argument; this is where it comes from, and the only place.
 * FUQIAO_CLOCK_OFFSET_MS shifts it, so that a rehearsal or a test run stands on a day of its own choice.
 */
export function currentTime(): Date {
  return new Date(Date.now() + Number(process.env.FUQIAO_CLOCK_OFFSET_MS ?? 0));
}
