import { Stop } from '../lib/say.mjs';

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/;
const HOW = 'write it as "2026-11-22 16:30:05" (the time in Shanghai), with Z or +08:00 behind it, or as latest';

/** The moment a person wrote, in Shanghai where no zone stands behind it; null = as late as the log goes. */
export function readMoment(text: string): Date | null {
  if (text === 'latest') return null;
  const [, day = '', time = '', zone = '+08:00'] = WRITTEN.exec(text) ?? [];
  const moment = new Date(`${day}T${time}${zone}`);
  // A thirtieth of February would become a day of March.
  if (!day || Number.isNaN(moment.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) {
    throw new Stop(`There is no time "${text}": ${HOW}.`);
  }
  return moment;
}

/** A moment as it is told to people. */
export const formatMoment = (moment: Date | string): string =>
  `${new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} (Shanghai)`;
