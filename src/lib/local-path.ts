/**
 * A path inside this site, or the fallback. Anything a browser could read as another host ('//x', '/\x', 'https:…') is
 * refused, so that a link to us can never forward to somebody else.
 */
export function toLocalPath(value: string | null | undefined, fallback = '/'): string {
  if (value === null || value === undefined) return fallback;
  if (!/^\/(?![/\\])[^\\\s\p{Cc}\p{Cs}]*$/u.test(value)) return fallback;
  // A header holds ASCII only; an address typed in Chinese is the same address encoded.
  return value.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

/** The path of the page that sent the request, if it is one of ours. */
export function refererPath(headers: Headers): string | null {
  const referer = headers.get('referer');
  if (referer === null || !URL.canParse(referer)) return null;
  const url = new URL(referer);
  return url.host === headers.get('host') ? url.pathname + url.search : null;
}
