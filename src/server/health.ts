import 'server-only';
import pg from 'pg';
import { env } from './env';

const PATIENCE_MS = 2_000;

export type Health = {
  status: 'ok' | 'unavailable';
  version: string;
  database: 'up' | 'down';
  /** how many are applied, the newest applied, and the newest this build was made with */
  migrations: { applied: number; latest: string | null; expected: string | null } | null;
  /** events that wait too long for their seal, and seconds for the oldest: more than none is an alarm */
  record?: { unsealed: number; oldestSeconds: number };
};

/**
 * Whether the portal can work at this moment. Asks on a connection of its own with two seconds' patience, so that a
 * crowded pool or a silent server cannot make the answer hang; the pool itself reconnects on its next use.
 */
export async function checkHealth(connectionString = env().APP_DATABASE_URL): Promise<Health> {
  const version = env().FUQIAO_VERSION;
  const expected = process.env.FUQIAO_NEWEST_MIGRATION || null;
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  // A connection that breaks while idle says so here; unheard it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ applied: number; latest: string | null; sees: string | null }>(
      `SELECT count(*)::int AS applied, max(migration_name) AS latest, nullif(current_setting('fuqiao.scope', true), '') AS sees
       FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const { applied = 0, latest = null, sees = null } = rows[0] ?? {};
    // a connection that sees anything before it was told who is at work has no second wall (server/row-scope.ts)
    const isWalled = sees === null || process.env.NODE_ENV !== 'production';
    const isMigrated = expected === null || (latest !== null && latest >= expected);
    return {
      status: isMigrated && isWalled ? 'ok' : 'unavailable',
      version,
      database: 'up',
      migrations: { applied, latest, expected },
      ...(isMigrated ? { record: await checkRecord(client) } : {}),
    };
  } catch {
    return { status: 'unavailable', version, database: 'down', migrations: null };
  } finally {
    client.end().catch(() => {});
  }
}

/** What is not sealed though it is older than the few seconds that sealing may take. */
async function checkRecord(client: pg.Client): Promise<{ unsealed: number; oldestSeconds: number }> {
  const { rows } = await client.query<{ unsealed: number; oldest: number }>(
    `SELECT count(*)::int AS unsealed, coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::int AS oldest
     FROM event_unsealed WHERE queued_at < clock_timestamp() - interval '5 s'`,
  );
  return { unsealed: rows[0]?.unsealed ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 };
}
