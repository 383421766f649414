import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOCKWORK } from '@/server/clockwork';
import { FaultyProxy } from '../../scripts/chaos/proxy';

/** What the portal has by itself in hand are 18 seconds; the address says otherwise, as an operator may. */
const SILENT_AFTER_MS = 1_200;
const POOL = 10;

type Server = typeof import('@/server/command') &
  typeof import('@/server/sql') &
  typeof import('@/server/db') &
  typeof import('@/server/lost-connection') &
  typeof import('@/features/quotas/mutations') &
  typeof import('../support/world');
let server: Server;
let proxy: FaultyProxy;

beforeAll(async () => {
  const url = new URL(process.env.APP_DATABASE_URL ?? '');
  proxy = await FaultyProxy.start(Number(url.port));
  url.port = String(proxy.port);
  url.searchParams.set('query_timeout', String(SILENT_AFTER_MS));
  process.env.APP_DATABASE_URL = url.href;
  server = {
    ...(await import('@/server/command')),
    ...(await import('@/server/sql')),
    ...(await import('@/server/db')),
    ...(await import('@/server/lost-connection')),
    ...(await import('@/features/quotas/mutations')),
    ...(await import('../support/world')),
  };
});

afterAll(async () => {
  await server.db().$disconnect();
  await proxy.stop();
});

const readings: Record<string, () => Promise<unknown>> = {
  'a read': () => server.read(CLOCKWORK, (tx) => tx.$queryRaw`SELECT pg_sleep(0.2)::text`),
  'a read without Prisma': () => server.readSql(CLOCKWORK, (sql) => sql.$queryRaw`SELECT pg_sleep(0.2)::text`),
};
/** As many at once as there are connections, and what became of them. */
const fill = (run: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: POOL }, run));
const ended = (results: PromiseSettledResult<unknown>[]) => results.map(({ status }) => status);
const all = (status: 'fulfilled' | 'rejected') => Array.from({ length: POOL }, () => status);

describe.each(Object.entries(readings))('%s', (_name, run) => {
  it('ends with an error when every connection falls silent, and the next ones find new connections', async () => {
    expect(ended(await fill(run))).toEqual(all('fulfilled'));
    const under = fill(run);
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.silence(null);
    const results = await under;
    expect(ended(results)).toEqual(all('rejected'));
    for (const result of results)
      expect(result.status === 'rejected' && server.isLostConnection(result.reason)).toBe(true);
    expect(ended(await fill(run))).toEqual(all('fulfilled'));
    expect(server.pool().totalCount).toBeLessThanOrEqual(POOL);
  });

  it('ends with an error when its connection is cut, and the process goes on', async () => {
    const under = fill(run);
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.cutAll();
    expect(ended(await under)).toEqual(all('rejected'));
    expect(ended(await fill(run))).toEqual(all('fulfilled'));
  });
});

it('a command whose COMMIT is never answered ends with an error, and is done once when it is asked for again', async () => {
  const { programmeId } = await server.read(CLOCKWORK, async (tx) => ({
    programmeId: (await tx.programme.findUniqueOrThrow({ where: { code: 'CR' } })).id,
  }));
  const ctx = await server.at('hq', '2026-03-02');
  const allot = {
    ...{ programmeId, region: '41', year: 2031, concession: null, amount: 100n, documentNumber: '号' },
    idempotencyKey: 'silent-commit',
  };
  const silent = new Promise<void>((done) => proxy.loseNextCommit('REPLY_SILENT', done));
  const first = server.allotQuota(ctx, allot).catch((error: unknown) => error);
  await silent;
  expect(server.isLostConnection(await first)).toBe(true);
  const again = server.must(await server.allotQuota(ctx, allot));
  const entries = await server.read(CLOCKWORK, (tx) => tx.quotaEntry.count({ where: { quotaId: again.quotaId } }));
  expect(entries).toBe(1);
});

const given: Record<string, () => Promise<{ idle: string }[]>> = {
  'a read': () =>
    server.read(CLOCKWORK, (tx) => tx.$queryRaw`SELECT current_setting('idle_in_transaction_session_timeout') AS idle`),
  'a read without Prisma': () =>
    server.readSql(
      CLOCKWORK,
      (sql) => sql.$queryRaw`SELECT current_setting('idle_in_transaction_session_timeout') AS idle`,
    ),
  'a write': async () =>
    server.must(
      await server.write(
        await server.at('hq', '2026-03-02'),
        (tx) => tx.$queryRaw`SELECT current_setting('idle_in_transaction_session_timeout') AS idle`,
      ),
    ),
};
it.each(Object.entries(given))('%s that is left alone in the middle is ended by the database', async (_name, run) => {
  expect(await run()).toEqual([{ idle: '10s' }]);
});

it('what was left alone and ended by the database is a lost connection', async () => {
  const ctx = await server.at('hq', '2026-03-02');
  const error = await server
    .write(ctx, async (tx) => {
      await tx.$queryRaw`SELECT set_config('idle_in_transaction_session_timeout', '100ms', true)`;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return tx.$queryRaw`SELECT 1`;
    })
    .catch((thrown: unknown) => thrown);
  expect(server.isLostConnection(error)).toBe(true);
});

it('the queue of jobs gives up a connection on which nothing is said from its beginning, and makes another', async () => {
  const queue = server.queuePool(500);
  try {
    proxy.silenceNewFor(1_000);
    const error = await queue.connect().catch((given: unknown) => given);
    expect(server.isLostConnection(error)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { rows } = await queue.query('SELECT 1 AS one');
    expect(rows).toEqual([{ one: 1 }]);
  } finally {
    await queue.end();
  }
});
