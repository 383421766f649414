import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { config, proxy } from './proxy';

const answer = (headers: Record<string, string> = {}) =>
  proxy(new NextRequest('http://portal/cases?stage=DECISION', { headers }));

it('every page says what a browser may run, and that nobody frames it', () => {
  const policy = answer().headers.get('content-security-policy') ?? '';
  for (const part of [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
  ])
    expect(policy.split('; ')).toContain(part);
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{40,}' 'strict-dynamic'(;|$)/);
  expect(policy).not.toContain('unsafe-eval');
});

it('the nonce is another one for each answer', () => {
  const nonces = Array.from(
    { length: 20 },
    () => /'nonce-([^']+)'/.exec(answer().headers.get('content-security-policy') ?? '')?.[1],
  );
  expect(new Set(nonces).size).toBe(20);
});

it('every page is taken as what it is, tells no other site its address and shares no window', () => {
  expect(Object.fromEntries(answer().headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
});

it('a page that came over TLS wants TLS for a year', () => {
  expect(answer().headers.get('strict-transport-security')).toBeNull();
  const header = answer({ 'x-forwarded-proto': 'https' }).headers.get('strict-transport-security') ?? '';
  expect(Number(/max-age=(\d+)/.exec(header)?.[1])).toBeGreaterThanOrEqual(31_536_000);
  expect(header).toContain('includeSubDomains');
});

it('what a sender says of the page, the nonce or the policy never counts', () => {
  const sent = { 'x-path': '/admin', 'x-nonce': 'abc', 'content-security-policy': 'none' };
  const { headers } = answer(sent);
  // How the framework hands a changed header of the request on.
  expect(headers.get('x-middleware-request-x-path')).toBe('/cases?stage=DECISION');
  expect(headers.get('x-middleware-request-x-nonce')).not.toBe('abc');
  expect(headers.get('x-middleware-request-content-security-policy')).toContain("frame-ancestors 'none'");
});

it('leaves out only what answers with headers of its own', () => {
  const [matcher = ''] = config.matcher;
  const goesThrough = (address: string) => new RegExp(`^${matcher}$`).test(address);
  for (const address of ['/', '/cases', '/sign-in', '/api/exports/1', '/api/health', '/api/drafts'])
    expect([address, goesThrough(address)]).toEqual([address, true]);
  for (const address of ['/api/files/1', '/api/v1/figures', '/_next/static/a.js'])
    expect([address, goesThrough(address)]).toEqual([address, false]);
});
