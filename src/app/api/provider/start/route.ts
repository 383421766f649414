import { keepChecks } from '@/features/identity/browser';
import { beginAtProvider, issuer } from '@/features/identity/provider';
import { toLocalPath } from '@/lib/local-path';
import { log } from '@/server/log';

/** Leads to the identity provider; `from` is where the reader wanted to go. Not found where none is configured. */
export async function GET(request: Request): Promise<Response> {
  if (!issuer()) return new Response(null, { status: 404 });
  const from = toLocalPath(new URL(request.url).searchParams.get('from'));
  // A session begins by a press on this site, never by a link or picture of another (ASVS 7.6.2).
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return leadTo('/sign-in');
  try {
    const { url, checks } = await beginAtProvider(from);
    await keepChecks(checks);
    return leadTo(url.href);
  } catch (error) {
    log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'identity provider');
    return leadTo(`/sign-in?${new URLSearchParams({ from, ended: 'provider-away' })}`);
  }
}

const leadTo = (place: string) => new Response(null, { status: 303, headers: { Location: place } });
