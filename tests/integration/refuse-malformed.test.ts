import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reachAction } from '@/server/reached';
import { type Answer, Line } from '../../scripts/attack/line';

const PRELOADED = path.resolve('scripts/lib/shed-load.mjs');
/** A server that takes a wish for another protocol and never answers it, and that fails on every post to a page or route. */
const FRAGILE = `const posts = globalThis[Symbol.for('fuqiao.posts')];
require('node:http').createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url === '/our-fault') posts.getStore().reached = true;
    response.statusCode = request.method === 'POST' ? 500 : 200;
    response.end('done');
  });
}).on('upgrade', () => {}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
let server: ChildProcess;
let port = 0;

beforeAll(async () => {
  server = spawn(process.execPath, ['--import', PRELOADED, '-e', FRAGILE], { stdio: ['ignore', 'pipe', 'inherit'] });
  port = Number(await new Promise<string>((resolve) => server.stdout?.once('data', (bytes) => resolve(String(bytes)))));
});
afterAll(() => void server.kill());

async function ask(text: string): Promise<Answer | 'AGAIN'> {
  const line = new Line(port, 3_000);
  const answer = await line.send(Buffer.from(text, 'latin1'), text.startsWith('HEAD'));
  line.close();
  return answer;
}
const statusOf = async (text: string) => ((await ask(text)) as Answer).status;

const STATE = '%5B%22%22%2C%7B%22children%22%3A%5B%22cases%22%2C%7B%7D%5D%7D%5D';
const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x';

it.each([
  ['a page', 'GET /cases HTTP/1.1\r\nHost: portal:3000', 200],
  ['a page of an address in brackets', 'GET /cases HTTP/1.1\r\nHost: [::1]:3000', 200],
  ['a page where the router says what it has', `GET / HTTP/1.1\r\nHost: a\r\nNext-Router-State-Tree: ${STATE}`, 200],
  ['what may be asked', 'OPTIONS / HTTP/1.1\r\nHost: portal', 200],
  ['a web socket, which is answered as a page', `GET / HTTP/1.1\r\nHost: portal\r\n${UPGRADE}`, 200],
  ['a post with the wish for a web socket', `POST /api/x HTTP/1.1\r\nHost: a\r\n${UPGRADE}\r\nContent-Length: 0`, 500],
  ['a file of the build', 'GET /_next/static/chunks/a.js HTTP/1.1\r\nHost: portal', 200],
  ['what may be asked of it', 'OPTIONS /_next/static/chunks/a.js HTTP/1.1\r\nHost: portal', 405],
  ['what may be asked of the icon', 'OPTIONS /icon.svg HTTP/1.1\r\nHost: portal', 405],
  ['a post to a file', 'POST /robots.txt?a=1 HTTP/1.1\r\nHost: portal\r\nContent-Length: 0', 405],
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: portal', 405],
  ['a verb of WebDAV', 'PROPFIND / HTTP/1.1\r\nHost: portal', 405],
  ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: portal', 405],
  ['everything', 'OPTIONS * HTTP/1.1\r\nHost: portal', 400],
  ['the address of another site', 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: portal', 400],
  ['an address that is no text', 'OPTIONS /cases/%C0%AF?q=%ff HTTP/1.1\r\nHost: a', 400],
  ['an address with a zero character', 'GET /cases/%00 HTTP/1.1\r\nHost: a', 400],
  ['a question that is no text', 'GET /cases?q=%ff HTTP/1.1\r\nHost: a', 200],
  ['no host', 'GET / HTTP/1.0', 400],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a/b', 400],
  ['a host with a name before it', 'GET / HTTP/1.1\r\nHost: portal@evil', 400],
  ['what the router never said', 'GET / HTTP/1.1\r\nHost: a\r\nNext-Router-State-Tree: %5B%22', 400],
  [
    'what it said twice',
    `GET / HTTP/1.1\r\nHost: a\r\nNext-Router-State-Tree: ${STATE}\r\nNext-Router-State-Tree: x`,
    400,
  ],
  ['a post that no action had in hands', 'POST /cases HTTP/1.1\r\nHost: portal\r\nContent-Length: 0', 400],
  ['a post on which an action failed', 'POST /our-fault HTTP/1.1\r\nHost: portal\r\nContent-Length: 0', 500],
  ['a post on which a route failed', 'POST /api/x HTTP/1.1\r\nHost: portal\r\nContent-Length: 0', 500],
])('%s is answered', async (_what, text, status) => {
  expect(await statusOf(`${text}\r\n\r\n`)).toBe(status);
});

it('several requests on one connection are answered in turn, and those behind a wish that was passed over sent again', async () => {
  const line = new Line(port, 3_000);
  const get = (path: string, heads = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${heads}\r\n`;
  const texts = [get('/1'), get('/2'), get('/3', `${UPGRADE}\r\n`), get('/4')];
  const answers = await Promise.all(texts.map((text) => line.send(Buffer.from(text), false)));
  line.close();
  expect(answers.map((answer) => (answer === 'AGAIN' ? answer : answer.status))).toEqual([200, 200, 200, 'AGAIN']);
});

it('an action is reached by a form only', () => {
  expect(() => reachAction(new FormData())).not.toThrow();
  for (const other of [undefined, null, 'x', [], {}, new Map()]) expect(() => reachAction(other)).toThrow();
});
