/**
 * `npm run overload -- --url http://127.0.0.1:3000 [--user manager] [--path /worklist] [--seconds 20]`: finds how many pages a
 * second a running portal answers at best, then asks for five times as many, then looks how soon it answers as before.
 * The password is that of DEMO_PASSWORD. A page counts as good when it is whole within five seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    user: { type: 'string', default: 'manager' },
    path: { type: 'string', default: '/worklist' },
    seconds: { type: 'string', default: '20' },
  },
});
const { url, user, path } = values;
const seconds = Number(values.seconds);
const GOOD_WITHIN_MS = 5_000;
const TIMES = 5;
const cookies = new Map<string, string>();

const headers = () => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  origin: url,
  accept: 'text/html',
});

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(`${url}${address}`, { ...init, redirect: 'manual', headers: headers() });
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  return response;
}

async function signIn(): Promise<void> {
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const password = process.env.DEMO_PASSWORD ?? '';
  const body = new URLSearchParams({ csrfToken, username: user, password, callbackUrl: path });
  await ask('/api/auth/callback/credentials', { method: 'POST', body });
  const page = await ask(path);
  if (page.status !== 200) throw new Error(`${user} could not open ${path}: ${page.status}`);
  await page.text();
}

type Counts = { good: number; late: number; refused: number; withoutRetryAfter: number; failed: number };
const none = (): Counts => ({ good: 0, late: 0, refused: 0, withoutRetryAfter: 0, failed: 0 });

/** Seconds after which to ask again; 0 unless it was refused. */
async function one(counts: Counts): Promise<number> {
  const began = performance.now();
  try {
    const init = { redirect: 'manual', headers: headers(), signal: AbortSignal.timeout(30_000) } as const;
    const response = await fetch(`${url}${path}`, init);
    await response.text();
    if (response.status === 503) {
      counts.refused += 1;
      const wait = Number(response.headers.get('retry-after'));
      if (!wait) counts.withoutRetryAfter += 1;
      return wait;
    } else if (response.status !== 200) counts.failed += 1;
    else if (performance.now() - began > GOOD_WITHIN_MS) counts.late += 1;
    else counts.good += 1;
  } catch {
    counts.failed += 1;
  }
  return 0;
}

/** Pages a second when so many people each ask again as soon as they are answered. */
async function closed(people: number, duration: number): Promise<number> {
  const counts = none();
  const until = Date.now() + duration * 1000;
  const person = async () => {
    while (Date.now() < until) await sleep(1_000 * (await one(counts)));
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: people }, person));
  return (counts.good * 1000) / (performance.now() - began);
}

/**
 * So many requests a second, whether or not the ones before are answered. Good are those answered within `duration`; it begins
 * after the first ones had the time that a page may take, for until then pages are begun and none is finished.
 */
async function open(rate: number, duration: number): Promise<Counts> {
  const counts = none();
  const under: Promise<unknown>[] = [];
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  let before = 0;
  for (let sent = 0; elapsed() < GOOD_WITHIN_MS + duration * 1000; ) {
    for (const due = Math.floor((elapsed() / 1000) * rate); sent < due; sent += 1) under.push(one(counts));
    await sleep(5);
    if (elapsed() < GOOD_WITHIN_MS) before = counts.good;
  }
  const good = counts.good - before;
  await Promise.all(under);
  return { ...counts, good };
}

async function recovery(): Promise<number> {
  const began = performance.now();
  for (;;) {
    const counts = none();
    const asked = performance.now();
    await one(counts);
    if (counts.good === 1 && performance.now() - asked < 1_000) return performance.now() - began;
    await sleep(100);
  }
}

await signIn();
await closed(2, 5);
let peak = 0;
for (const people of [1, 2, 4, 8, 16]) {
  const rate = await closed(people, Math.max(5, seconds / 2));
  console.log(`${people} people: ${rate.toFixed(1)} pages a second`);
  peak = Math.max(peak, rate);
}
const counts = await open(peak * TIMES, seconds);
const goodput = counts.good / seconds;
const milliseconds = await recovery();
const { refused, withoutRetryAfter, late, failed } = counts;
console.log(
  `offered ${(peak * TIMES).toFixed(1)} a second for ${seconds} s: ${goodput.toFixed(1)} good a second, ${((100 * goodput) / peak).toFixed(0)} % of the peak`,
);
console.log(
  `refused ${refused} (${withoutRetryAfter} without Retry-After), late ${late}, failed ${failed}; as before after ${Math.round(milliseconds)} ms`,
);
process.exitCode = goodput >= 0.8 * peak && withoutRetryAfter === 0 && milliseconds <= 10_000 ? 0 : 1;
