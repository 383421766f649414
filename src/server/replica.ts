import 'server-only';
import type pg from 'pg';
import { Refusal } from '@/domain/refusal';
import { openPool, type Tx } from './db';
import { env } from './env';
import { log } from './log';

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 1_000;
/** From the replica one reads only once every process must have seen that it is back, and lets its commits wait for it. */
const TRUSTED_AFTER_MS = 3_000;

type Watch = {
  goodSince: number | null;
  looking: boolean;
  position: string | null;
  primary: pg.Pool;
  replica: pg.Pool;
};
// One in a process, however often the framework loads this file.
const holder = globalThis as unknown as { fuqiaoReplica?: Watch };

/**
 * Whether the replica answers and has applied what the database had written at the look before. What only one process
 * sees is settled within a few looks: until then it reads from the database, and its commits do not wait.
 */
function watch(address: string): Watch {
  if (holder.fuqiaoReplica) return holder.fuqiaoReplica;
  const look = (connectionString: string) => {
    const patience = { connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS };
    return openPool({ connectionString, max: 1, ...patience });
  };
  const [primary, replica] = [look(env().APP_DATABASE_URL), look(address)];
  const watched: Watch = { goodSince: null, looking: false, position: null, primary, replica };
  holder.fuqiaoReplica = watched;
  setInterval(() => lookAgain(watched), LOOK_EVERY_MS).unref();
  return watched;
}

async function lookAgain(watched: Watch): Promise<void> {
  if (watched.looking) return;
  watched.looking = true;
  try {
    const before = watched.position;
    const { rows } = await watched.primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
    watched.position = rows[0]?.lsn ?? null;
    const isGood = before !== null && (await hasApplied(watched.replica, before));
    if (isGood === (watched.goodSince !== null)) {
      if (!isGood) await endWaiting(watched.primary);
      return;
    }
    watched.goodSince = isGood ? Date.now() : null;
    log[isGood ? 'info' : 'warn'](
      isGood ? 'the replica keeps up' : 'the replica is away or late: the database is read',
    );
    if (!isGood) await endWaiting(watched.primary);
  } catch {
    // The database itself is away: nothing follows for the replica.
    watched.position = null;
  } finally {
    watched.looking = false;
  }
}

async function hasApplied(replica: pg.Pool, position: string): Promise<boolean> {
  try {
    const { rows } = await replica.query<{ good: boolean | null }>(
      `SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::pg_lsn AS good`,
      [position],
    );
    return rows[0]?.good === true;
  } catch {
    return false;
  }
}

/** Commits that wait for a replica that is gone are done as it is: they stand on the database's disk. */
async function endWaiting(primary: pg.Pool): Promise<void> {
  await primary.query(
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND wait_event = 'SyncRep'`,
  );
}

/**
 * Runs a read on the replica while that can be trusted, else on the database; what fails on the replica is read once more
 * from the database, for a read changes nothing. Refusals pass as they are.
 */
export async function onReplicaOr<Where, T>(
  replica: (address: string) => Where,
  database: () => Where,
  run: (where: Where) => Promise<T>,
): Promise<T> {
  const address = env().READ_DATABASE_URL;
  if (!address) return run(database());
  const { goodSince } = watch(address);
  if (goodSince === null || Date.now() - goodSince < TRUSTED_AFTER_MS) return run(database());
  try {
    return await run(replica(address));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return run(database());
  }
}

/**
 * Lets the commit of this transaction wait until the replica has applied it, so that whoever is told of it finds it on
 * every page; not while the replica is away. Does nothing where there is none.
 */
export async function waitForReplica(tx: Tx): Promise<void> {
  const address = env().READ_DATABASE_URL;
  if (!address) return;
  const level = watch(address).goodSince === null ? 'local' : 'remote_apply';
  await tx.$queryRaw`SELECT set_config('synchronous_commit', ${level}, true)`;
}
