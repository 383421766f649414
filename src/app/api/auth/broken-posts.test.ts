import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { placeAfter } from '@/features/identity/next-auth';
import { GET, POST } from './[...nextauth]/route';

const context = { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) };
const address = 'http://portal/api/auth/callback/credentials';
const headers = { host: 'portal', origin: 'http://portal', 'content-type': 'application/json' };

it('a sign-in by reading, or by JSON that is none, is refused and no fault of ours', async () => {
  expect((await GET(new NextRequest(address), context)).status).toBe(405);
  for (const body of ['{', '{"username":"\\u0000"}', 'null'])
    expect((await POST(new NextRequest(address, { method: 'POST', headers, body }), context)).status).toBe(400);
});

it('a step that is none is not there, whatever it is called', async () => {
  for (const step of ['true', '\u202e', 'constructor', ''])
    for (const handle of [GET, POST]) {
      const nowhere = { params: Promise.resolve({ nextauth: [step] }) };
      const method = handle === GET ? 'GET' : 'POST';
      expect((await handle(new NextRequest(address, { method, headers }), nowhere)).status).toBe(404);
    }
});

it.each([
  ['/cases?a=1', 'http://portal/cases?a=1'],
  ['http://portal/cases', 'http://portal/cases'],
  ['http://other/cases', 'http://portal'],
  ['//other/cases', 'http://portal'],
  ['\\\\', 'http://portal'],
  ['http://', 'http://portal'],
  ['javascript:alert(1)', 'http://portal'],
  ['', 'http://portal/'],
])('from a program’s signing in, %j leads to %s', (address, place) => {
  expect(placeAfter(address, 'http://portal')).toBe(place);
});
