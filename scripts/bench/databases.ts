import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { Stop } from '../lib/say.mjs';
import type { ReadingName } from './readings';

/** A database filled by `npm run load`, by its number of cases. */
export type SizedDatabase = { name: string; size: number; ownerUrl: string; appUrl: string };

const WORDS: readonly (readonly [number, string])[] = [
  [1_000_000, 'm'],
  [1_000, 'k'],
];

/** `bench10k`, `bench1m`: what the database of so many cases is called. */
export function databaseName(size: number): string {
  const [unit, word] = WORDS.find(([unit]) => size % unit === 0) ?? [1, ''];
  return `bench${size / unit}${word}`;
}

const withName = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString();

/** The databases of these sizes on the server of DATABASE_URL and APP_DATABASE_URL; each must have been filled before. */
export async function findDatabases(sizes: readonly number[]): Promise<SizedDatabase[]> {
  const { DATABASE_URL: owner, APP_DATABASE_URL: app } = process.env;
  if (!owner || !app) throw new Stop('DATABASE_URL and APP_DATABASE_URL must name the server (see scripts/dev-db.ts).');
  const found: SizedDatabase[] = [];
  for (const size of sizes) {
    const name = databaseName(size);
    const database = { name, size, ownerUrl: withName(owner, name), appUrl: withName(app, name) };
    const cases = await countCases(database.ownerUrl).catch(() => 0);
    if (cases < size)
      throw new Stop(
        `${name} is missing or holds ${cases} cases. Fill it: npx tsx scripts/dev-db.ts reset ${name}, then with its two addresses in DATABASE_URL and APP_DATABASE_URL npm run load -- --cases ${size}`,
      );
    found.push(database);
  }
  return found;
}

async function countCases(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM case_record');
    return rows[0]?.count ?? 0;
  });
}

/** A connection for as long as `run` takes. */
export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** A statement as the portal sends it. */
export type Statement = { text: string; values: unknown[] };
/** What the portal sends for a reading, with what it read. */
export type Recording = { statements: Statement[]; answer: unknown };

/** What the portal sends to this database for each named reading (see record.ts), in a process of its own. */
export async function record<Name extends ReadingName>(
  database: SizedDatabase,
  names: readonly Name[],
): Promise<Record<Name, Recording>> {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/bench/record.ts', ...names],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: database.ownerUrl, APP_DATABASE_URL: database.appUrl },
    },
  );
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Stop(`record.ts ended with ${code} on ${database.name}`);
  return JSON.parse(text);
}

/** Whether a statement reads what was asked for, rather than beginning, scoping or ending the transaction. */
export function isReading({ text }: Statement): boolean {
  return !/^\s*(BEGIN|COMMIT|ROLLBACK|SELECT set_config)/i.test(text);
}

export type Plan = { ms: number; buffers: number };

/** Runs a reading's statements in their transaction and says what the database spent on them: time, and shared buffers. */
export async function explain(client: pg.Client, statements: readonly Statement[]): Promise<Plan> {
  const total = { ms: 0, buffers: 0 };
  await client.query('BEGIN READ ONLY');
  for (const statement of statements) {
    const { text, values } = statement;
    // the settings of the transaction are the plan's too
    if (/set_config/.test(text)) await client.query(text, values);
    if (!isReading(statement)) continue;
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
    const [{ Plan: plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'];
    total.ms += ms;
    total.buffers += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  }
  await client.query('COMMIT');
  return total;
}
