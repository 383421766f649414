import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { db, openPool } from '@/server/db';
import { checkHealth } from '@/server/health';

it('is well while the database answers, and names how far it is migrated', async () => {
  const health = await checkHealth();
  expect(health).toMatchObject({ status: 'ok', version: 'test', database: 'up' });
  expect(health.migrations?.applied).toBeGreaterThan(2);
});

it('says that the database is away when nothing listens', async () => {
  const health = await checkHealth('postgresql://nobody@127.0.0.1:1/nothing');
  expect(health).toEqual({ status: 'unavailable', version: 'test', database: 'down', migrations: null });
});

it('does not hang on a server that takes the call and says nothing', async () => {
  const server = createServer(() => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  expect((await checkHealth(`postgresql://nobody@127.0.0.1:${port}/nothing`)).database).toBe('down');
  server.close();
});

it('goes on after every connection was cut', async () => {
  await db().user.count();
  const cut = await db().$queryRaw<{ count: bigint }[]>`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`.catch(() => null);
  expect(cut).not.toBeNull();
  await expect
    .poll(
      () =>
        db()
          .user.count()
          .catch(() => 0),
      { timeout: 5_000 },
    )
    .toBeGreaterThan(0);
});

it('outlives the end of a connection that is out of the pool and has nothing to do', async () => {
  const connections = openPool({ connectionString: process.env.APP_DATABASE_URL, max: 1 });
  const taken = await connections.connect();
  const { rows } = await taken.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((done) => taken.once('end', done));
  await db().$queryRaw`SELECT pg_terminate_backend(${rows[0]?.pid}::int)`;
  // unheard, its last words would be an uncaught error, which vitest counts
  await ended;
  await expect(taken.query('SELECT 1')).rejects.toThrow();
  taken.release(true);
  await connections.end();
});
