import { currentTime } from '@/server/clock';
import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import * as z from 'zod';
import type { Actor } from '@/domain/actor';
import { toLocalPath } from '@/lib/local-path';
import { cookieName, sessionSecret } from './auth-options';
import { checkSession, type SessionCheck } from './session';

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
  const sessionId = await readSessionId();
  return sessionId ? checkSession(sessionId, currentTime()) : null;
});

/** Who is asking, or null. For places that answer without a session, and for API routes that say 401. */
export async function currentActor(): Promise<Actor | null> {
  return (await checkRequest())?.actor ?? null;
}

/** Who is asking; whoever has no live session goes to the sign-in page and comes back here afterwards. */
export async function requireActor(): Promise<Actor> {
  const check = await checkRequest();
  if (check?.actor) return check.actor;
  const query = new URLSearchParams({ from: toLocalPath((await headers()).get('x-path')) });
  if (check) query.set('ended', check.phase.toLowerCase());
  redirect(`/sign-in?${query}`);
}
