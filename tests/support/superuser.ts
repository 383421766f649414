import pg from 'pg';
import { databaseUrl, SUPERUSER } from '../../scripts/lib/postgres';
import { THROWAWAY } from '../../scripts/lib/throwaway-cluster';

/** Somebody who may do anything to this test's database, triggers and grants notwithstanding; the caller ends it. */
export async function connectSuperuser(): Promise<pg.Client> {
  const { port, pathname } = new URL(process.env.DATABASE_URL as string);
  const client = new pg.Client({
    connectionString: databaseUrl(Number(port), SUPERUSER, THROWAWAY.superuser, pathname.slice(1)),
    types: {
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(oid, format)),
    } as pg.CustomTypesConfig,
  });
  await client.connect();
  return client;
}
