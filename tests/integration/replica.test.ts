import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLOCKWORK } from '@/server/clockwork';
import { PRIMARY_SETTINGS, startReplica } from '../../scripts/cluster/replica';
import { chooseDatabaseUser } from '../../scripts/lib/database-user';
import { makeTemporaryPlace } from '../../scripts/lib/place';
import type { Cluster } from '../../scripts/lib/postgres';
import { findPostgresBinaries } from '../../scripts/lib/postgres-binaries';
import { createDatabase } from '../../scripts/lib/roles';
import { startThrowawayCluster, THROWAWAY, throwawayUrls } from '../../scripts/lib/throwaway-cluster';

const actor = CLOCKWORK;
const user = chooseDatabaseUser();
let place: string;
let primary: Cluster;
let replica: Cluster;
let server: typeof import('@/server/command') & typeof import('@/server/sql');

type Context = Parameters<(typeof server)['write']>[0];
const write = (n: number) =>
  server.write(
    { actor, now: new Date(), requestId: '' } as unknown as Context,
    (tx) => tx.$executeRaw`INSERT INTO note VALUES (${n})`,
  );

/** Where a read was answered, and the last note it saw. */
type Seen = { replica: boolean; last: number };
const LAST = 'SELECT pg_is_in_recovery() AS replica, coalesce(max(n), 0)::int AS last FROM note';
const look = async () => (await server.read(actor, (tx) => tx.$queryRawUnsafe<Seen[]>(LAST)))[0];
const lookWithoutPrisma = async () =>
  (
    await server.readSql(
      actor,
      (sql) => sql.$queryRaw<Seen[]>`
    SELECT pg_is_in_recovery() AS replica, coalesce(max(n), 0)::int AS last FROM note`,
    )
  )[0];

beforeAll(async () => {
  place = await makeTemporaryPlace(user, 'fuqiao-replica-');
  primary = await startThrowawayCluster(place, user, { settings: PRIMARY_SETTINGS });
  await createDatabase(primary.adminUrl(), 'fuqiao');
  const { ownerUrl, appUrl } = throwawayUrls(primary.port, 'fuqiao');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE note (n int); GRANT SELECT, INSERT ON note TO fuqiao_app');
  // what a copy is labelled with
  await owner.query('CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz)');
  await owner.end();
  replica = await startReplica(primary.adminUrl('fuqiao'), {
    directory: path.join(place, 'replica'),
    binaries: await findPostgresBinaries(user, async () => place),
    ...{ user, durable: false, logFile: path.join(place, 'replica.log'), superuserPassword: THROWAWAY.superuser },
  });
  process.env.APP_DATABASE_URL = appUrl;
  process.env.READ_DATABASE_URL = throwawayUrls(replica.port, 'fuqiao').appUrl;
  server = { ...(await import('@/server/command')), ...(await import('@/server/sql')) };
}, 120_000);

afterAll(async () => {
  await replica?.stop();
  await primary?.stop();
  await rm(place, { recursive: true, force: true });
});

it('reads from the replica once it keeps up, and finds there what was acknowledged', { timeout: 60_000 }, async () => {
  expect((await look())?.replica).toBe(false);
  await expect.poll(async () => (await look())?.replica, { timeout: 30_000 }).toBe(true);
  for (let n = 1; n <= 20; n++) {
    expect(await write(n)).toMatchObject({ ok: true });
    expect(await look()).toEqual({ replica: true, last: n });
    expect(await lookWithoutPrisma()).toEqual({ replica: true, last: n });
  }
});

it('neither reads nor writes stand still when the replica ends', { timeout: 60_000 }, async () => {
  replica.process.kill('SIGQUIT');
  expect(await write(21)).toMatchObject({ ok: true });
  expect(await look()).toEqual({ replica: false, last: 21 });
  expect(await write(22)).toMatchObject({ ok: true });
  expect(await lookWithoutPrisma()).toEqual({ replica: false, last: 22 });
});
