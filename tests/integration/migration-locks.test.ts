import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LockWatch } from '../../scripts/lib/lock-watch';
import { MIGRATIONS, migrate } from '../../scripts/lib/migrate';

const url = process.env.DATABASE_URL as string;
let folder: string;
let owner: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fuqiao-migrations-'));
  await cp(MIGRATIONS, folder, { recursive: true });
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await rm(folder, { recursive: true, force: true });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

it('waits for nobody longer than two seconds, lets people work meanwhile, and is applied when they are done', async () => {
  await add('9001_column', 'ALTER TABLE "case_record" ADD COLUMN waited int');
  const long = new pg.Client({ connectionString: url });
  await long.connect();
  await long.query('BEGIN; SELECT count(*) FROM case_record');
  const applied = migrate(url, folder);
  // whoever reads waits behind the migration that waits, and goes on when it gives up: the long transaction stays
  const waitedOnce = async () => {
    const began = performance.now();
    await owner.query('SELECT count(*) FROM case_record');
    return performance.now() - began > 500;
  };
  await expect.poll(waitedOnce, { timeout: 15_000 }).toBe(true);
  await long.query('COMMIT');
  await long.end();
  expect(await applied).toEqual(['9001_column']);
}, 30_000);

it('what holds a table while others wait is ended after two seconds, and nothing of it is there', async () => {
  const watched = new pg.Client({ connectionString: url });
  await watched.connect();
  const watch = await LockWatch.over(watched, url);
  const held = watch
    .during(async () => {
      await watched.query('BEGIN; LOCK TABLE household');
      await watched.query('SELECT pg_sleep(10)');
    })
    .catch((error: { code: string }) => error.code);
  await new Promise((done) => setTimeout(done, 200));
  const read = owner.query('SELECT count(*) FROM household');
  expect(await held).toBe('57014');
  await watched.query('ROLLBACK');
  await read;
  expect(watch.longestWaitMs).toBeGreaterThan(1_000);
  await watch.end();
  await watched.end();
});

it('an index is built outside a transaction, again after it was broken off', async () => {
  const sql = `-- outside a transaction
DROP INDEX CONCURRENTLY IF EXISTS person_tried;
-- of everybody; there
CREATE INDEX CONCURRENTLY person_tried ON person (id);`;
  await owner.query('CREATE INDEX person_tried ON person (id)');
  await add('9002_index', sql);
  expect(await migrate(url, folder)).toEqual(['9002_index']);
  const { rows } = await owner.query(
    `SELECT indisvalid, pg_get_indexdef(indexrelid) LIKE '%(id)' AS whole FROM pg_index WHERE indexrelid = 'person_tried'::regclass`,
  );
  expect(rows).toEqual([{ indisvalid: true, whole: true }]);
}, 30_000);
