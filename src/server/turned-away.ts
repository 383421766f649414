import 'server-only';
import type { Actor } from '@/domain/actor';
import { currentTime } from './clock';
import { contextOf, recordRefusal } from './command';
import { log } from './log';
import { takeTry } from './rate-limit';
import { onTurnedAway } from './request-note';
import { asSystem } from './row-scope';

/** So many pages, files and answers that were not somebody's stand in the record each hour; what comes after, in the log alone. */
const TURNED_AWAY_RECORDED = { limit: 20, windowMs: 3_600_000 };

/**
 * An address by its form: `/cases/*`. What is no word of a page or route is left out, for somebody may have typed a name or a
 * number there.
 */
export function placeOf(url: string, words: readonly string[]): string {
  const parts = url.split(/[?#]/, 1)[0]?.split('/').slice(1, 9) ?? [];
  return `/${parts.map((part) => (part === '' || words.includes(part) ? part : '*')).join('/')}`;
}

/** Puts a name to the request: should it be answered as not found or not permitted, that is recorded (ASVS 16.3.2). */
export function noteAsker(actor: Actor): void {
  onTurnedAway((status, url) => {
    recordTurnedAway(actor, { status, url }, currentTime()).catch((error: Error) =>
      log.error({ error: error.message }, 'a refused read was not recorded'),
    );
  });
}

/** Records that a person asked for what is not there for them: an event while they are few in an hour, a line of the log always. */
export async function recordTurnedAway(
  actor: Actor,
  { status, url }: { status: number; url: string },
  now: Date,
): Promise<void> {
  const place = placeOf(url, (process.env.FUQIAO_ADDRESS_WORDS ?? '').split(' '));
  const isWithin = await asSystem('who is asking', (tx) =>
    takeTry(tx, `turned-away:${actor.userId}`, TURNED_AWAY_RECORDED, now),
  );
  const seen = { person: actor.userId, status, place };
  log.warn(isWithin ? seen : { ...seen, usedUp: true }, 'somebody tries what is not theirs');
  if (isWithin)
    await recordRefusal(contextOf(actor, now), { code: status === 404 ? 'NOT_FOUND' : 'NOT_PERMITTED' }, { place });
}
