/** Today in Shanghai as the portal under test sees it: its clock is shifted, and so is this one. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(
    new Date(Date.now() + Number(process.env.FUQIAO_CLOCK_OFFSET_MS ?? 0)),
  );

/** An hour from now on the same clock, as a field of day and a field of time take it. */
export function inAnHour(): [day: string, time: string] {
  const SHANGHAI_AND_ONE_MS = 9 * 3_600_000;
  const shifted = Date.now() + Number(process.env.FUQIAO_CLOCK_OFFSET_MS ?? 0) + SHANGHAI_AND_ONE_MS;
  const text = new Date(shifted).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}
