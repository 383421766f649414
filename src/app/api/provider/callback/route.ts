import { headers } from 'next/headers';
import { deviceToken, keepSession, takeChecks } from '@/features/identity/browser';
import { signInWithProvider } from '@/features/identity/mutations-provider';
import { sessionCookieOf } from '@/features/identity/next-auth';
import { finishAtProvider, issuer } from '@/features/identity/provider';
import { toLocalPath } from '@/lib/local-path';
import { clientAddress } from '@/server/client-address';
import { currentTime } from '@/server/clock';
import { log } from '@/server/log';

/** Where the identity provider sends the browser back. Whatever does not fit leads to the sign-in page with one sentence. */
export async function GET(request: Request): Promise<Response> {
  if (!issuer()) return new Response(null, { status: 404 });
  const checks = await takeChecks();
  if (!checks) return refused();
  try {
    const claims = await finishAtProvider(new URL(request.url).search, checks);
    const from = {
      address: await clientAddress(),
      agent: (await headers()).get('user-agent')?.slice(0, 300) ?? null,
      device: await deviceToken(),
    };
    const session = await signInWithProvider(claims, from, currentTime());
    if (!session) return refused();
    await keepSession(await sessionCookieOf(session.sessionId));
    return leadTo(toLocalPath(checks.from));
  } catch (error) {
    // the code of the library, never what the provider wrote
    const code = (error as { code?: unknown })?.code;
    log.warn({ code: typeof code === 'string' ? code : 'unknown' }, 'identity provider refused or did not fit');
    return refused();
  }
}

const leadTo = (place: string) => new Response(null, { status: 303, headers: { Location: place } });
const refused = () => leadTo('/sign-in?ended=provider-refused');
