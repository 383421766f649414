import type pg from 'pg';
import { decrypt, encrypt, writingVersion } from '@/server/crypto';
import { CIPHER_COLUMNS } from './cipher-columns';

const NO_ID = '00000000-0000-0000-0000-000000000000';

type Options = {
  /** rows of one transaction */
  batch?: number;
  say?: (line: string) => void;
};

/**
 * Writes every ciphertext that another key wrote anew by the key that writes, in batches, each read again before it is stored.
 * A value that somebody changed meanwhile stays theirs and is looked at in the next round. Returns how many were written; throws
 * where one cannot be read, and then nothing of its batch has changed.
 */
export async function rotateCiphers(client: pg.ClientBase, options: Options = {}): Promise<number> {
  let written = 0;
  for (const [table, column] of CIPHER_COLUMNS) {
    const count = await rotateColumn(client, table, column, options.batch ?? 200);
    if (count > 0) options.say?.(`${table}.${column}: ${count}`);
    written += count;
  }
  return written;
}

async function rotateColumn(client: pg.ClientBase, table: string, column: string, batch: number): Promise<number> {
  let written = 0;
  for (let after = NO_ID; ; ) {
    const { rows } = await client.query<{ id: string; value: Buffer }>(
      `SELECT id, ${column} AS value FROM ${table} WHERE id > $1 AND ${column} IS NOT NULL AND get_byte(${column}, 0) <> $2
       ORDER BY id LIMIT $3`,
      [after, writingVersion(), batch],
    );
    const last = rows.at(-1);
    if (!last) return written;
    const anew = rows.map(({ value }) => writeAnew(value));
    const { rowCount } = await client.query(
      `UPDATE ${table} t SET ${column} = n.anew FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS n(id, old, anew)
       WHERE t.id = n.id AND t.${column} = n.old`,
      [rows.map(({ id }) => id), rows.map(({ value }) => value), anew],
    );
    written += rowCount ?? 0;
    after = last.id;
  }
}

function writeAnew(old: Buffer): Buffer {
  const text = decrypt(old);
  const anew = Buffer.from(encrypt(text));
  if (decrypt(anew) !== text) throw new Error('a ciphertext could not be read again');
  return anew;
}

/** How many ciphertexts another key than the writing one wrote. */
export async function countOld(client: pg.ClientBase): Promise<number> {
  let count = 0;
  for (const [table, column] of CIPHER_COLUMNS) {
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*) FROM ${table} WHERE ${column} IS NOT NULL AND get_byte(${column}, 0) <> $1`,
      [writingVersion()],
    );
    count += Number(rows[0]?.count);
  }
  return count;
}
