import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { chooseDatabaseUser } from '../../scripts/lib/database-user';
import { migrateDatabase, readMigrations } from '../../scripts/lib/migrate';
import { makeTemporaryPlace } from '../../scripts/lib/place';
import { databaseUrl, SUPERUSER } from '../../scripts/lib/postgres';
import { createDatabase, dropDatabase } from '../../scripts/lib/roles';
import { startThrowawayCluster, THROWAWAY, throwawayUrls } from '../../scripts/lib/throwaway-cluster';

/** How a test process learns of the cluster: the port, left here by whoever started it. */
const PORT_VARIABLE = 'TEST_CLUSTER_PORT';

/** Fixed secrets: what a test encrypts it can read again in the next run. */
export const TEST_KEYS = {
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only',
  FUQIAO_DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
  FUQIAO_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  FUQIAO_VERSION: 'test',
  DEMO_PASSWORD: 'a-password-for-tests',
};

export type DatabaseUrls = { ownerUrl: string; appUrl: string };

function clusterPort(): number {
  const port = Number(process.env[PORT_VARIABLE]);
  if (!port) throw new Error('No test cluster runs: call startCluster() first.');
  return port;
}

const adminUrl = () => databaseUrl(clusterPort(), SUPERUSER, THROWAWAY.superuser, 'postgres');

/** Starts the one cluster of a test run, in a temporary directory; `stop` ends it and removes the directory. */
export async function startCluster(): Promise<{ port: number; stop(): Promise<void> }> {
  const user = chooseDatabaseUser();
  const place = await makeTemporaryPlace(user, 'fuqiao-test-');
  const cluster = await startThrowawayCluster(place, user);
  process.env[PORT_VARIABLE] = String(cluster.port);
  return {
    port: cluster.port,
    async stop() {
      await cluster.stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}

/** Regions, demo organisations, people and programme A: what every integration test stands on. */
export async function seedBase({ ownerUrl, appUrl }: DatabaseUrls): Promise<void> {
  const env = { ...process.env, ...TEST_KEYS, DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl, DATA_DIR: tmpdir() };
  await promisify(execFile)(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'prisma/seed.ts', '--base'],
    { env },
  );
}

/** The migrated database with base data that all others are cloned from; made once per state of prisma/migrations. */
export async function ensureTemplate(): Promise<string> {
  const migrations = await readMigrations();
  const state = createHash('sha256')
    .update(migrations.map((migration) => migration.checksum).join())
    .digest('hex');
  const template = `template_${state.slice(0, 12)}`;
  if (await createDatabase(adminUrl(), template)) {
    try {
      const urls = throwawayUrls(clusterPort(), template);
      await migrateDatabase(urls.ownerUrl);
      await seedBase(urls);
    } catch (error) {
      await dropDatabase(adminUrl(), template);
      throw error;
    }
  }
  return template;
}

/** A fresh, migrated database of this name; one that was there is dropped. */
export async function cloneDatabase(name: string): Promise<DatabaseUrls> {
  const template = await ensureTemplate();
  await dropDatabase(adminUrl(), name);
  await createDatabase(adminUrl(), name, template);
  return throwawayUrls(clusterPort(), name);
}
