import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { APP_ROLE } from './roles';
import { Stop } from './say.mjs';

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

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const { message, position } = error as { message: string; position?: string };
    const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})` : '';
    throw new Error(`Migration ${migration.name}${line}: ${message}`, { cause: error });
  }
}

/** The queue's own tables first, then ours: the application puts jobs in from its first transaction on. */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  await runMigrations({ connectionString: ownerUrl });
  return migrate(ownerUrl);
}

/**
 * Brings a database to the newest migration: one transaction per file, so that a failing one leaves nothing,
 * under an advisory lock, so that two starts do not race. Returns the names it applied.
 */
export async function migrate(ownerUrl: string, folder = MIGRATIONS): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(PRISMA_TABLE);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const pending = findPending(await readMigrations(folder), rows);
    for (const migration of pending) await applyMigration(client, migration);
    // A grant on all tables covers this one too; the application only reads how far the database is.
    await client.query(`DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${APP_ROLE}; END IF; END $$`);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
