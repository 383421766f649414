import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | boolean | null;

const CHUNK = 1 << 20;

/** Rows on their way into one table by COPY, over a connection of their own. */
export class TableWriter {
  #parts: string[] = [];
  #length = 0;
  rows = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream,
  ) {}

  static async open(url: string, table: string, columns: readonly string[]): Promise<TableWriter> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('SET synchronous_commit = off');
    const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    return new TableWriter(client, stream);
  }

  /** Values in the order of the columns, as COPY writes them: nothing in a load holds a tab, a line end or a backslash but bytea. */
  write(values: readonly Value[]): void {
    const texts = values.map((value) =>
      value === null ? '\\N' : value === true ? 't' : value === false ? 'f' : value,
    );
    const line = `${texts.join('\t')}\n`;
    this.#parts.push(line);
    this.#length += line.length;
    this.rows += 1;
  }

  /** Sends what has gathered when it is enough, and waits while the server is behind. */
  async settle(): Promise<void> {
    if (this.#length >= CHUNK) await this.#send();
  }

  async #send(): Promise<void> {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    await this.#send();
    this.stream.end();
    await finished(this.stream);
    await this.client.end();
  }
}

type Rebuilt = { drop: string; make: string };

/**
 * Takes off what makes every row dear (foreign keys, indexes, triggers of these tables) and returns what puts it back:
 * set by set, so that the keys and checks are proved over all rows at the end rather than one by one.
 */
export async function bareTables(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const keys = await client.query<Rebuilt>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
     FROM pg_constraint
     WHERE contype IN ('f', 'p', 'u') AND (conrelid::regclass::text = ANY($1) OR confrelid::regclass::text = ANY($1))
     ORDER BY contype = 'f' DESC, conname`,
    [tables],
  );
  const indexes = await client.query<Rebuilt>(
    `SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
     WHERE i.indrelid::regclass::text = ANY($1) AND c.oid IS NULL`,
    [tables],
  );
  for (const { drop } of [...keys.rows, ...indexes.rows]) await client.query(drop);
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  const isForeign = ({ make }: Rebuilt) => make.includes('FOREIGN KEY');
  return [
    ...keys.rows.filter((row) => !isForeign(row)).map((row) => row.make),
    ...indexes.rows.map((row) => row.make),
    ...keys.rows.filter(isForeign).map((row) => row.make),
    ...tables.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
  ];
}
