import type pg from 'pg';
import type { Prisma } from '@/server/db';

/** Runs the portal's queries on a connection of the test's own: another role's, or in a transaction that is taken back. */
export const readerOn = (client: pg.Client) => ({
  $queryRaw: async <T>(query: Prisma.Sql) => (await client.query(query.text, query.values)).rows as T,
});
