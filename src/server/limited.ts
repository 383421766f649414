import 'server-only';
import type { Actor } from '@/domain/actor';
import type { RefusalValue } from '@/domain/refusal';
import { type LimitedKind, REQUEST_LIMITS, secondsLeft } from '@/domain/request-limits';
import { lastAddress } from './client-address';
import { currentTime } from './clock';
import { blindIndex } from './crypto';
import { takeTry } from './rate-limit';
import { describeRefusal } from './refusal-text';
import { asSystem } from './row-scope';

/** This machine: the front itself, a screen on it, a measurement. */
const LOOPBACK = /^(127\.|::1$)/;

/**
 * Counts one request of an account and of the address it comes from, in the database, so that all processes count together
 * and a refusal afterwards takes nothing back. Returns in how many seconds there is room again; 0: there is now.
 */
export async function secondsUntilAllowed(
  kind: LimitedKind,
  from: { userId: string; address: string | null },
  now: Date,
): Promise<number> {
  const { windowMs, ...limits } = REQUEST_LIMITS[kind];
  const isWithin = await asSystem('who is asking', async (tx) => {
    for (const { key, limit } of countedOf(kind, from, limits))
      if (!(await takeTry(tx, key, { limit, windowMs }, now))) return false;
    return true;
  });
  return isWithin ? 0 : secondsLeft(windowMs, now);
}

/** What a request counts against: its account, and the address it comes from, kept as a hash. */
export function countedOf(
  kind: LimitedKind,
  from: { userId: string; address: string | null },
  limits: { account: number; address: number },
): { key: string; limit: number }[] {
  const account = { key: `${kind}:account:${from.userId}`, limit: limits.account };
  if (from.address === null || LOOPBACK.test(from.address)) return [account];
  const place = Buffer.from(blindIndex('try', from.address)).toString('hex');
  return [account, { key: `${kind}:address:${place}`, limit: limits.address }];
}

/** TOO_MANY_TRIES with the minutes to wait, or null. */
export async function refuseTooMany(kind: LimitedKind, actor: Actor, heads: Headers): Promise<RefusalValue | null> {
  const from = { userId: actor.userId, address: lastAddress(heads.get('x-forwarded-for')) };
  const seconds = await secondsUntilAllowed(kind, from, currentTime());
  return seconds === 0 ? null : { code: 'TOO_MANY_TRIES', params: { minutes: Math.ceil(seconds / 60) } };
}

/** The answer of a route to somebody who asks too often: 429, when to come again, and the sentence; null: go on. */
export async function answerTooMany(kind: LimitedKind, actor: Actor, request: Request): Promise<Response | null> {
  const refusal = await refuseTooMany(kind, actor, request.headers);
  if (!refusal) return null;
  const message = await describeRefusal(refusal);
  return Response.json(
    { ok: false, kind: 'REFUSED', code: refusal.code, message },
    {
      status: 429,
      headers: { 'Retry-After': String(Number(refusal.params?.minutes) * 60), 'Cache-Control': 'no-store' },
    },
  );
}
