import { cookies } from 'next/headers';
import { endOwnSession } from '@/features/identity/mutations';
import { cameByProvider } from '@/features/identity/queries';
import { signedInActor } from '@/server/auth';
import { cookieName, cookieOptions } from '@/server/auth-options';
import { contextOf } from '@/server/command';
import { isSameOrigin } from '@/server/same-origin';

/** Ends this session and forgets its cookie. A plain form post of a page of this site. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const found = await signedInActor();
  const byProvider = found !== null && (await cameByProvider(found.actor));
  if (found) await endOwnSession(contextOf(found.actor), { sessionId: found.actor.sessionId });
  (await cookies()).set(cookieName('session'), '', { ...cookieOptions(), maxAge: 0 });
  return new Response(null, {
    status: 303,
    headers: { Location: `/sign-in?ended=signed-out${byProvider ? '-provider' : ''}` },
  });
}
