import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PRELOADED = path.resolve('scripts/lib/shed-load.mjs');
/** A server that takes half a second for every answer and says on which port it listens. */
const SLOW = `require('node:http').createServer((request, response) => {
  request.resume();
  setTimeout(() => response.end('done'), 500);
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
let server: ChildProcess;
let roomy: ChildProcess;
let url = '';
let roomyUrl = '';

async function listen(most: string): Promise<[ChildProcess, string]> {
  const env = { ...process.env, MAX_REQUESTS_UNDER_WAY: most };
  const child = spawn(process.execPath, ['--import', PRELOADED, '-e', SLOW], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) => child.stdout?.once('data', (bytes) => resolve(String(bytes))));
  return [child, `http://127.0.0.1:${port.trim()}`];
}

beforeAll(async () => {
  [server, url] = await listen('4');
  [roomy, roomyUrl] = await listen('64');
});
afterAll(() => {
  server.kill();
  roomy.kill();
});

const get = (address: string, init: RequestInit = {}) => fetch(`${url}${address}`, init);

it('answers what it can in time and refuses the rest at once, with Retry-After and a page in both languages', async () => {
  const headers = { accept: 'text/html' };
  const answers = await Promise.all(Array.from({ length: 12 }, () => get('/worklist', { headers })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(8);
  const waits = refused.map((answer) => Number(answer.headers.get('retry-after')));
  expect(new Set(waits)).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(await refused[0]?.text()).toMatch(/现在使用的人太多[\s\S]*Too many people/);
  expect((await get('/worklist', { headers })).status).toBe(200);
});

it('gives back the places of requests that stood behind each other on a connection that ended', async () => {
  for (let time = 0; time < 3; time += 1) {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /worklist HTTP/1.1\r\nHost: portal\r\n\r\n'.repeat(4));
    await sleep(100);
    socket.destroy();
    await sleep(100);
  }
  await sleep(600);
  const answers = await Promise.all(Array.from({ length: 4 }, () => get('/worklist')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

it('lets in who sends a form while pages are refused, and always says how it is', async () => {
  const pages = Array.from({ length: 4 }, () => get('/worklist'));
  await sleep(100);
  const [page, form, health] = await Promise.all([
    get('/worklist'),
    get('/worklist', { method: 'POST', body: 'a=b' }),
    get('/api/health'),
  ]);
  expect([page.status, form.status, health.status]).toEqual([503, 200, 200]);
  await Promise.all(pages);
});

it.each([
  ['session', (name: string) => ({ cookie: `locale=en; __Host-fuqiao.session=${name}` })],
  [
    'session beside an invented one',
    (name: string) => ({ cookie: `x.session=${Math.random()}; fuqiao-3000.session=${name}` }),
  ],
  ['key of a program', (name: string) => ({ authorization: `Bearer ${name}` })],
])('leaves places to others when one %s asks for hundreds of pages at once', async (_what, headersOf) => {
  const ask = (name: string) => fetch(`${roomyUrl}/worklist`, { headers: headersOf(name) });
  const flood = Array.from({ length: 200 }, () => ask('flooder'));
  await sleep(200);
  const others = await Promise.all(['another', 'a third'].map(ask));
  expect(others.map(({ status }) => status)).toEqual([200, 200]);
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(16);
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(100);
  expect((await ask('flooder')).status).toBe(200);
});

it('answers 400 to an address that was cut inside a character, and takes every whole one', async () => {
  for (const address of ['/cases/%E5', '/cases/%E5%85?tab=x', '/%', '/api/v1/cases/%FF'])
    expect((await get(address)).status, address).toBe(400);
  const answers = await Promise.all(['/cases/%E5%85%B0', '/cases?q=%E5', '/'].map((address) => get(address)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
