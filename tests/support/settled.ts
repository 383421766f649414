import { expect } from 'vitest';
import { keyOf, SETTLED, type SettledKind } from '@/features/ledger/queries-settled';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import { readerOn } from './reader-on';
import { connectSuperuser } from './superuser';

/** Another value of a column, by its type. */
const OTHER: Record<string, (column: string) => string> = {
  uuid: () => 'gen_random_uuid()',
  int4: (column) => `coalesce(${column}, 0) + 1`,
  int8: (column) => `coalesce(${column}, 0) + 1`,
  text: (column) => `coalesce(${column}, '') || '改'`,
  bool: (column) => `NOT coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, '2026-01-01') + 1`,
  timestamptz: (column) => `coalesce(${column}, '2026-01-01') + interval '1 second'`,
  jsonb: () => `'{"other": 1}'`,
  _int4: (column) => `${column} || 1`,
};

type Client = Awaited<ReturnType<typeof connectSuperuser>>;

/** SQL that alters each column of a kind's content by itself, in the row of this id. */
async function alterations(client: Client, kind: SettledKind, id: string): Promise<string[]> {
  const { table, content } = SETTLED[kind];
  const key = keyOf(kind);
  const { rows } = await client.query<{ name: string; type: string; labels: string[] | null }>(
    `SELECT a.attname AS name, t.typname AS type,
      (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid IN (t.oid, t.typelem)) AS labels
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  );
  const listed = rows.filter(({ name }) => name !== key && content.some((part) => part.split(' ')[0] === `x.${name}`));
  expect(listed.length).toBeGreaterThanOrEqual(content.filter((part) => part.startsWith('x.')).length - 1);
  const other = ({ name, type, labels }: (typeof rows)[number]) => {
    if (labels && type.startsWith('_')) return `${name} || '{${labels[0]}}'`;
    if (labels) return `CASE ${name}::text WHEN '${labels[0]}' THEN '${labels[1]}' ELSE '${labels[0]}' END::"${type}"`;
    return (OTHER[type] ?? expect.fail(`a ${type} has no other value here`))(name);
  };
  return listed.map((column) => `UPDATE ${table} SET ${column.name} = ${other(column)} WHERE ${key} = '${id}'`);
}

/**
 * Whatever is altered of a row of this kind by who may do anything is named by the record, column by column; so is what
 * `parts` alter (`$id` is the row), and that the row is gone. Nothing is named before.
 */
export async function expectHeldAgainstRecord(kind: SettledKind, ...parts: string[]): Promise<void> {
  const client = await connectSuperuser();
  try {
    const named = async () => (await findRowsUnlikeRecord(readerOn(client))).flatMap(({ rows }) => rows);
    const { rows } = await client.query<{ id: string }>(
      `SELECT s.key AS id FROM event e CROSS JOIN LATERAL jsonb_each_text(e.payload->'settled'->$1) s
       WHERE e.payload->'settled' ? $1 ORDER BY e.id DESC LIMIT 1`,
      [kind],
    );
    const id = rows[0]?.id ?? expect.fail(`nothing of ${kind} was settled`);
    expect(await named()).not.toContain(`${kind} ${id}`);
    const gone = `DELETE FROM ${SETTLED[kind].table} WHERE ${keyOf(kind)} = '${id}'`;
    const own = await alterations(client, kind, id);
    for (const statement of [...own, ...parts.map((part) => part.replaceAll('$id', `'${id}'`)), gone]) {
      await client.query(`BEGIN; SET LOCAL session_replication_role = replica`);
      const altered = await client.query(statement).catch((error: { code: string }) => error.code);
      // what the table's own checks do not let in needs not be named
      if (typeof altered === 'string') expect(['23514', '23505'], `${statement}: ${altered}`).toContain(altered);
      else {
        expect(altered.rowCount, statement).toBeGreaterThan(0);
        expect(await named(), statement).toContain(`${kind} ${id}`);
      }
      await client.query('ROLLBACK');
    }
  } finally {
    await client.end();
  }
}
