import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { proxy } from './proxy';

const own = { origin: 'http://portal', 'sec-fetch-site': 'same-origin', host: 'portal' };
const ask = (method: string, headers: Record<string, string>, path = '/sign-in') =>
  proxy(new NextRequest(`http://portal${path}`, { method, headers: { host: 'portal', ...headers } }));

const action = { ...own, 'next-action': '7f'.repeat(21) };
const boundary = (text: string) => ({ ...own, 'content-type': `multipart/form-data; boundary=${text}` });

it.each([
  ['a page', 'GET', {}, 200],
  ['a program without heads of a browser', 'HEAD', {}, 200],
  ['an action of a page', 'POST', { ...action, 'content-type': 'text/plain;charset=UTF-8' }, 200],
  ['a form without scripts', 'POST', boundary('----WebKitFormBoundaryAbC012'), 200],
  ['a form of another site', 'POST', { ...boundary('x'), 'sec-fetch-site': 'cross-site', origin: 'http://evil' }, 403],
  ['a post that says nothing of where it is from', 'POST', {}, 403],
  ['a host that was forwarded', 'POST', { origin: 'http://evil', 'x-forwarded-host': 'evil' }, 403],
  ['a picture on a page of another site', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 403],
  ['an action that is none', 'POST', { ...own, 'next-action': '__proto__' }, 400],
  ['an action by reading', 'GET', { ...action }, 400],
  ['a form of many parts without their edge', 'POST', { ...own, 'content-type': 'multipart/form-data' }, 400],
  ['an edge that is too long', 'POST', boundary('y'.repeat(71)), 400],
])('%s (%s) is answered with %i', (_what, method, headers, status) => {
  const answer = ask(method, headers as Record<string, string>);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

it('what was written as the forwarded host goes no further than the proxy', () => {
  const answer = ask('GET', { 'x-forwarded-host': 'evil.example' });
  expect(answer.headers.get('x-middleware-request-x-forwarded-host')).toBe('portal');
});
