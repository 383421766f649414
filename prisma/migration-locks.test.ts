import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readMigrations } from '../scripts/lib/migrate';
import { BIG_TABLES, findSlowLocks, OUTSIDE } from '../scripts/lib/migration-rules';
import { splitStatements } from '../scripts/lib/sql-statements';

/** What came before was applied to databases without people at work. */
const FIRST = '0027';

const named = (await readMigrations()).filter(({ name }) => name >= FIRST);

it('no migration holds a big table for longer than it takes to change the catalogue', () => {
  const found = named.flatMap(({ name, sql }) => findSlowLocks(sql).map((each) => ({ name, ...each })));
  expect(found).toEqual([]);
});

it('the big tables are there', () => {
  const schema = readFileSync(path.join(import.meta.dirname, 'schema.prisma'), 'utf8');
  for (const table of BIG_TABLES) expect(schema).toContain(`@@map("${table}")`);
});

const SLOW = [
  'CREATE INDEX event_kind ON event (kind)',
  'CREATE UNIQUE INDEX IF NOT EXISTS a ON "event"("kind")',
  'ALTER TABLE "case_record" ALTER COLUMN "title" SET DATA TYPE VARCHAR(10)',
  'ALTER TABLE event ADD COLUMN twin uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE event ADD COLUMN day date GENERATED ALWAYS AS (recorded_at::date) STORED',
  'ALTER TABLE payment ALTER COLUMN payee_name SET NOT NULL',
  'ALTER TABLE payment ADD CONSTRAINT p CHECK (amount_fen > 0)',
  'ALTER TABLE "payment" ADD CONSTRAINT "p" FOREIGN KEY ("a") REFERENCES "b"("id") ON DELETE RESTRICT',
  'ALTER TABLE leg ADD CONSTRAINT l UNIQUE (journal_id, account)',
  'ALTER TABLE leg ADD CONSTRAINT l CHECK (amount_fen <> 0) NOT VALID;\nALTER TABLE leg VALIDATE CONSTRAINT l',
  "UPDATE public.case_record SET title = 'a;b'",
  'DELETE FROM remark',
  'LOCK TABLE event IN SHARE MODE',
  'TRUNCATE event',
  'REINDEX TABLE event',
  'VACUUM (FULL) event',
  'CLUSTER event USING event_pkey',
];

it.each(SLOW)('finds %s', (sql) => expect(findSlowLocks(`${sql};`)).toHaveLength(1));

it.each([
  'ALTER TABLE event ADD COLUMN note text',
  'ALTER TABLE event ADD COLUMN weight int NOT NULL DEFAULT 0, ADD COLUMN seen_at timestamptz DEFAULT now()',
  'ALTER TABLE leg ADD CONSTRAINT l CHECK (amount_fen <> 0) NOT VALID',
  'ALTER TABLE leg VALIDATE CONSTRAINT l',
  'ALTER TABLE payment ALTER COLUMN payee_account_cipher DROP NOT NULL',
  'CREATE INDEX policy_kind ON policy_value (kind)',
  'CREATE TABLE event (id int);\nCREATE INDEX e ON event (id)',
  `${OUTSIDE}\nDROP INDEX CONCURRENTLY IF EXISTS e;\nCREATE INDEX CONCURRENTLY e ON event (kind)`,
  '-- allowed: three rows at most, found by an index\nUPDATE payment SET reason = null WHERE id = 1',
  "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE event SET kind = ''; DELETE FROM event $$",
  'CREATE POLICY seen ON event FOR SELECT TO fuqiao_app USING (true)',
])('lets %s pass', (sql) => expect(findSlowLocks(`${sql};`)).toEqual([]));

it('a statement ends at its own semicolon only', () => {
  const sql = `-- one; two\nSELECT 'a;b' ; DO $body$ BEGIN PERFORM 1; END $body$; /* ; */ SELECT ";" ;\n-- the end;`;
  expect(splitStatements(sql)).toEqual([
    `-- one; two\nSELECT 'a;b'`,
    'DO $body$ BEGIN PERFORM 1; END $body$',
    '/* ; */ SELECT ";"',
  ]);
});
