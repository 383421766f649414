/**
 * A database server for development that stays up: `npx tsx scripts/dev-db.ts` starts it (or finds it running),
 * `npx tsx scripts/dev-db.ts reset NAME` makes database NAME anew from prisma/migrations,
 * `npx tsx scripts/dev-db.ts stop` ends it. What it holds is disposable: nothing waits for the disk. With `--durable` all
 * this is said of a second server that does, as a real one, for measuring writes.
 */
import { chown, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseDatabaseUser } from './lib/database-user';
import { migrateDatabase } from './lib/migrate';
import { clearLeftovers, databaseUrl, findRunningServer, SUPERUSER } from './lib/postgres';
import { createDatabase, dropDatabase } from './lib/roles';
import { explain } from './lib/say.mjs';
import { startThrowawayCluster, THROWAWAY, throwawayUrls } from './lib/throwaway-cluster';

const durable = process.argv.includes('--durable');
const place = path.join(tmpdir(), durable ? 'fuqiao-durable' : 'fuqiao-dev');
const directory = path.join(place, 'pg');
const PORT = durable ? 54330 : 54329;
const adminUrl = databaseUrl(PORT, SUPERUSER, THROWAWAY.superuser, 'postgres');

function formatUrls(database: string): string {
  const { ownerUrl, appUrl } = throwawayUrls(PORT, database);
  return `DATABASE_URL=${ownerUrl}\nAPP_DATABASE_URL=${appUrl}`;
}

async function start() {
  if (findRunningServer(directory) !== null) return;
  const user = chooseDatabaseUser();
  await mkdir(place, { recursive: true, mode: 0o755 });
  if (user) await chown(place, user.uid, user.gid);
  await clearLeftovers(directory);
  await startThrowawayCluster(place, user, { port: PORT, detached: true, durable });
}

async function reset(database: string) {
  await dropDatabase(adminUrl, database);
  await createDatabase(adminUrl, database);
  const applied = await migrateDatabase(throwawayUrls(PORT, database).ownerUrl);
  console.log(`${database}: ${applied.length} migrations applied\n${formatUrls(database)}`);
}

try {
  const [command = 'start', database = 'fuqiao'] = process.argv.slice(2).filter((word) => word !== '--durable');
  if (command === 'stop') {
    console.log(await clearLeftovers(directory));
  } else {
    await start();
    if (command === 'reset') await reset(database);
    else
      console.log(
        `The development database server runs on port ${PORT} (superuser ${adminUrl}).\n${formatUrls('NAME')}`,
      );
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
