/**
 * `npm run load -- --cases N [--seed S]`: fills the database that DATABASE_URL names with a country: regions, programmes
 * and people of the demo if they are not there, then N cases with their events, books and figures, by COPY. The same
 * seed and number make the same country. For measuring; the cases are nobody's. The database must hold no cases yet.
 * A server started with wal_level=minimal and max_wal_senders=0 writes each row once, any other writes it to its log too.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from './lib/migrate';
import { say } from './lib/say.mjs';
import { loadCases } from './load/run';

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string', default: '1' } } });
const cases = Number(values.cases);
const url = process.env.DATABASE_URL;
if (!url || !Number.isInteger(cases) || cases < 1 || cases > 10_000_000) {
  console.error(
    'Usage: DATABASE_URL=… npm run load -- --cases N [--seed S]; N from 1 to 10000000, DATABASE_URL of the owner.',
  );
  process.exit(2);
}

await migrate(url);
const client = new pg.Client({ connectionString: url });
await client.connect();
const holds = async (table: string) => (await client.query(`SELECT 1 FROM ${table} LIMIT 1`)).rowCount !== 0;
const [hasPeople, hasCases] = [await holds('app_user'), await holds('case_record')];
await client.end();
if (hasCases) {
  console.error('The database holds cases already; a load begins without any.');
  process.exit(1);
}
if (!hasPeople) {
  say('regions, programmes and people …');
  const seed = spawnSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'prisma/seed.ts', '--base'],
    { stdio: 'inherit' },
  );
  if (seed.status !== 0) process.exit(1);
}
const rows = await loadCases(url, { cases, seed: Number(values.seed), say });
for (const [table, count] of Object.entries(rows)) say(`${table}: ${count} rows`);
const { user, system } = process.cpuUsage();
say(`processor ${((user + system) / 1e6).toFixed(1)} s here, without the server`);
