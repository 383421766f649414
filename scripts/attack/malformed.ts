import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { routeTable } from '../lib/route-table';
import { type Outcome, randomOf, type Target } from './target';

const JUNK = [
  "'",
  '"',
  '%00',
  '%ff',
  '../',
  '%2e%2e%2f',
  '<script>',
  '{{7*7}}',
  '\u202e',
  '{"$gt":""}',
  '%',
  '[]',
  '__proto__',
];
const HEADS = [
  'next-action: 7f0000000000000000000000000000000000000000',
  `next-action: ${'f'.repeat(200)}`,
  'next-action: __proto__',
  'rsc: 1',
  'next-router-state-tree: %5B%22%22%2C%7B',
  `next-router-state-tree: ${'%5B'.repeat(300)}`,
  'next-router-prefetch: 1',
  'next-router-segment-prefetch: /_tree',
  'x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware',
  'x-middleware-subrequest: src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
  'x-forwarded-host: evil.example',
  'x-forwarded-for: 999.1.1.1, ::::',
  `authorization: Bearer ${'A'.repeat(300)}`,
  'authorization: Basic ====',
  'cookie: fuqiao.session=eyJhbGciOiJub25lIn0..',
  `accept-language: ${'zh,'.repeat(200)}`,
  'range: bytes=0-,0-,0-,0-',
  'expect: 100-continue',
  `if-none-match: "${'x'.repeat(100)}"`,
  'content-encoding: gzip',
  'sec-fetch-site: cross-site',
  'upgrade: websocket\r\nconnection: upgrade',
];
const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
];
const TYPES = [
  'application/json',
  'text/plain;charset=UTF-8',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  `multipart/form-data; boundary=${'y'.repeat(300)}`,
  'application/x-www-form-urlencoded',
  'application/octet-stream',
];
const BODIES = [
  '',
  '{',
  '[]',
  'null',
  '{"__proto__":{"a":1}}',
  '["$K1","$F1","$@0","$Q0"]',
  '[{"then":"$1:__proto__:then","status":"resolved_model"}]',
  '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:a:a"]\r\n--x\r\n',
  '--x\r\nContent-Disposition: form-data; name="file"; filename="../../a.pdf"\r\n\r\n%PDF\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n',
  'a=%ZZ&b=%00&c[]=1&c[]=2',
  '\u0000\u0001\u0002',
  '['.repeat(3_000),
];

/** One malformed request as its bytes; the same seed makes the same ones. */
function makeRequest(random: () => number, routes: readonly string[], host: string): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let address = pick(routes).replace(/\[[^\]]+\]/g, () =>
    random() < 0.5
      ? encodeURIComponent(pick(JUNK))
      : pick(['0', '-1', '019a0000-0000-7000-8000-00000000abcd', 'x'.repeat(300)]),
  );
  if (random() < 0.5)
    address += `?${pick(['q', 'page', 'sort', 'after', 'region', 'from', 'view', '_rsc'])}=${encodeURIComponent(pick(JUNK)).repeat(1 + Math.floor(random() * 3))}`;
  const method = pick(METHODS);
  const heads = [`host: ${host}`];
  for (let left = Math.floor(random() * 4); left > 0; left -= 1) heads.push(pick(HEADS));
  if (method === 'GET' || method === 'HEAD') return `${method} ${address} HTTP/1.1\r\n${heads.join('\r\n')}\r\n\r\n`;
  if (random() < 0.7) heads.push('sec-fetch-site: same-origin', `origin: http://${host}`);
  const body = pick(BODIES);
  heads.push(`content-type: ${pick(TYPES)}`, `content-length: ${Buffer.byteLength(body)}`);
  return `${method} ${address} HTTP/1.1\r\n${heads.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends one request on a connection that is kept and resolves with its status; 0 where the connection was closed on it. */
class Line {
  private socket: net.Socket | null = null;
  private text = '';
  private isHead = false;
  private done: (status: number) => void = () => {};

  constructor(private readonly port: number) {}

  send(bytes: string, isHead: boolean): Promise<number> {
    return new Promise((resolve) => {
      const socket = this.socket ?? this.open();
      const timer = setTimeout(() => this.finish(-1, true), 20_000);
      this.isHead = isHead;
      this.done = (status) => {
        clearTimeout(timer);
        resolve(status);
      };
      socket.write(bytes);
    });
  }

  close() {
    this.socket?.destroy();
  }

  private open(): net.Socket {
    const socket = net.connect(this.port, '127.0.0.1');
    this.text = '';
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.text += chunk;
      this.look();
    });
    socket.on('error', () => this.finish(0, true));
    socket.on('close', () => {
      if (this.socket === socket) this.finish(statusOf(this.text), true);
    });
    return socket;
  }

  /** Whether an answer stands there whole. */
  private look(): void {
    const end = this.text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = statusOf(this.text);
    if (status === 100) {
      this.text = this.text.slice(end + 4);
      this.look();
      return;
    }
    const head = this.text.slice(0, end).toLowerCase();
    const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
    const isWhole =
      this.isHead || status === 204 || status === 304
        ? true
        : length !== undefined
          ? this.text.length >= end + 4 + Number(length)
          : head.includes('transfer-encoding: chunked') && this.text.endsWith('0\r\n\r\n');
    if (isWhole) this.finish(status, head.includes('connection: close'));
  }

  private finish(status: number, isOver: boolean) {
    this.text = '';
    if (isOver) {
      const socket = this.socket;
      this.socket = null;
      socket?.destroy();
    }
    this.done(status);
  }
}

const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

/** The memory of the process that listens on a port, in megabytes. */
function memoryOf(port: number): number {
  const listening = execFileSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' });
  const pid = /pid=(\d+)/.exec(listening)?.[1];
  const pages = pid ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) : 0;
  return Math.round(pages / 1024);
}

/**
 * Malformed requests on connections that are kept: broken addresses, heads, bodies and encodings at every page and route.
 * A finding is an answer of 500 or above, or none at all within 20 seconds.
 */
export async function sendMalformed(target: Target, count: number, seed: number, seconds: number): Promise<Outcome> {
  const port = Number(new URL(target.url).port);
  const host = new URL(target.url).host;
  const routes = routeTable()
    .map(({ address }) => address)
    .filter((address) => !address.startsWith('/dev'));
  const statuses: Record<string, number> = {};
  const findings = new Map<string, number>();
  const memory: number[] = [memoryOf(port)];
  const began = Date.now();
  let sent = 0;
  const drive = async (lane: number) => {
    const random = randomOf(seed + lane);
    const line = new Line(port);
    while (sent < count && Date.now() - began < seconds * 1000) {
      sent += 1;
      if (sent % Math.max(1_000, Math.floor(count / 20)) === 0) memory.push(memoryOf(port));
      const request = makeRequest(random, routes, host);
      const status = await line.send(request, request.startsWith('HEAD'));
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 500 || status === -1) {
        const what = `${status} ${JSON.stringify(request.slice(0, 700))}`;
        findings.set(what, (findings.get(what) ?? 0) + 1);
      }
    }
    line.close();
  };
  await Promise.all(Array.from({ length: 16 }, (_, lane) => drive(lane)));
  memory.push(memoryOf(port));
  const took = (Date.now() - began) / 1000;
  return {
    part: 'malformed',
    tried: sent,
    findings: [...findings.keys()].slice(0, 40),
    figures: { seed, seconds: Math.round(took), perSecond: Math.round(sent / took), statuses, memoryMegabytes: memory },
  };
}
