import { type NextRequest, NextResponse } from 'next/server';
import { isFromOutside } from './server/same-origin';

/**
 * Security headers and the nonce of each page, and a first look at where a request comes from. Nothing rests on it: who may
 * see what is decided where data are read, and each action and route asks again where it is posted from.
 */
export function proxy(request: NextRequest) {
  if (isFromOutside(request.method, request.headers)) return new NextResponse(null, { status: 403, headers: CLOSED });
  if (isNoAction(request)) return new NextResponse(null, { status: 400, headers: CLOSED });
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);

  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('x-nonce', nonce);
  requestHeaders.set('content-security-policy', policy);
  // Pages cannot see their own address; sign-in needs it to come back. Set here, so a sent header never counts.
  requestHeaders.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  // The framework would hold Origin of an action against it, and any sender can write it.
  requestHeaders.set('x-forwarded-host', request.headers.get('host') ?? '');

  const response = NextResponse.next({ request: { headers: requestHeaders } });
  const set = (name: string, value: string) => response.headers.set(name, value);
  set('Content-Security-Policy', policy);
  set('X-Content-Type-Options', 'nosniff');
  set('X-Frame-Options', 'DENY');
  set('Referrer-Policy', 'same-origin');
  set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  set('Cross-Origin-Opener-Policy', 'same-origin');
  if (request.headers.get('x-forwarded-proto') === 'https' || request.nextUrl.protocol === 'https:') {
    set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  }
  return response;
}

/**
 * A post to a page that can be no action: the framework would fail on it with an error of its own. A form without scripts is
 * multipart with a boundary; a page with scripts names its action.
 */
function isNoAction({ method, headers, nextUrl }: NextRequest): boolean {
  if (nextUrl.pathname.startsWith('/api/')) return false;
  const action = headers.get('next-action');
  if (action !== null) return method !== 'POST' || !/^[0-9a-f]{40,44}$/.test(action);
  const type = headers.get('content-type') ?? '';
  return (
    method === 'POST' &&
    /^multipart\//i.test(type) &&
    !/^multipart\/form-data;\s*boundary="?[^\s";]{1,70}"?$/i.test(type)
  );
}

/** Of answers that show nothing. */
const CLOSED = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Development injects style elements without a nonce.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  // A proxy in front of uploads would cut bodies at 10 MB without a word; answers to programs carry their own headers.
  matcher: ['/((?!api/files|api/v1/|_next/static|_next/image|icon.svg|favicon.ico|robots.txt).*)'],
};
