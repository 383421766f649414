import { databaseUrl, SUPERUSER } from '../lib/postgres';
import { THROWAWAY } from '../lib/throwaway-cluster';
import { type SizedDatabase, withClient } from './databases';

/**
 * A copy of a database to write into, dropped afterwards: events are for good, and the next run must find the same
 * country. Needs somebody who may create databases: BENCH_ADMIN_URL, else the superuser of scripts/dev-db.ts.
 */
export async function withScratch(
  database: SizedDatabase,
  run: (scratch: SizedDatabase) => Promise<void>,
): Promise<void> {
  const { port } = new URL(database.ownerUrl);
  const adminUrl = process.env.BENCH_ADMIN_URL ?? databaseUrl(Number(port), SUPERUSER, THROWAWAY.superuser, 'postgres');
  const name = `${database.name}_scratch`;
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
  await withClient(adminUrl, async (admin) => {
    await admin.query(drop);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${database.name} OWNER fuqiao_owner`);
    try {
      await run({ ...database, name, ownerUrl: named(database.ownerUrl), appUrl: named(database.appUrl) });
    } finally {
      await admin.query(drop);
    }
  });
}
