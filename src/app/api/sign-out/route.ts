import { cookies } from 'next/headers';
import { endOwnSession } from '@/features/identity/mutations';
import { cameByProvider } from '@/features/identity/queries';
import { signedInActor } from '@/server/auth';
import { cookieName, cookieOptions } from '@/server/auth-options';
import { contextOf } from '@/server/command';
import { isSameOrigin } from '@/server/same-origin';

/** Ends this session, forgets its cookie and has the browser forget the pages it kept. A plain form post of a page of this site. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const found = await signedInActor();
  const byProvider = found !== null && (await cameByProvider(found.actor));
  if (found) await endOwnSession(contextOf(found.actor), { sessionId: found.actor.sessionId });
  (await cookies()).set(cookieName('session'), '', { ...cookieOptions(), maxAge: 0 });
  return new Response(null, {
    status: 303,
    headers: {
      Location: `/sign-in?ended=signed-out${byProvider ? '-provider' : ''}`,
      // What was seen. Not "cookies": language and known browser stay; not "storage": visits off line lie there, encrypted.
      'Clear-Site-Data': '"cache"',
      'Cache-Control': 'no-store',
    },
  });
}
