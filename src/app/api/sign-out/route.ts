import { cookies } from 'next/headers';
import { endOwnSession } from '@/features/identity/mutations';
import { signedInActor } from '@/server/auth';
import { cookieName, cookieOptions } from '@/server/auth-options';
import { contextOf } from '@/server/command';

/** Ends this session and forgets its cookie. A plain form post; other sites' posts come without the cookie. */
export async function POST(): Promise<Response> {
  const found = await signedInActor();
  if (found) await endOwnSession(contextOf(found.actor), { sessionId: found.actor.sessionId });
  (await cookies()).set(cookieName('session'), '', { ...cookieOptions(), maxAge: 0 });
  return new Response(null, { status: 303, headers: { Location: '/sign-in?ended=signed-out' } });
}
