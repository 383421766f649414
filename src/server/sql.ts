import 'server-only';
import pg from 'pg';
import { nameOf, Prisma, pool, replicaPool } from './db';
import { onReplicaOr } from './replica';
import { SCOPE_COLUMNS, type Seer, scopeValues } from './row-scope';

/**
 * What runs a statement and gives its rows: a Prisma transaction, or a connection without Prisma between. A query that is
 * asked for at every page or by programs takes this rather than a `Tx`, and is then one query for both.
 */
export type SqlReader = {
  $queryRaw<T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
};

const { builtins } = pg.types;
/** Values as Prisma gives them: 64-bit integers as bigint, days as UTC midnight; the rest as the driver reads it. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === builtins.INT8) return BigInt;
    if (oid === builtins.DATE) return (text: string) => new Date(`${text}T00:00:00Z`);
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

// A Date that stands for a day is UTC midnight; the driver by itself would write it in the zone of the process.
const toParameter = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

function readerOn(connection: Pick<pg.PoolClient, 'query'>): SqlReader {
  return {
    async $queryRaw<T>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T> {
      const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values);
      const { text } = sql;
      const name = nameOf({ sql: text });
      const result = await connection.query({
        ...{ text, types, values: sql.values.map(toParameter) },
        ...(name ? { name } : {}),
      });
      return result.rows as T;
    },
  };
}

/** Statements outside any transaction and without an actor: for finding out who the actor is. */
export const sqlWithoutActor: SqlReader = {
  $queryRaw: (query, ...values) => readerOn(pool()).$queryRaw(query, ...values),
};

const BEGIN = 'BEGIN READ ONLY';
// A page reads little: helpers of the database would take longer to start than it takes to read, and a page asked for by
// many at once would want two for each.
const SCOPE = `SELECT ${SCOPE_COLUMNS}, set_config('statement_timeout', '15s', true), set_config('max_parallel_workers_per_gather', '0', true)`;

/**
 * `read` without Prisma between: the same read-only transaction that carries the actor, in one way to the database and
 * back where `run` asks one thing. Prisma alone takes as much of the processor as all the rest of such a request.
 */
export function readSql<T>(actor: Seer, run: (sql: SqlReader) => Promise<T>): Promise<T> {
  return onReplicaOr(replicaPool, pool, (connections) => readOn(connections, actor, run));
}

async function readOn<T>(connections: pg.Pool, actor: Seer, run: (sql: SqlReader) => Promise<T>): Promise<T> {
  const connection = await connections.connect();
  // Not waited for: the connection answers in order, so that they go out together with the first statement of `run`.
  const name = nameOf({ sql: SCOPE });
  const scope = { text: SCOPE, values: scopeValues(actor), ...(name ? { name } : {}) };
  const begun = Promise.all([connection.query(BEGIN), connection.query(scope)]);
  begun.catch(() => undefined);
  try {
    const value = await run(readerOn(connection));
    await begun;
    return value;
  } finally {
    // Nothing was written, so that the reader need not wait for the end; after an error it is a rollback.
    connection.query('COMMIT').then(
      () => connection.release(),
      (error: Error) => connection.release(error),
    );
  }
}
