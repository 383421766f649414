import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { GET, POST } from './[...nextauth]/route';

const context = { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) };
const address = 'http://portal/api/auth/callback/credentials';
const headers = { host: 'portal', origin: 'http://portal', 'content-type': 'application/json' };

it('a sign-in by reading, or by JSON that is none, is refused and no fault of ours', async () => {
  expect((await GET(new NextRequest(address), context)).status).toBe(405);
  for (const body of ['{', '{"username":"\\u0000"}', 'null'])
    expect((await POST(new NextRequest(address, { method: 'POST', headers, body }), context)).status).toBe(400);
});
