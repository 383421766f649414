import { type ChildProcess, spawn } from 'node:child_process';
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type Claims = Record<string, unknown>;
/** Changes the claims of an id token on its way; `signed: false` leaves the provider's signature under the changed ones. */
export type Tampering = { change: (claims: Claims) => Claims; signed?: boolean };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signAs(key: KeyObject, header: unknown, claims: Claims): string {
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${createSign('RSA-SHA256').update(body).sign(key, 'base64url')}`;
}

/**
 * A provider's process behind a server of ours that passes everything through, and what it is told to change. `signIn` goes
 * through the provider's own pages as a browser would and gives the query with which it comes back.
 */
export class TestProvider {
  tampering: Tampering | null = null;
  #server: Server | undefined;
  #child: ChildProcess | undefined;
  #port = 0;
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  get issuer(): string {
    const address = this.#server?.address() as AddressInfo | null;
    return `http://127.0.0.1:${address?.port}`;
  }

  async start(redirectUri: string): Promise<void> {
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
    await new Promise<void>((ready) => this.#server?.listen(0, '127.0.0.1', ready));
    const jwk = { ...this.#key.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' };
    const script = path.resolve(import.meta.dirname, 'identity-provider-process.mjs');
    this.#child = spawn(process.execPath, [script, this.issuer, redirectUri], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_ENV: 'test', PROVIDER_KEY: JSON.stringify(jwk) },
    });
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    for await (const line of lines) {
      if (!/^\d+$/.test(line)) continue;
      this.#port = Number(line);
      return;
    }
    throw new Error('the provider did not start');
  }

  async stop(): Promise<void> {
    this.#child?.kill();
    await new Promise((done) => this.#server?.close(done));
  }

  #pass(incoming: import('node:http').IncomingMessage, outgoing: import('node:http').ServerResponse): void {
    const { method, url, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port: this.#port, method, path: url, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const sent = url === '/token' && answer.statusCode === 200 ? this.#change(body) : body;
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': sent.length });
      outgoing.end(sent);
    });
    incoming.pipe(passed);
  }

  #change(body: Buffer): Buffer {
    if (!this.tampering) return body;
    const answer = JSON.parse(body.toString()) as { id_token: string };
    const [header = '', claims = '', signature = ''] = answer.id_token.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const changed = this.tampering.change(read(claims));
    const token =
      this.tampering.signed === false
        ? `${header}.${encode(changed)}.${signature}`
        : signAs(this.#key, read(header), changed);
    return Buffer.from(JSON.stringify({ ...answer, id_token: token }));
  }

  async signIn(address: URL, subject: string): Promise<string> {
    const cookies = new Map<string, string>();
    const ask = async (target: string, form?: Record<string, string>) => {
      const answer = await fetch(new URL(target, this.issuer), {
        method: form ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        cookies.set(name, value);
      }
      return answer.headers.get('location') ?? '';
    };
    let place = await ask(address.href);
    const forms: Record<string, string>[] = [
      { prompt: 'login', login: subject, password: 'any' },
      { prompt: 'consent' },
    ];
    for (const form of forms) {
      if (!place.includes('/interaction/')) break;
      place = await ask(await ask(place, form));
    }
    return new URL(place, this.issuer).search;
  }
}
