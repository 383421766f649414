import type pg from 'pg';
import { blindIndex, decrypt, type IndexKind, indexVersion } from '@/server/crypto';

/** Every column that holds a blind index, with the ciphertext of its value; a test finds one that is forgotten here. */
export const INDEX_COLUMNS = [
  ['person', 'identity_number_index', 'identity_number_cipher', 'identity'],
  ['person', 'phone_index', 'phone_cipher', 'phone'],
  ['operating_entity', 'contact_phone_index', 'contact_phone_cipher', 'phone'],
] as const satisfies readonly (readonly [table: string, index: string, cipher: string, kind: IndexKind])[];

const NO_ID = '00000000-0000-0000-0000-000000000000';
type Row = { id: string; found: Buffer; cipher: Buffer };
type Options = { batch?: number; say?: (line: string) => void };

/**
 * Computes every blind index anew by the key that writes, from the number behind its ciphertext, in batches. An index does
 * not say which key made it, so each is compared: broken off, a second run writes what is left. A row that somebody
 * changed meanwhile is left alone and looked at in the next round. Returns how many were written.
 */
export async function rotateIndexes(client: pg.ClientBase, options: Options = {}): Promise<number> {
  let written = 0;
  for (const place of INDEX_COLUMNS) {
    const [table, index] = place;
    let here = 0;
    await eachWrong(client, place, options.batch ?? 500, async (wrong) => {
      const { rowCount } = await client.query(
        `UPDATE ${table} t SET ${index} = n.anew FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS n(id, old, anew)
         WHERE t.id = n.id AND t.${index} = n.old`,
        [wrong.map(({ id }) => id), wrong.map(({ found }) => found), wrong.map(({ anew }) => anew)],
      );
      here += rowCount ?? 0;
    });
    if (here > 0) options.say?.(`${table}.${index}: ${here}`);
    written += here;
  }
  return written;
}

/** How many indexes are not that of their number by the key that writes. */
export async function countWrongIndexes(client: pg.ClientBase): Promise<number> {
  let count = 0;
  for (const place of INDEX_COLUMNS)
    await eachWrong(client, place, 2_000, async (wrong) => {
      count += wrong.length;
    });
  return count;
}

async function eachWrong(
  client: pg.ClientBase,
  [table, index, cipher, kind]: (typeof INDEX_COLUMNS)[number],
  batch: number,
  run: (wrong: (Row & { anew: Buffer })[]) => Promise<void>,
): Promise<void> {
  for (let after = NO_ID; ; ) {
    const { rows } = await client.query<Row>(
      `SELECT id, ${index} AS found, ${cipher} AS cipher FROM ${table}
       WHERE id > $1 AND ${index} IS NOT NULL AND ${cipher} IS NOT NULL ORDER BY id LIMIT $2`,
      [after, batch],
    );
    const last = rows.at(-1);
    if (!last) return;
    const wrong = rows
      .map((row) => ({ ...row, anew: Buffer.from(blindIndex(kind, decrypt(row.cipher))) }))
      .filter(({ found, anew }) => !anew.equals(found));
    if (wrong.length > 0) await run(wrong);
    after = last.id;
  }
}

/**
 * What another key than the writing one still has to answer for: approvals of cases that are not closed, the last of each,
 * and payments that wait for their release.
 */
export async function countSealedByOld(client: pg.ClientBase): Promise<{ approvals: number; payments: number }> {
  const version = indexVersion();
  // key 1 seals without a number in front
  const isOld = (column: string) => `coalesce(substring(${column} from '^(\\d{1,3}):'), '1') <> $1`;
  const { rows } = await client.query<{ approvals: number; payments: number }>(
    `SELECT (SELECT count(*)::int FROM case_record c WHERE c.status <> 'CLOSED' AND EXISTS (
        SELECT FROM (SELECT e.payload FROM event e WHERE e.case_id = c.id AND e.kind = 'case.approved' ORDER BY e.id DESC LIMIT 1) a
        WHERE a.payload ? 'seal' AND ${isOld("a.payload->>'seal'")})) AS approvals,
      (SELECT count(*)::int FROM payment p WHERE p.status = 'REQUESTED' AND ${isOld('p.request_hash')}) AS payments`,
    [String(version)],
  );
  return rows[0] ?? { approvals: 0, payments: 0 };
}
