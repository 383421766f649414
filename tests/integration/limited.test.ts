import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REQUEST_LIMITS } from '@/domain/request-limits';
import { readForm, readJson } from '@/server/body';
import { db } from '@/server/db';
import { secondsUntilAllowed } from '@/server/limited';
import { isFetchAllowed, isFromOutside, isSameOrigin } from '@/server/same-origin';
import { noon } from '../support/world';

const now = noon('2026-11-23');

describe('who asks too often', () => {
  it('waits until the window is over, account by account', async () => {
    const { account, windowMs } = REQUEST_LIMITS.reveal;
    const ask = (userId: string, at = now) => secondsUntilAllowed('reveal', { userId, address: null }, at);
    for (let time = 0; time < account; time += 1) expect(await ask('one')).toBe(0);
    expect(await ask('one')).toBe(windowMs / 1000);
    expect(await ask('one', new Date(now.getTime() + windowMs - 1_000))).toBe(1);
    expect(await ask('another')).toBe(0);
    expect(await ask('one', new Date(now.getTime() + windowMs))).toBe(0);
  });

  it('is also held by the address that many accounts come from, which is kept as a hash', async () => {
    const from = (n: number, address: string) => secondsUntilAllowed('export', { userId: `clerk-${n}`, address }, now);
    expect(await from(0, '203.0.113.7')).toBe(0);
    await db().rateWindow.updateMany({
      where: { key: { startsWith: 'export:address:' } },
      data: { count: REQUEST_LIMITS.export.address },
    });
    expect(await from(1, '203.0.113.7')).toBeGreaterThan(0);
    expect(await from(2, '203.0.113.8')).toBe(0);
    expect(await from(3, '127.0.0.1')).toBe(0);
    expect(await db().rateWindow.count({ where: { key: { contains: '203.0.113' } } })).toBe(0);
  });

  it('is asked at every route that takes or hands out something', () => {
    const api = path.resolve('src/app/api');
    // no session or no rows: counted by address elsewhere (sign-in), or nothing to count
    const free = /^(auth|health|phrases|preferences|provider|search|session|sign-out|v1)\//;
    const routes = readdirSync(api, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'route.ts' && !free.test(file))
      .map((file) => [file, readFileSync(path.join(api, file), 'utf8')] as const);
    expect(routes.length).toBeGreaterThan(15);
    expect(routes.filter(([, text]) => !text.includes('answerTooMany(')).map(([file]) => file)).toEqual([]);
    for (const [file, text] of routes) expect(text, file).not.toMatch(/request\.(json|formData|text|arrayBuffer)\(/);
  });
});

describe('a request from elsewhere', () => {
  const heads = (given: Record<string, string>) => new Headers({ host: 'portal', ...given });
  const cross = { 'sec-fetch-site': 'cross-site' };

  it.each([
    [{}, true],
    [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, true],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, true],
    [{ ...cross, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, true],
    [{ ...cross, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, false],
    [{ ...cross, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, false],
    [{ ...cross, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, false],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, false],
  ])('that reads with %o is answered: %s', (given, allowed) => {
    expect(isFetchAllowed(heads(given))).toBe(allowed);
    expect(isFromOutside('GET', heads(given))).toBe(!allowed);
  });

  it('that writes is refused, also as a form that leads here, and X-Forwarded-Host loosens nothing', () => {
    const form = { ...cross, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', origin: 'http://evil' };
    expect(isFromOutside('POST', heads(form))).toBe(true);
    const forwarded = heads({ origin: 'http://evil', 'x-forwarded-host': 'evil', forwarded: 'host=evil' });
    expect(isSameOrigin(forwarded)).toBe(false);
    expect(isSameOrigin(heads({ origin: 'null' }))).toBe(false);
    expect(isSameOrigin(heads({ origin: 'http://portal' }))).toBe(true);
    expect(isFromOutside('DELETE', heads({}))).toBe(true);
    // a head of a browser beside an origin that is not the host that was asked for
    expect(isSameOrigin(heads({ origin: 'http://other', 'sec-fetch-site': 'same-origin' }))).toBe(false);
  });

  it('every action asks, those without a session themselves', () => {
    const src = path.resolve('src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^(generated|app\/dev)\//.test(file))
      .map((file) => [file, readFileSync(path.join(src, file), 'utf8')] as const)
      .filter(([, text]) => /^['"]use server['"]/m.test(text));
    expect(files.length).toBeGreaterThan(20);
    const forgets = files.filter(([, text]) => !/defineAction\(/.test(text) && !text.includes('isSameOrigin('));
    expect(forgets.map(([file]) => file)).toEqual([]);
    expect(readFileSync(path.join(src, 'server/action.ts'), 'utf8')).toContain('isSameOrigin(');
  });
});

describe('a body', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    new Request('http://portal/x', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

  it('of more than a megabyte is not read to its end, whatever it declares', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    expect(await readJson(post(endless))).toBeNull();
    expect(sent).toBeLessThan(2 * 1024 * 1024);
    expect(
      await readForm(post('a='.padEnd(70_000, 'x'), { 'content-type': 'application/x-www-form-urlencoded' })),
    ).toBeNull();
  });

  it('that is no JSON, no UTF-8 or no form is nothing', async () => {
    expect(await readJson(post('{"a":'))).toBeNull();
    expect(await readJson(post(new Uint8Array([0x22, 0xff, 0x22])))).toBeNull();
    expect(await readJson(post('{"a":1}'))).toEqual({ a: 1 });
    expect(await readJson(post('{"a":["\\ud83d\\udc6a","中"]}'))).toEqual({ a: ['👪', '中'] });
    // what PostgreSQL does not keep: a zero character, half of a pair, as value or as name
    for (const text of ['{"a":["\\u0000"]}', '{"a":{"b\\u0000":1}}', '{"a":"\\ud83d"}'])
      expect(await readJson(post(text))).toBeNull();
    expect(await readForm(post('x', { 'content-type': 'multipart/form-data; boundary=q' }))).toBeNull();
    const form = await readForm(post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }));
    expect(form?.get('a')).toBe('1');
  });
});
