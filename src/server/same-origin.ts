type Heads = Pick<Headers, 'get'>;

/**
 * Whether a posted request comes from a page of this site. Browsers say it in Sec-Fetch-Site, and where they do not (plain
 * http on a local network) in Origin. The host is the one that was asked for: X-Forwarded-Host, which any sender can write,
 * loosens nothing.
 */
export function isSameOrigin(headers: Heads): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (site !== null && site !== 'same-origin') return false;
  if (origin === null) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

/**
 * Whether a page of another site may have this answered (fetch metadata): it may lead a reader here by a link, but not
 * load what is here as a script, picture, frame or by fetch. Programs and old browsers send none of these heads: they
 * carry no session of somebody else's.
 */
export function isFetchAllowed(headers: Heads): boolean {
  const site = headers.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return true;
  return headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
}

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** The first look at a request, before anything of it is read: what writes must come from here, and see isFetchAllowed. */
export function isFromOutside(method: string, headers: Heads): boolean {
  return !isFetchAllowed(headers) || (!READS.includes(method) && !isSameOrigin(headers));
}
