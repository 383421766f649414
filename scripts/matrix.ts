/**
 * `npm run matrix`: every page and route of a running production build asked for by people of every role and level, with
 * the ids of rows that are out of their sight and with an id of nothing: the same answer but for the id; lists, searches
 * and figures hold no row of the other side. `--wall NAME` says which walls stand, `--people a,b`, `--share N`, `--out FILE`.
 * Wants BASE_URL, DATABASE_URL (owner), NEXTAUTH_SECRET and a database with the demo data.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { namedBy, type Route, routeTable } from './lib/route-table';
import { loadSights, type Sight } from './lib/sights';

const option = (name: string, otherwise = '') => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? (process.argv[at + 1] ?? otherwise) : otherwise;
};
const BASE = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const ABSENT = '019a0000-0000-7000-8000-00000000abcd';
const share = Number(option('share', '1'));
const wall = option('wall', 'both');

const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
await owner.connect();

async function signIn(username: string): Promise<string> {
  const sid = randomUUID();
  await owner.query(
    `INSERT INTO auth_session (id, user_id, created_at, last_seen_at, expires_at)
     SELECT $1, id, now(), now() + interval '10 minutes', now() + interval '11 hours' FROM app_user WHERE username = $2`,
    [sid, username],
  );
  const secret = process.env.NEXTAUTH_SECRET ?? '';
  return `fuqiao-${new URL(BASE).port}.session=${await encode({ token: { sid }, secret })}`;
}

type Answer = { status: number; body: string };
async function ask(address: string, cookie: string): Promise<Answer> {
  const answer = await fetch(BASE + address, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
  return { status: answer.status, body: await answer.text() };
}

/** The address with an id in each place that names a row; null where the person sees all rows of such a table. */
function addressOf(route: Route, idOf: (table: string) => string | undefined): string | null {
  let address = route.address;
  let isForeign = false;
  for (const param of route.params) {
    const named = namedBy(route.address, param);
    if (named === undefined)
      throw new Error(`${route.address}: nobody said what ${param} names (scripts/lib/route-table.ts)`);
    if (named?.startsWith('=')) address = address.replace(`[${param}]`, named.slice(1));
    else {
      const id = named === null ? undefined : idOf(named);
      if (id) isForeign = true;
      address = address.replace(`[${param}]`, id ?? ABSENT);
    }
  }
  return isForeign || route.params.length === 0 ? address : null;
}

/** Lists are also asked for what is out of sight by its name, figures for a place that is. */
function variantsOf(route: Route, sight: Sight): string[] {
  if (route.params.length > 0) return [];
  const found = [route.address];
  if (/^\/(cases|households|entities|payments|projects|subsidies|back-entries|worklist)$/.test(route.address))
    for (const word of sight.words.slice(0, 2)) found.push(`${route.address}?q=${encodeURIComponent(word)}`);
  if (/^\/(reports|cases|payments|projects|periods|targets)/.test(route.address) && sight.region)
    found.push(`${route.address}?region=${sight.region}`);
  return found;
}

// printed on the public page as an example of a receipt number; the demo data have such a case
const EXAMPLE = 'A-410225-2026-0001';
const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/**
 * An answer without what differs from one to the next whatever is asked: nonces, and in which order and pieces the rows of
 * the stream came, with the numbers by which they name each other.
 */
function plain(body: string, ids: readonly string[]): string {
  const text = ids
    .reduce((rest, id) => rest.replaceAll(id, 'ID'), body)
    .replace(/ nonce="[^"]*"/g, '')
    .replace(/\\"nonce\\":\\"[^"\\]*\\"/g, '')
    .replace(/"\]\)<\/script>\s*<script>self\.__next_f\.push\(\[1,"/g, '')
    .replace(/\$[A-Z]?[0-9a-f]{1,3}(?=\\")/g, '$');
  return text
    .split(/\\n|(?=<script|<\/script)/)
    .map((row) => row.replace(/^:?[0-9a-f]{1,3}:/, ''))
    .sort()
    .join('\n');
}

const sights = await loadSights(owner, option('people').split(',').filter(Boolean));
const routes = routeTable();
const totals = { cases: 0, opened: 0, notFound: 0, elsewhere: 0, failed: 0 };
const leaks: string[] = [];
let turn = 0;
for (const sight of sights) {
  const cookie = await signIn(sight.username);
  for (const route of routes) {
    turn = (turn + 1) % share;
    if (turn !== 0) continue;
    if (route.address.includes('sign-out')) continue;
    const note = ({ status }: Answer) => {
      totals.cases += 1;
      if (status < 300) totals.opened += 1;
      else if (status === 404) totals.notFound += 1;
      else if (status >= 500) totals.failed += 1;
      else totals.elsewhere += 1;
    };
    for (const address of variantsOf(route, sight)) {
      const answer = await ask(address, cookie);
      note(answer);
      if (answer.status >= 500) leaks.push(`${sight.username} ${address}: ${answer.status}`);
      const named = new Set(answer.body.match(UUIDS) ?? []);
      for (const id of named)
        if (sight.foreignIds.has(id))
          leaks.push(`${sight.username} ${address} holds ${sight.foreignIds.get(id)} ${id}`);
      for (const word of sight.words.filter((one) => one !== EXAMPLE))
        if (!decodeURIComponent(address).includes(word) && answer.body.includes(word))
          leaks.push(`${sight.username} ${address} holds ${word}`);
    }
    if (route.params.length === 0) continue;
    const address = addressOf(route, (table) => sight.foreign.get(table));
    const absent = addressOf(route, (table) => (sight.foreign.has(table) ? ABSENT : undefined));
    if (address === null || absent === null) continue;
    const [theirs, none] = [await ask(address, cookie), await ask(absent, cookie)];
    note(theirs);
    const ids = [...sight.foreign.values(), ABSENT];
    if (theirs.status !== none.status || plain(theirs.body, ids) !== plain(none.body, ids))
      leaks.push(
        `${sight.username} ${address}: ${theirs.status}, of nothing ${none.status}; ${theirs.body.length} and ${none.body.length} characters`,
      );
    else if (theirs.status < 300 && route.kind === 'page') leaks.push(`${sight.username} ${address} opens`);
  }
}
await owner.end();
const line = `| ${wall} | pages and routes × ${sights.length} people | ${totals.cases} | ${totals.opened} opened, ${totals.notFound} not found, ${totals.elsewhere} sent elsewhere or refused, ${totals.failed} failed | ${leaks.length} |`;
console.log(leaks.slice(0, 60).join('\n'));
console.log(line);
if (option('out')) appendFileSync(option('out'), `${line}\n`);
process.exitCode = leaks.length === 0 ? 0 : 1;
