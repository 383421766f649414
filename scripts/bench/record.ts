/**
 * Prints, as JSON, the statements that the portal sends for the readings named as arguments, and what it reads. Run by
 * databases.ts with --conditions=react-server in the environment of one database.
 */
import pg from 'pg';
import { db, pool } from '@/server/db';
import { SEE_ALL } from '../lib/see-all';
import type { Recording, Statement } from './databases';
import { READINGS, type ReadingName } from './readings';

Object.assign(process.env, SEE_ALL);

const recorded: Statement[] = [];
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [config, values] = args as [string | { text: string; values?: unknown[] }, unknown[]?];
  recorded.push(
    typeof config === 'string'
      ? { text: config, values: values ?? [] }
      : { text: config.text, values: config.values ?? values ?? [] },
  );
  return (query as (...args: unknown[]) => unknown).apply(this, args);
} as typeof query;

const found: Record<string, Recording> = {};
for (const name of process.argv.slice(2) as ReadingName[]) {
  const reading = await READINGS[name]();
  // the first time fills what the process keeps (the calendar of working days)
  await reading();
  recorded.length = 0;
  const answer = await reading();
  found[name] = { statements: [...recorded], answer };
}
await new Promise((resolve) => process.stdout.write(JSON.stringify(found, asText), resolve));
await db().$disconnect();
if (!pool().ended) await pool().end();

function asText(_key: string, value: unknown) {
  return typeof value === 'bigint' ? String(value) : value;
}
