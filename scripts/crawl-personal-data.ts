/**
 * `npm run crawl-personal-data`: opens sessions for people of every role on a running production build with the demo data, follows every
 * link as each of them, and searches addresses, heads, bodies, payloads and files for every whole identity, telephone and
 * account number of the database; then its log (`--log FILE`) and every table. `--people a,b`, `--alike N` (addresses of one
 * form, else 2), `--most N` (requests of one person, else 600), `--out FILE`. Wants BASE_URL, DATABASE_URL (owner),
 * NEXTAUTH_SECRET and FUQIAO_DATA_KEY of an instance on this machine.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { PEOPLE } from '../prisma/seed/people';
import { plantedNumbers } from '../tests/support/planted';
import { openTarget } from './attack/target';
import { Needles } from './crawl/needles';
import { walk } from './crawl/walk';
import { routeTable } from './lib/route-table';
import { explain } from './lib/say.mjs';

// of the portal's own settings, which this does not use
process.env.APP_DATABASE_URL ??= process.env.DATABASE_URL;
process.env.DATA_DIR ??= '.data';
process.env.FUQIAO_INDEX_KEY ??= Buffer.alloc(32).toString('base64');

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    alike: { type: 'string', default: '2' },
    most: { type: 'string', default: '600' },
    log: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
  },
});

/** The first of each set of roles and kind of office; or those that were asked for. */
function chosen(): string[] {
  if (values.people) return values.people.split(',');
  const first = new Map<string, string>();
  for (const { role, organisation, username } of PEOPLE) {
    const kind = `${role} ${organisation.replace(/-(b|2)$/, '')}`;
    if (!first.has(kind)) first.set(kind, username);
  }
  return [...first.values()];
}

/** Where numbers stand in the clear among all rows of all tables, jobs included. */
async function searchTables(owner: pg.PoolClient, needles: Needles): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    await owner.query(`BEGIN; DECLARE held NO SCROLL CURSOR FOR SELECT t::text AS text FROM ${name} t`);
    for (;;) {
      const { rows } = await owner.query<{ text: string }>('FETCH 2000 FROM held');
      if (rows.length === 0) break;
      // a ciphertext is bytes in hexadecimal, and holds no number but by chance
      for (const how of needles.find(rows.map(({ text }) => text).join('\n'))) found.push(`${name}: ${how}`);
    }
    await owner.query('COMMIT');
  }
  return [...new Set(found)];
}

try {
  const target = await openTarget(process.env);
  const owner = await target.owner.connect();
  const needles = new Needles(await plantedNumbers(owner));
  const from = ['/', ...routeTable().flatMap(({ address, params }) => (params.length === 0 ? [address] : []))];
  const people = [];
  const findings: string[] = [];
  for (const username of chosen()) {
    const begun = performance.now();
    const cookie = await target.cookieOf(username);
    const limits = { alike: Number(values.alike), most: Number(values.most) };
    const walked = await walk({ url: target.url, username, cookie, needles, from, ...limits });
    for (const { address, how } of walked.findings) findings.push(`${username} ${address}: ${how}`);
    const person = {
      username,
      ...{ requests: walked.asked, forms: walked.addresses.size, files: walked.files },
      ...{ megabytes: Math.round(walked.bytes / 1e5) / 10, seconds: Math.round((performance.now() - begun) / 1000) },
      failed: [...new Set(walked.failed)],
    };
    people.push(person);
    console.log(JSON.stringify(person));
  }
  const tables = await searchTables(owner, needles);
  const logs: string[] = [];
  for (const file of values.log)
    for (const how of needles.find(await readFile(file, 'utf8'))) logs.push(`${file}: ${how}`);
  owner.release();
  await target.owner.end();
  const result = { numbers: needles.size, people, pages: [...new Set(findings)].sort(), tables, logs };
  if (values.out) await writeFile(values.out, `${JSON.stringify(result, null, 2)}\n`);
  const count = result.pages.length + tables.length + logs.length;
  for (const line of [...result.pages, ...tables, ...logs]) console.log(line);
  const requests = people.reduce((sum, person) => sum + person.requests, 0);
  console.log(
    `${people.length} people, ${requests} requests, ${needles.size} numbers looked for, found in ${count} places`,
  );
  process.exitCode = count === 0 ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
