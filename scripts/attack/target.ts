import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { Stop } from '../lib/say.mjs';

/** The instance that is attacked: on this machine, with the demo data, and nobody else's. */
export type Target = {
  url: string;
  owner: pg.Pool;
  /** A session written into the database: the sign-in itself is attacked apart. */
  cookieOf: (username: string) => Promise<string>;
};

/** Refuses any other machine: these tools are for what one has started oneself. */
export async function openTarget(env: NodeJS.ProcessEnv): Promise<Target> {
  const url = env.BASE_URL ?? env.NEXTAUTH_URL ?? '';
  if (!URL.canParse(url) || new URL(url).hostname !== '127.0.0.1')
    throw new Stop(`Only an instance on 127.0.0.1 is attacked, not ${url || 'none'}: set BASE_URL.`);
  const owner = new pg.Pool({ connectionString: env.DATABASE_URL, max: 4 });
  const cookieOf = async (username: string) => {
    const sid = randomUUID();
    await owner.query(
      `INSERT INTO auth_session (id, user_id, created_at, last_seen_at, expires_at)
       SELECT $1, id, now(), now(), now() + interval '11 hours' FROM app_user WHERE username = $2`,
      [sid, username],
    );
    return `fuqiao-${new URL(url).port}.session=${await encode({ token: { sid }, secret: env.NEXTAUTH_SECRET ?? '' })}`;
  };
  return { url, owner, cookieOf };
}

/** What a part of the attack came to: how much was tried, and what should not have been answered so. */
export type Outcome = { part: string; tried: number; findings: string[]; figures?: Record<string, unknown> };

/**
 * Takes the counts of requests away every second while a tool runs: what they let through is looked for, not the counts
 * themselves. Returns what ends it.
 */
export function withoutCounts(target: Target, everySecond: (second: number) => Promise<void> = async () => {}) {
  let isDone = false;
  const running = (async () => {
    for (let second = 1; !isDone; second += 1) {
      await sleep(1_000);
      await target.owner.query('DELETE FROM rate_window');
      await everySecond(second);
    }
  })();
  return async () => {
    isDone = true;
    await running;
  };
}

/** Numbers from a seed, so that a run can be had again (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
