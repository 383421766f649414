import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/preferences/route';
import { cookieOptions } from './auth-options';
import { heldName } from './cookie-name';

const before = process.env.NEXTAUTH_URL;
afterAll(() => {
  if (before === undefined) delete process.env.NEXTAUTH_URL;
  else process.env.NEXTAUTH_URL = before;
});

const cookiesOfPreferences = async () => {
  const body = new URLSearchParams({ locale: 'en', unit: 'YI', text: '125', keys: 'off' });
  const headers = { 'sec-fetch-site': 'same-origin' };
  return (
    await POST(new Request('http://portal/api/preferences', { method: 'POST', headers, body }))
  ).headers.getSetCookie();
};

describe('cookies over TLS', () => {
  it('are bound to TLS and to this host by their names', async () => {
    process.env.NEXTAUTH_URL = 'https://portal.example.org';
    expect([heldName('a'), heldName('a', '/cases')]).toEqual(['__Host-a', '__Secure-a']);
    expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
    const made = await cookiesOfPreferences();
    expect(made).toHaveLength(4);
    for (const cookie of made) expect(cookie).toMatch(/^__Host-\w+=[\w-]+; Path=\/; .*; HttpOnly; Secure$/);
  });

  it('are plain without it, or a browser on a local network would take none', async () => {
    process.env.NEXTAUTH_URL = 'http://127.0.0.1:3000';
    expect(heldName('a', '/cases')).toBe('a');
    expect(cookieOptions().secure).toBe(false);
    for (const cookie of await cookiesOfPreferences()) expect(cookie).not.toMatch(/__Host-|Secure/);
  });

  it('have no other name: whatever sets or reads one asks for it here', () => {
    const root = path.resolve(import.meta.dirname, '..');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.test)\.tsx?$/.test(file),
    );
    const named = files.flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(
          /(?:cookies\(\)\)|\bjar)\s*\.(?:get|set)\(\s*([^,)]+)/g,
        ),
      ].map(([, name = '']) => `${file}: ${name}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((use) => !/: (?:cookieName|heldName|nameOf)\(/.test(use))).toEqual([]);
  });
});
