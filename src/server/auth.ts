import { currentTime } from '@/server/clock';
import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import * as z from 'zod';
import type { Actor } from '@/domain/actor';
import type { RefusalValue } from '@/domain/refusal';
import { toLocalPath } from '@/lib/local-path';
import { cookieName, sessionSecret } from './auth-options';
import { isFetchAllowed } from './same-origin';
import { checkSession, type SessionCheck } from './session';
import { noteAsker } from './turned-away';

export { loadActor } from './session';

const sessionIdSchema = z.uuid();

/** The session id inside the cookie, or null where there is none or it was not made by us. */
async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(cookieName('session'))?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: sessionSecret() });
    return sessionIdSchema.safeParse(claims?.sid).data ?? null;
  } catch {
    return null;
  }
}

/** Once per request: the cookie names a session, the database says whether it lives and whose it is. */
const checkRequest = cache(async (): Promise<SessionCheck | null> => {
  // whoever makes a browser fetch something here from another site does so as nobody
  if (!isFetchAllowed(await headers())) return null;
  const sessionId = await readSessionId();
  const check = sessionId ? await checkSession(sessionId, currentTime()) : null;
  if (check?.actor) noteAsker(check.actor);
  return check;
});

/**
 * Who is asking, or why nobody counts as asking. The one door of actions: an account that still has its one-time password
 * or a second factor to show is refused here whatever it wants. Refuses SESSION_ENDED, FACTOR_OWED, PASSWORD_MUST_CHANGE.
 */
export async function askingActor(): Promise<{ actor: Actor } | { refusal: RefusalValue }> {
  const check = await checkRequest();
  if (!check?.actor) return { refusal: { code: 'SESSION_ENDED' } };
  if (check.owes) return { refusal: { code: 'FACTOR_OWED' } };
  return check.mustChangePassword ? { refusal: { code: 'PASSWORD_MUST_CHANGE' } } : { actor: check.actor };
}

/**
 * Who is asking, or null: for places that answer without a session, and for API routes that say 401. Null also for an
 * account that must change its password first.
 */
export async function currentActor(): Promise<Actor | null> {
  const asking = await askingActor();
  return 'actor' in asking ? asking.actor : null;
}

export type SignedIn = Extract<SessionCheck, { actor: Actor }>;

/** Who is signed in, whatever they still owe: for changing a one-time password, showing the factor, and for signing out. */
export async function signedInActor(): Promise<SignedIn | null> {
  const check = await checkRequest();
  return check?.actor ? check : null;
}

/**
 * Whose session this browser has and in how many milliseconds it ends, without using it: a page that asks this keeps nobody
 * signed in. Null: none, or no longer.
 */
export async function peekSession(): Promise<{ userId: string; endsInMs: number } | null> {
  const sessionId = isFetchAllowed(await headers()) ? await readSessionId() : null;
  if (!sessionId) return null;
  const now = currentTime();
  const check = await checkSession(sessionId, now, { isUse: false });
  return check.actor && { userId: check.actor.userId, endsInMs: check.endsAt.getTime() - now.getTime() };
}

/**
 * Who is asking; whoever has no live session goes to the sign-in page and comes back here afterwards, and whoever still owes
 * a second factor or has a one-time password goes there first.
 */
export async function requireActor(): Promise<Actor> {
  const check = await checkRequest();
  const place = check?.actor ? nextStep(check) : null;
  if (check?.actor && !place) return check.actor;
  const query = new URLSearchParams({ from: toLocalPath((await headers()).get('x-path')) });
  if (place) redirect(`${place}?${query}`);
  if (check && !check.actor) query.set('ended', check.phase.toLowerCase());
  redirect(`/sign-in?${query}`);
}

/**
 * What still stands between somebody signed in and the portal; null when nothing does. A code comes before a new password,
 * so that a stolen one changes nothing; setting up a factor comes after it.
 */
export function nextStep(found: SignedIn): '/second-factor' | '/change-password' | null {
  if (found.owes === 'CODE') return '/second-factor';
  if (found.mustChangePassword) return '/change-password';
  return found.owes ? '/second-factor' : null;
}
