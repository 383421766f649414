/**
 * A database server for development that stays up: `npx tsx scripts/dev-db.ts` starts it (or finds it running),
 * `npx tsx scripts/dev-db.ts reset NAME` makes database NAME anew from prisma/migrations,
 * `npx tsx scripts/dev-db.ts stop` ends it. What it holds is disposable: nothing waits for the disk.
 */
import { chown, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseDatabaseUser } from './lib/database-user';
import { migrate } from './lib/migrate';
import { clearLeftovers, databaseUrl, findRunningServer, SUPERUSER, startCluster } from './lib/postgres';
import { findPostgresBinaries } from './lib/postgres-binaries';
import { APP_ROLE, createDatabase, dropDatabase, OWNER_ROLE, setRole } from './lib/roles';
import { explain } from './lib/say.mjs';

const place = path.join(tmpdir(), 'fuqiao-dev');
const directory = path.join(place, 'pg');
const PORT = 54329;
const adminUrl = databaseUrl(PORT, SUPERUSER, 'dev', 'postgres');
const urls = (database: string) =>
  [
    `DATABASE_URL=${databaseUrl(PORT, OWNER_ROLE, 'owner', database)}`,
    `APP_DATABASE_URL=${databaseUrl(PORT, APP_ROLE, 'app', database)}`,
  ].join('\n');

async function start() {
  if (findRunningServer(directory) !== null) return;
  const user = chooseDatabaseUser();
  await mkdir(place, { recursive: true, mode: 0o755 });
  if (user) await chown(place, user.uid, user.gid);
  await clearLeftovers(directory);
  await startCluster({
    directory,
    binaries: await findPostgresBinaries(user, async () => place),
    user,
    superuserPassword: 'dev',
    logFile: path.join(place, 'postgres.log'),
    port: PORT,
    durable: false,
    detached: true,
  });
  await setRole(adminUrl, OWNER_ROLE, 'owner', 'CREATEDB');
  await setRole(adminUrl, APP_ROLE, 'app');
}

async function reset(database: string) {
  await dropDatabase(adminUrl, database);
  await createDatabase(adminUrl, database);
  const applied = await migrate(databaseUrl(PORT, OWNER_ROLE, 'owner', database));
  console.log(`${database}: ${applied.length} migrations applied\n${urls(database)}`);
}

try {
  const [command = 'start', database = 'fuqiao'] = process.argv.slice(2);
  if (command === 'stop') {
    console.log(await clearLeftovers(directory));
  } else {
    await start();
    if (command === 'reset') await reset(database);
    else console.log(`The development database server runs on port ${PORT} (superuser ${adminUrl}).\n${urls('NAME')}`);
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
