import { type Paging, type SortKind, writeCursor } from '@/domain/list-paging';
import { Prisma } from './db';

/** One row of a page as raw SQL gives it: the id and the sort key as text. */
export type KeyRow = { id: string; key: string };

const CASTS = {
  ID: 'uuid',
  TEXT: 'text',
  AMOUNT: 'bigint',
  DAY: 'date',
  INSTANT: 'timestamptz',
  NAME: 'text',
} as const satisfies Record<SortKind, string>;

/**
 * The parts of a page's SQL for one order: `key` to select as text, `condition` beside the cursor, `order` (turned round
 * for a page that is read backwards). `key` is never null; `id` breaks its ties, in the same direction. Of a NAME the
 * caller has put the cursor's key in.
 */
export function keysetSql(paging: Paging, kind: SortKind, keySql: Prisma.Sql, idSql: Prisma.Sql) {
  const { cursor } = paging;
  const upward = paging.descending === Boolean(cursor?.back);
  const [direction, sign] = upward ? [Prisma.sql`ASC`, Prisma.sql`>`] : [Prisma.sql`DESC`, Prisma.sql`<`];
  const cast = Prisma.raw(CASTS[kind]);
  const key =
    kind === 'ID' || kind === 'NAME'
      ? Prisma.sql`''`
      : kind === 'INSTANT'
        ? Prisma.sql`to_char((${keySql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
        : Prisma.sql`(${keySql})::text`;
  const beside =
    kind === 'ID'
      ? Prisma.sql`${idSql} ${sign} ${cursor?.id}::uuid`
      : Prisma.sql`(${keySql}, ${idSql}) ${sign} (${cursor?.key}::${cast}, ${cursor?.id}::uuid)`;
  return {
    key,
    condition: cursor ? beside : Prisma.sql`true`,
    order:
      kind === 'ID' ? Prisma.sql`${idSql} ${direction}` : Prisma.sql`${keySql} ${direction}, ${idSql} ${direction}`,
  };
}

/** A page in the list's order out of `size + 1` rows, with the cursors of its neighbours; null where there is none. */
export function toPage<Row extends KeyRow>(found: readonly Row[], paging: Paging) {
  const back = Boolean(paging.cursor?.back);
  const more = found.length > paging.size;
  const rows = found.slice(0, paging.size);
  if (back) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    previous: first && (back ? more : paging.cursor !== null) ? writeCursor(paging, first) : null,
    next: last && (back || more) ? writeCursor(paging, last) : null,
  };
}

/** The same for a query through Prisma, by one column that is never null: where beside the cursor, and the order. */
export function keysetWhere(paging: Paging, column: string, readKey: (key: string) => string | bigint) {
  const { cursor } = paging;
  const upward = paging.descending === Boolean(cursor?.back);
  const [direction, sign] = upward ? (['asc', 'gt'] as const) : (['desc', 'lt'] as const);
  if (column === 'id') return { where: cursor ? { id: { [sign]: cursor.id } } : {}, orderBy: [{ id: direction }] };
  const key = cursor ? readKey(cursor.key) : '';
  return {
    where: cursor ? { OR: [{ [column]: { [sign]: key } }, { [column]: key, id: { [sign]: cursor.id } }] } : {},
    orderBy: [{ [column]: direction }, { id: direction }],
  };
}
