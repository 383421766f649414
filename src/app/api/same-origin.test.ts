import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { POST } from './preferences/route';

it('every route that takes a post asks whether it comes from a page of this site', () => {
  const posts = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const)
    .filter(([, text]) => /\b(POST|PUT|PATCH|DELETE)\b/.test(text));
  expect(posts.length).toBeGreaterThan(5);
  expect(posts.filter(([, text]) => !text.includes('isSameOrigin(')).map(([file]) => file)).toEqual([]);
});

it.each([
  [{ 'sec-fetch-site': 'same-origin' }, 303, 1],
  [{ 'sec-fetch-site': 'cross-site' }, 403, 0],
  [{ origin: 'http://elsewhere.example', host: 'portal' }, 403, 0],
  [{}, 403, 0],
])('a post of preferences with %o answers %i and sets %i cookies', async (headers, status, cookies) => {
  const answer = await POST(
    new Request('http://portal/api/preferences', {
      method: 'POST',
      headers,
      body: new URLSearchParams({ unit: 'YI' }),
    }),
  );
  expect(answer.status).toBe(status);
  expect(answer.headers.getSetCookie()).toHaveLength(cookies);
});
