import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { LOCK_SECONDS, LockWatch } from './lock-watch';
import { OUTSIDE } from './migration-rules';
import { APP_ROLE } from './roles';
import { Stop } from './say.mjs';
import { splitStatements } from './sql-statements';

export const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** The number Prisma's own migrate locks on: the two never run at once. */
const PRISMA_LOCK = 72707369;

/** Prisma's own table, so that `prisma migrate deploy` agrees wherever its engine can be had. */
const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const TRIES = 20;
const PAUSE_MS = 500;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/** The migrations of a folder in the order of their names. */
export async function readMigrations(folder = MIGRATIONS): Promise<Migration[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => existsSync(path.join(folder, name, 'migration.sql'))).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function findPending(migrations: Migration[], applied: Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!row.finished_at) throw new Stop(`Migration ${row.migration_name} was begun elsewhere and never finished.`);
    if (!migration) throw new Stop(`The database is newer than this code: it has migration ${row.migration_name}.`);
    if (migration.checksum !== row.checksum) {
      throw new Stop(
        `Migration ${row.migration_name} was changed after it had been applied: undo the change to its file.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  const pending = migrations.filter((migration) => !done.has(migration.name));
  const last = [...done].sort().at(-1) ?? '';
  const tooEarly = pending.find((migration) => migration.name < last);
  if (tooEarly) throw new Stop(`Migration ${tooEarly.name} sorts before ${last}, which is already applied: rename it.`);
  return pending;
}

/** One transaction; of a file that says so, each statement is one, and the file must bear to be begun again. */
async function runMigration(client: pg.Client, migration: Migration): Promise<void> {
  const isOutside = migration.sql.startsWith(OUTSIDE);
  // what is done beside the work waits for transactions that are open, and nobody waits for it meanwhile
  await client.query(`SET lock_timeout = '${isOutside ? 0 : LOCK_SECONDS}s'`);
  if (isOutside) for (const statement of splitStatements(migration.sql)) await client.query(statement);
  await client.query('BEGIN');
  if (!isOutside) await client.query(migration.sql);
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
  await client.query('COMMIT');
}

/** Lock not got in time; ended because somebody waited for it. */
const GAVE_WAY = ['55P03', '57014'];

async function applyMigration(client: pg.Client, watch: LockWatch, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await watch.during(() => runMigration(client, migration));
      return;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      const { message, position, code = '' } = error as { message: string; position?: string; code?: string };
      if (GAVE_WAY.includes(code) && attempt < TRIES) {
        await sleep(Math.min(attempt, 10) * PAUSE_MS);
        continue;
      }
      const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})` : '';
      if (!GAVE_WAY.includes(code)) throw new Error(`Migration ${migration.name}${line}: ${message}`, { cause: error });
      throw new Stop(
        `Migration ${migration.name} gave way ${TRIES} times to people at work, who would have waited for it longer than ${LOCK_SECONDS} s. Nothing of it was done. Start again when fewer work; with nobody at work it takes the time that it needs.`,
      );
    }
  }
}

/** The queue's own tables first, then ours: the application puts jobs in from its first transaction on. */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  await runMigrations({ connectionString: ownerUrl });
  return migrate(ownerUrl);
}

/**
 * Brings a database to the newest migration: one transaction per file, so that a failing one leaves nothing,
 * under an advisory lock, so that two starts do not race. Beside people at work none of them waits for it longer than two
 * seconds: it gives way and tries again. Returns the names it applied.
 */
export async function migrate(ownerUrl: string, folder = MIGRATIONS): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const watch = await LockWatch.over(client, ownerUrl);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(PRISMA_TABLE);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const pending = findPending(await readMigrations(folder), rows);
    for (const migration of pending) await applyMigration(client, watch, migration);
    // A grant on all tables covers this one too; the application only reads how far the database is.
    await client.query(`DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${APP_ROLE}; END IF; END $$`);
    return pending.map((migration) => migration.name);
  } finally {
    await watch.end();
    await client.end();
  }
}
