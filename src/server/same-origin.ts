/**
 * Whether a posted request comes from a page of this site. Server actions check it by themselves; routes that take a post
 * ask here. Browsers say it in Sec-Fetch-Site, and where they do not (plain http on a local network) in Origin.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
