import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { standBetween, sumOf } from './between';
import type { Outcome, Target } from './target';
import { runTool } from './tool';

/** Somewhere else than this machine: addresses for documentation (RFC 5737). */
const ATTACKER = '203.0.113.66';
const OWNER = '198.51.100.7';
const SIGN_IN = '/api/auth/callback/credentials';

/** Asks again while the portal says that it is busy. */
async function ask(address: string, init?: RequestInit): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(address, init);
    if (answer.status !== 503 || tries === 30) return answer;
    await answer.body?.cancel();
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
}

/** One sign-in as a program posts it; `isIn`: it was given a session. */
async function signIn(
  target: Target,
  fields: Record<string, string>,
  address: string,
): Promise<{ isIn: boolean; said: string }> {
  const csrf = await ask(`${target.url}/api/auth/csrf`);
  const cookie = csrf.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await ask(`${target.url}${SIGN_IN}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: target.url, 'x-forwarded-for': address },
    body: new URLSearchParams({ csrfToken, json: 'true', ...fields }),
  });
  const isIn = answer.headers.getSetCookie().some((line) => /\.session=[^;]{20,}/.test(line));
  return { isIn, said: `${answer.status} ${(await answer.text()).slice(0, 120)}` };
}

/**
 * hydra against the sign-in of one account: its right password stands among many wrong ones, behind the number at which an
 * address is locked. Found: it got in; the right password opened the account from there afterwards; the owner's own
 * browser, known from before, was shut out. The locks that it left are lifted at the end.
 */
export async function runHydra(target: Target, minutes: number, username = 'manager'): Promise<Outcome> {
  const password = process.env.DEMO_PASSWORD ?? '';
  const device = randomBytes(32).toString('base64url');
  const right = { username, password };
  const lift = async () => {
    await target.owner.query('UPDATE app_user SET failed_sign_ins = 0, locked_until = NULL WHERE username = $1', [
      username,
    ]);
    await target.owner.query('DELETE FROM address_lock');
    await target.owner.query("DELETE FROM rate_window WHERE key LIKE 'sign-in:%'");
  };
  const findings: string[] = [];
  await lift();
  const before = await signIn(target, { ...right, device }, OWNER);
  if (!before.isIn) throw new Error(`${username} cannot sign in at all: ${before.said}`);

  const place = await mkdtemp(path.join(tmpdir(), 'hydra-'));
  const words = Array.from({ length: 300 }, (_, at) =>
    at === 150 ? password : `Wrong-${at}-${randomBytes(4).toString('hex')}`,
  );
  await writeFile(path.join(place, 'words'), `${words.join('\n')}\n`);
  const csrf = await ask(`${target.url}/api/auth/csrf`);
  const cookie = csrf.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const between = await standBetween(target.url, { cookie: () => cookie, address: ATTACKER, as200: 401 });
  const form = `${SIGN_IN}:csrfToken=${csrfToken}&json=true&username=^USER^&password=^PASS^:F=error=`;
  const began = Date.now();
  const said = await runTool(
    'hydra',
    [
      '-l',
      username,
      '-P',
      path.join(place, 'words'),
      '-t',
      '4',
      '-w',
      '10',
      '-I',
      '-s',
      new URL(between.url).port,
      '127.0.0.1',
      'http-post-form',
      form,
    ],
    minutes * 60,
  );
  const seconds = Math.round((Date.now() - began) / 1000);
  await between.stop();
  await rm(place, { recursive: true, force: true });
  if (/login: .* password: /.test(said))
    findings.push(`hydra got in: ${said.match(/^.*login: .*$/m)?.[0].replace(password, '…')}`);
  if (!/of 1 target completed/.test(said)) findings.push(`hydra did not end by itself: ${said.slice(-400)}`);
  const after = await signIn(target, right, ATTACKER);
  if (after.isIn) findings.push('the right password opens the account where it was guessed at');
  const owner = await signIn(target, { ...right, device }, OWNER);
  if (!owner.isIn) findings.push(`the owner was shut out of their own browser: ${owner.said}`);
  const colleague = await signIn(target, { username: 'county', password }, OWNER);
  if (!colleague.isIn) findings.push(`somebody else at another address was shut out: ${colleague.said}`);
  findings.push(...between.broken);
  await lift();
  return {
    part: 'hydra',
    tried: sumOf(between.statuses),
    findings,
    figures: {
      username,
      words: words.length,
      seconds,
      statuses: between.statuses,
      afterwards: { there: after.said, owner: owner.isIn },
    },
  };
}
