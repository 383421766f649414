import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { COLUMNS, type LoadedTable } from './columns';
import { type Column, copyHeader, copyTrailer, type Table } from './rows';

/** The tables of a load with what the catalogue says of their columns. */
export async function readTables(client: pg.Client, names: readonly LoadedTable[]): Promise<Table[]> {
  const { rows } = await client.query<{ table: string; name: string; type: string; element: string; oid: number }>(
    `SELECT c.relname AS table, a.attname AS name, t.typname AS type, e.typname AS element, e.oid::int AS oid
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
     LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
     WHERE a.attrelid = ANY($1::regclass[]) AND a.attnum > 0 AND NOT a.attisdropped`,
    [names],
  );
  return names.map((table) => ({
    name: table,
    columns: COLUMNS[table].map((name): Column => {
      const row = rows.find((each) => each.table === table && each.name === name);
      if (!row) throw new Error(`${table} has no column ${name}`);
      return { name, type: row.type, ...(row.element ? { element: { type: row.element, oid: row.oid } } : {}) };
    }),
  }));
}

/**
 * Rows on their way into one table by COPY over a connection of their own. The table is emptied in the same transaction
 * (what it held is put back first), so that the rows are frozen as they come: no read has to mark them later, a vacuum
 * has nothing to do, and a server that keeps its log minimal writes none of them twice.
 */
export class TableStream {
  /** why the server takes no more */
  #failure: Error | null = null;
  /** while the server is behind: until it is not */
  #drained: Promise<void> | null = null;

  private constructor(
    private readonly client: pg.Client,
    private readonly table: string,
    private readonly isForced: boolean,
    private readonly stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream,
  ) {
    stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  static async open(url: string, { name, columns }: Table): Promise<TableStream> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('SET synchronous_commit = off');
    await client.query(`CREATE TEMP TABLE held AS TABLE ${name}`);
    await client.query(`BEGIN; TRUNCATE ${name}; INSERT INTO ${name} SELECT * FROM held`);
    // COPY does not go through row security, which the owner is put under as well: not for the length of this transaction
    const { rows } = await client.query<{ is: boolean }>(
      'SELECT relforcerowsecurity AS is FROM pg_class WHERE oid = $1::regclass',
      [name],
    );
    const isForced = rows[0]?.is === true;
    if (isForced) await client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
    const names = columns.map((column) => column.name).join(', ');
    const stream = client.query(copyFrom(`COPY ${name} (${names}) FROM STDIN WITH (FORMAT binary, FREEZE)`));
    stream.write(copyHeader());
    return new TableStream(client, name, isForced, stream);
  }

  /** Sends a chunk; resolves when the server takes more. */
  async send(chunk: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.stream.write(chunk)) return;
    this.#drained ??= once(this.stream, 'drain').then(() => {
      this.#drained = null;
    });
    await this.#drained;
  }

  async close(): Promise<void> {
    this.stream.end(copyTrailer());
    await finished(this.stream);
    if (this.isForced) await this.client.query(`ALTER TABLE ${this.table} FORCE ROW LEVEL SECURITY`);
    await this.client.query('COMMIT');
    await this.client.end();
  }

  async giveUp(): Promise<void> {
    this.client.on('error', () => {});
    this.stream.destroy();
    await this.client.end();
  }
}

/** What puts back what was taken off: indexes first, then what makes them keys, then references and triggers. */
export type PutBack = { indexes: string[]; keys: string[]; references: string[]; checks: string[]; triggers: string[] };

/**
 * Takes off what makes every row dear (foreign keys, indexes, triggers of these tables) and returns what puts it back:
 * set by set, so that the keys and references are proved over all rows at the end rather than one by one.
 */
export async function bareTables(client: pg.Client, tables: readonly string[]): Promise<PutBack> {
  const { rows: references } = await client.query<{ drop: string; make: string; check: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make,
            format('ALTER TABLE %s VALIDATE CONSTRAINT %I', conrelid::regclass, conname) AS check
     FROM pg_constraint
     WHERE contype = 'f' AND (conrelid = ANY($1::regclass[]) OR confrelid = ANY($1::regclass[])) ORDER BY conname`,
    [tables],
  );
  const { rows: indexes } = await client.query<{ drop: string; make: string; key: string | null }>(
    `SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
              ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname) END AS drop,
            pg_get_indexdef(i.indexrelid) AS make,
            CASE WHEN c.oid IS NOT NULL THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s USING INDEX %I', i.indrelid::regclass,
              c.conname, CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, c.conname) END AS key
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
     WHERE i.indrelid = ANY($1::regclass[]) ORDER BY array_position($1::regclass[], i.indrelid::regclass), i.indexrelid`,
    [tables],
  );
  for (const { drop } of [...references, ...indexes]) await client.query(drop);
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  return {
    indexes: indexes.map(({ make }) => make),
    keys: indexes.flatMap(({ make, key }) => (key && make ? [key] : [])),
    references: references.map(({ make }) => make),
    checks: references.map(({ check }) => check),
    triggers: tables.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
  };
}

/** Indexes, keys and triggers back, several connections at a time where nothing stands in the way of another. */
export async function putBack(url: string, { indexes, keys, references, checks, triggers }: PutBack, hands: number) {
  const clients = await Promise.all(
    Array.from({ length: hands }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 1`);
      return client;
    }),
  );
  const [first] = clients as [pg.Client];
  const share = async (statements: readonly string[]) => {
    const left = [...statements].reverse();
    await Promise.all(
      clients.map(async (client) => {
        for (let next = left.pop(); next; next = left.pop()) await client.query(next);
      }),
    );
  };
  try {
    await share(indexes);
    for (const statement of [...keys, ...references]) await first.query(statement);
    await share(checks);
    for (const statement of triggers) await first.query(statement);
  } finally {
    for (const client of clients) await client.end();
  }
}
