/**
 * `DATABASE_URL=… npx tsx scripts/lock-times.ts [--people 4]`: applies migrations of each kind that may come to a copy of a
 * large database, one after the other by the runner that `npm start` uses, while people read and write cases, and prints how
 * long each took and how long anybody had to wait for it. The copy is thrown away afterwards.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { LOCK_SECONDS } from './lib/lock-watch';
import { MIGRATIONS, migrate } from './lib/migrate';
import { findSlowLocks, OUTSIDE } from './lib/migration-rules';
import { explain, Stop } from './lib/say.mjs';

/** As the rules want them; the last two are what the rules forbid. */
const STEPS: readonly [string, string][] = [
  ['column with a default', 'ALTER TABLE event ADD COLUMN tried int NOT NULL DEFAULT 0'],
  ['columns of two tables', 'ALTER TABLE case_record ADD COLUMN tried text; ALTER TABLE payment ADD COLUMN tried date'],
  ['CHECK, NOT VALID', 'ALTER TABLE case_record ADD CONSTRAINT tried CHECK (requested_amount_fen > -1) NOT VALID'],
  ['CHECK, validated', 'ALTER TABLE case_record VALIDATE CONSTRAINT tried'],
  [
    'foreign key, NOT VALID',
    'ALTER TABLE stage_visit ADD CONSTRAINT tried FOREIGN KEY (case_id) REFERENCES case_record (id) NOT VALID',
  ],
  ['foreign key, validated', 'ALTER TABLE stage_visit VALIDATE CONSTRAINT tried'],
  [
    'index beside the work',
    `${OUTSIDE}\nDROP INDEX CONCURRENTLY IF EXISTS event_tried;\nCREATE INDEX CONCURRENTLY event_tried ON event (kind, id)`,
  ],
  [
    'policy',
    'CREATE POLICY tried ON case_record AS RESTRICTIVE FOR SELECT USING (true); DROP POLICY tried ON case_record',
  ],
  [
    'new table with a foreign key',
    'CREATE TABLE tried (id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES case_record (id))',
  ],
  [
    'trigger',
    `CREATE TRIGGER tried BEFORE TRUNCATE ON case_record FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ],
  ['forbidden: index within the file', 'CREATE INDEX case_tried ON case_record (title, id)'],
  ['forbidden: another type', 'ALTER TABLE case_record ALTER COLUMN version TYPE bigint'],
];

const { values } = parseArgs({ options: { people: { type: 'string', default: '4' } } });
const url = process.env.DATABASE_URL;

/** People at work on cases drawn by chance, until told; the longest that one of their statements took. */
class People {
  longestMs = 0;
  done = 0;
  private working = true;
  private readonly all: Promise<void>[];

  constructor(connectionString: string, count: number) {
    this.all = Array.from({ length: count }, (_, number) => this.work(connectionString, number % 2 === 0));
  }

  async end(): Promise<void> {
    this.working = false;
    await Promise.all(this.all);
  }

  private async work(connectionString: string, writes: boolean): Promise<void> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM case_record TABLESAMPLE SYSTEM (0.05) LIMIT 500',
    );
    while (this.working) {
      const id = rows[Math.floor(Math.random() * rows.length)]?.id;
      const began = performance.now();
      if (writes) {
        await client.query('BEGIN');
        await client.query('UPDATE case_record SET title = title WHERE id = $1', [id]);
        await client.query('ROLLBACK');
      } else {
        await client.query('SELECT * FROM case_record WHERE id = $1', [id]);
        await client.query('SELECT kind FROM event WHERE case_id = $1', [id]);
      }
      this.longestMs = Math.max(this.longestMs, performance.now() - began);
      this.done += 1;
      await sleep(5);
    }
    await client.end();
  }
}

async function measure(connectionString: string): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fuqiao-lock-times-'));
  let good = true;
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    for (const [index, [name, sql]] of STEPS.entries()) {
      const step = path.join(folder, `90${String(index).padStart(2, '0')}_tried`);
      await mkdir(step);
      await writeFile(path.join(step, 'migration.sql'), `${sql};`);
      const people = new People(connectionString, Number(values.people));
      await sleep(500);
      const began = performance.now();
      const ended = await migrate(connectionString, folder).then(
        () => 'applied',
        (error: unknown) => (error instanceof Stop ? 'gave way' : explain(error)),
      );
      const took = performance.now() - began;
      await people.end();
      if (ended !== 'applied') await rm(step, { recursive: true });
      const mark = findSlowLocks(`${sql};`).length > 0 ? 'found by the rules' : '';
      good &&= people.longestMs < LOCK_SECONDS * 1_000;
      console.log(
        `${name}: ${ended} after ${(took / 1000).toFixed(1)} s; longest wait of ${people.done} pieces of work ${Math.round(people.longestMs)} ms ${mark}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return good;
}

try {
  if (!url) throw new Stop('DATABASE_URL is not set: it names the copy that is tried on and thrown away.');
  process.exitCode = (await measure(url)) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
