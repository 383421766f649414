import { request } from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, Target } from './target';

type Answer = { status: number; body: string; heads: Record<string, string | string[] | undefined> };

/** Asks again while the portal says that it is busy: what it does with the request is wanted. */
async function ask(...given: Parameters<typeof askOnce>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await askOnce(...given);
    const wait = Number(answer.heads['retry-after']);
    if (answer.status !== 503 || !wait || tries === 20) return answer;
    await sleep(wait * 1000);
  }
}

/** A request as it stands, without what a library would set right; 0 where the connection is closed on it. */
function askOnce(
  target: Target,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  const { hostname, port } = new URL(target.url);
  return new Promise((resolve) => {
    const sent = request({ hostname, port, path, method, headers, timeout: 30_000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text, heads: answer.headers }));
    });
    sent.on('error', () => resolve({ status: 0, body: '', heads: {} }));
    sent.on('timeout', () => sent.destroy());
    sent.end(body);
  });
}

const OWN = (target: Target) => ({ origin: target.url, 'sec-fetch-site': 'same-origin' });
const leaks = /NEXTAUTH_SECRET|FUQIAO_DATA_KEY|at async .*\.ts:|node_modules\/|postgres(ql)?:\/\//;
const isCalm = ({ status, body }: Answer) => status < 500 && !leaks.test(body);
const isOutside = ({ status, heads }: Answer) => status === 307 && String(heads.location).startsWith('/sign-in');

/** Every hole of the framework that is known to us, by its number, as a request that would use it; true: it is shut. */
const PROBES: Record<string, (target: Target) => Promise<boolean>> = {
  'CVE-2024-34351 Host leads a redirect of an action elsewhere': async (t) => {
    const answer = await ask(
      t,
      '/sign-in',
      { ...OWN(t), host: 'evil.example', 'next-action': '7f'.repeat(21), 'content-type': 'text/plain' },
      'POST',
      '[]',
    );
    return isCalm(answer) && !String(answer.heads.location ?? '').includes('evil.example');
  },
  'CVE-2025-29927 x-middleware-subrequest skips the proxy': async (t) => {
    const five = (name: string) => Array(5).fill(name).join(':');
    for (const value of [five('middleware'), five('src/middleware'), five('proxy'), five('src/proxy')]) {
      const answer = await ask(t, '/worklist', { 'x-middleware-subrequest': value });
      if (!isOutside(answer) || !answer.heads['content-security-policy']) return false;
    }
    return true;
  },
  'CVE-2025-55182 a posted reference reaches a prototype': async (t) => {
    const part =
      '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B0\\"}","_response":{"_prefix":"process.exit(9)//","_formData":{"get":"$1:constructor:constructor"}}}\r\n--x\r\nContent-Disposition: form-data; name="1"\r\n\r\n"$@0"\r\n--x--\r\n';
    await ask(
      t,
      '/sign-in',
      { ...OWN(t), 'next-action': '7f'.repeat(21), 'content-type': 'multipart/form-data; boundary=x' },
      'POST',
      part,
    );
    return (await ask(t, '/api/health')).status === 200;
  },
  'CVE-2025-55183 an action gives its own source away': async (t) =>
    !/use server|defineAction|prisma/i.test(
      (
        await ask(
          t,
          '/sign-in',
          { ...OWN(t), 'next-action': '7f'.repeat(21), 'content-type': 'text/plain' },
          'POST',
          '["$F1"]',
        )
      ).body,
    ),
  'CVE-2025-55184 CVE-2026-23864 a reference to itself never ends': async (t) => {
    const began = Date.now();
    await ask(
      t,
      '/sign-in',
      { ...OWN(t), 'next-action': '7f'.repeat(21), 'content-type': 'multipart/form-data; boundary=x' },
      'POST',
      '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n"$@0"\r\n--x--\r\n',
    );
    return Date.now() - began < 20_000 && (await ask(t, '/api/health')).status === 200;
  },
  'CVE-2026-44574 parameters or prefetched segments pass the sign-in': async (t) => {
    for (const heads of [
      { rsc: '1' },
      { rsc: '1', 'next-router-prefetch': '1' },
      { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    ] as Record<string, string>[])
      for (const path of ['/cases', '/cases.rsc', '/households?_rsc=1', '/cases.segments/_tree.segment.rsc']) {
        const answer = await ask(t, path, heads);
        if (!isCalm(answer) || /LK-20\d\d-|"reference"/.test(answer.body)) return false;
      }
    return true;
  },
  'CVE-2026-44578 a web socket leads to another server': (t) =>
    new Promise((resolve) => {
      const socket = net.connect(Number(new URL(t.url).port), '127.0.0.1', () =>
        socket.write(
          'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n',
        ),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(!text.includes(' 101 ')));
      socket.on('error', () => resolve(true));
      setTimeout(() => socket.destroy(), 5_000);
    }),
  'CVE-2026-64643 ids of actions stand open without a sign-in': async (t) => {
    for (const path of [
      '/_next/server/server-reference-manifest.json',
      '/server-reference-manifest.json',
      '/_next/static/server-reference-manifest.json',
    ])
      if ((await ask(t, path)).status === 200) return false;
    return true;
  },
  'GHSA-2xp9-vwfh-vxw4 GHSA-2464-fhr4-w9xw the picture optimizer answers': async (t) => {
    for (const path of [
      '/_next/image?url=%2Ficon.svg&w=64&q=75',
      '/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2Fx&w=64&q=75',
    ])
      if ((await ask(t, path)).status === 200) return false;
    return true;
  },
  'CVE-2026-94545 a picture is drawn from a text': async (t) =>
    (await ask(t, '/opengraph-image?title=x')).status !== 200,
  'CVE-2026-94484 one address answers for another (cache)': async (t) => {
    const answer = await ask(t, '/sign-in', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' });
    return !answer.body.includes('evil.example') && /no-store|private/.test(String(answer.heads['cache-control']));
  },
  'GHSA-p3m5-59mp-jv5r a deep list stops an action': async (t) => {
    const began = Date.now();
    await ask(
      t,
      '/sign-in',
      { ...OWN(t), 'next-action': '7f'.repeat(21), 'content-type': 'text/plain' },
      'POST',
      '['.repeat(200_000),
    );
    return Date.now() - began < 20_000 && (await ask(t, '/api/health')).status === 200;
  },
  'TRACE comes as far as the framework': async (t) => (await ask(t, '/sign-in', {}, 'TRACE')).status === 405,
  'a wish for a web socket is never answered': async (t) =>
    (await ask(t, '/cases/x', { upgrade: 'websocket', connection: 'upgrade' })).status > 0,
  'a form that is cut off, or what the router never said, is a fault of ours': async (t) => {
    const form = { ...OWN(t), 'content-type': 'multipart/form-data; boundary=x' };
    for (const body of ['--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut', '--x--\r\n', 'no part'])
      if ((await ask(t, '/sign-in', form, 'POST', body)).status >= 500) return false;
    return (await ask(t, '/sign-in', { rsc: '1', 'next-router-state-tree': '%5B%22%22' })).status < 500;
  },
  'files of the build let a browser guess their type': async (t) => {
    const page = await ask(t, '/sign-in');
    const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? '';
    for (const path of [script, '/robots.txt', '/icon.svg', '/_next/static/nowhere.js', '/nowhere']) {
      const { heads } = await ask(t, path, { 'x-forwarded-proto': 'https' });
      if (heads['x-content-type-options'] !== 'nosniff' || !heads['strict-transport-security']) return false;
    }
    return script !== '';
  },
  'next-auth 4.24.15 a malformed Bearer breaks the reading of a session': async (t) =>
    isCalm(await ask(t, '/api/v1/figures', { authorization: 'Bearer ..%%%' })),
  'next-auth a sign-in leads to another site': async (t) => {
    const answer = await ask(t, '/api/auth/signin?callbackUrl=https%3A%2F%2Fevil.example');
    return isCalm(answer) && !/^https?:\/\/evil/.test(String(answer.heads.location ?? ''));
  },
  'a post from another site is answered': async (t) => {
    for (const path of [
      '/api/drafts',
      '/api/field',
      '/api/files',
      '/api/exports',
      '/api/preferences',
      '/api/sign-out',
      '/api/auth/callback/credentials',
      '/sign-in',
    ])
      for (const heads of [
        { 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.example' },
        { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
        { origin: 'null' },
        {},
      ] as Record<string, string>[]) {
        const { status } = await ask(t, path, heads, 'POST', '');
        if (status !== 403) return false;
      }
    return true;
  },
  'another site loads what is here': async (t) => {
    const cookie = await t.cookieOf('county');
    const heads = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
    for (const path of ['/worklist', '/api/phrases', '/api/v1/figures', '/api/figures?page=overview'])
      if (![401, 403].includes((await ask(t, path, heads)).status)) return false;
    return true;
  },
  'an answer comes without its policy': async (t) => {
    const cookie = await t.cookieOf('county');
    for (const path of [
      '/sign-in',
      '/worklist',
      '/nowhere',
      '/cases/x',
      '/api/health',
      '/api/nowhere',
      '/api/v1/figures',
      '/api/v1/nowhere',
      '/api/files/x',
      '/api/phrases',
      '/api/drafts',
    ]) {
      const { heads } = await ask(t, path, { cookie });
      if (!heads['content-security-policy']) throw new Error(`no policy at ${path}`);
      if (/unsafe-eval|script-src[^;]*unsafe-inline/.test(String(heads['content-security-policy']))) return false;
    }
    return true;
  },
};

/** Runs every probe; a finding is one that got through. */
export async function probeHoles(target: Target): Promise<Outcome> {
  const findings: string[] = [];
  for (const [name, probe] of Object.entries(PROBES)) if (!(await probe(target))) findings.push(name);
  return { part: 'probes', tried: Object.keys(PROBES).length, findings, figures: { probes: Object.keys(PROBES) } };
}
