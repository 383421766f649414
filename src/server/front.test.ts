import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const example = readFileSync(path.resolve(import.meta.dirname, '../../docs/deploy/nginx.conf'), 'utf8');
const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((file) => existsSync(file));
const NAME = 'portal.example.gov.cn';

it('the front writes every head anew that the portal or its framework believes', () => {
  for (const head of ['Host', 'X-Forwarded-Host', 'X-Forwarded-For', 'X-Forwarded-Proto', 'x-middleware-subrequest'])
    expect(example).toMatch(new RegExp(`proxy_set_header ${head} `));
  expect(example).not.toContain('$proxy_add_x_forwarded_for');
});

it('the front speaks TLS 1.2 and 1.3 with ciphers that keep what was recorded shut, its own choice first', () => {
  expect(example).toContain('ssl_protocols TLSv1.2 TLSv1.3;');
  expect(example).toContain('ssl_prefer_server_ciphers on;');
  const ciphers = /ssl_ciphers ([^;]+);/.exec(example)?.[1]?.split(':') ?? [];
  expect(ciphers.length).toBeGreaterThan(3);
  for (const cipher of ciphers) expect(cipher).toMatch(/^ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/);
});

/** The front as it is in the example, but for files and ports, before a server that says what came to it. */
describe.skipIf(!nginx)(
  'the example of a front (left out where nginx is not installed: apt-get install nginx-light)',
  () => {
    const place = mkdtempSync(path.join(tmpdir(), 'front-'));
    const portal = http.createServer((request, response) => {
      request.resume();
      response.setHeader('Strict-Transport-Security', 'max-age=1');
      response.end(JSON.stringify(request.headers));
    });
    let front: ChildProcess;
    let [plain, secure] = [0, 0];
    const configuration = path.join(place, 'nginx.conf');

    const freePort = async () => {
      const server = net.createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      return port;
    };

    beforeAll(async () => {
      await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
      [plain, secure] = [await freePort(), await freePort()];
      mkdirSync(path.join(place, 'log'));
      const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${NAME}`];
      const files = ['-keyout', path.join(place, 'portal.key'), '-out', path.join(place, 'portal.crt')];
      execFileSync('openssl', [...certificate, ...files], { stdio: 'ignore' });
      // what nginx keeps while a body comes in lies where only its own user writes
      const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${place}/${of};`);
      const here = example
        .replaceAll('/etc/nginx/portal', path.join(place, 'portal'))
        .replaceAll('/var/log/nginx', path.join(place, 'log'))
        .replace('/run/nginx.pid', path.join(place, 'nginx.pid'))
        .replace('127.0.0.1:3000', `127.0.0.1:${(portal.address() as AddressInfo).port}`)
        .replaceAll('listen 443', `listen 127.0.0.1:${secure}`)
        .replaceAll('listen 80', `listen 127.0.0.1:${plain}`)
        .replace('http {', `http {\n${kept.join('\n')}`);
      writeFileSync(configuration, here);
      front = spawn(nginx as string, ['-c', configuration, '-p', place, '-g', 'daemon off;'], { stdio: 'ignore' });
      for (let tries = 0; tries < 50 && !existsSync(path.join(place, 'nginx.pid')); tries += 1) await sleep(100);
      await sleep(200);
    });
    afterAll(async () => {
      front.kill();
      portal.close();
      await sleep(100);
      rmSync(place, { recursive: true, force: true });
    });

    /** Whether a client that can do only this gets through. */
    const shakesHands = (options: tls.ConnectionOptions) =>
      new Promise<string | null>((resolve) => {
        const socket = tls.connect({
          port: secure,
          host: '127.0.0.1',
          servername: NAME,
          rejectUnauthorized: false,
          ...options,
        });
        socket.once('secureConnect', () => resolve(`${socket.getProtocol()} ${socket.getCipher().name}`));
        socket.once('error', () => resolve(null));
        socket.once('secureConnect', () => socket.destroy());
      });
    /** The answer to one request, sent as it stands. */
    const ask = (connect: () => net.Socket, request: string) =>
      new Promise<string>((resolve) => {
        const socket = connect();
        let text = '';
        socket.setEncoding('latin1').on('data', (chunk) => {
          text += chunk;
        });
        socket.on('error', () => resolve(text)).on('close', () => resolve(text));
        socket.write(`${request}\r\nConnection: close\r\n\r\n`);
      });
    const overTls = () => tls.connect({ port: secure, host: '127.0.0.1', servername: NAME, rejectUnauthorized: false });
    const inTheOpen = () => net.connect(plain, '127.0.0.1');

    it('is taken by nginx', () => {
      const said = execFileSync(nginx as string, ['-t', '-c', configuration, '-p', place], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(said).not.toContain('emerg');
    });

    it('shakes hands by TLS 1.2 and 1.3 only, and for its own name only', async () => {
      expect(await shakesHands({})).toMatch(/^TLSv1\.3 /);
      expect(await shakesHands({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-RSA-AES128-GCM-SHA256$/);
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      expect(await shakesHands(old)).toBeNull();
      expect(await shakesHands({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES256-GCM-SHA384' })).toBeNull();
      expect(await shakesHands({ servername: 'another.example' })).toBeNull();
    });

    it('leads pages to TLS, and refuses programs that come without it', async () => {
      const page = await ask(inTheOpen, `GET /cases HTTP/1.1\r\nHost: ${NAME}`);
      expect(page).toMatch(new RegExp(`^HTTP/1\\.1 301 [\\s\\S]*\r\nLocation: https://${NAME}/cases\r\n`));
      const program = await ask(inTheOpen, `GET /api/v1/figures HTTP/1.1\r\nHost: ${NAME}\r\nAuthorization: Bearer x`);
      expect(program).toMatch(/^HTTP\/1\.1 403 /);
      expect(program).not.toMatch(/\r\nLocation:/i);
      expect(await ask(inTheOpen, 'GET / HTTP/1.1\r\nHost: another.example')).toBe('');
    });

    it('asks for TLS for a year and forbids guessing types on every answer, once, also on those of its own', async () => {
      for (const request of ['GET /', 'TRACE /', 'GET /%', 'GET /api/health'].map(
        (line) => `${line} HTTP/1.1\r\nHost: ${NAME}`,
      )) {
        const heads = (await ask(overTls, request)).toLowerCase();
        expect([request, heads.match(/strict-transport-security: max-age=31536000; includesubdomains/g)]).toEqual([
          request,
          expect.arrayContaining([expect.anything()]),
        ]);
        expect(heads.match(/strict-transport-security:/g)).toHaveLength(1);
        expect(heads).toContain('x-content-type-options: nosniff');
      }
      expect(await ask(overTls, `TRACE / HTTP/1.1\r\nHost: ${NAME}`)).toMatch(/^HTTP\/1\.1 405 /);
    });

    it('passes nothing on of what a sender wrote of themselves', async () => {
      const written = [
        'X-Forwarded-For: 6.6.6.6',
        'X-Forwarded-Host: evil',
        'X-Middleware-Subrequest: proxy',
        'Forwarded: for=6.6.6.6',
      ];
      const answer = await ask(overTls, `GET / HTTP/1.1\r\nHost: ${NAME}\r\n${written.join('\r\n')}`);
      const came = JSON.parse(/\{[\s\S]*\}/.exec(answer)?.[0] ?? '{}');
      expect(came).toMatchObject({
        host: NAME,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': NAME,
        'x-forwarded-proto': 'https',
      });
      expect(JSON.stringify(came)).not.toMatch(/6\.6\.6\.6|evil|subrequest/);
    });
  },
);
