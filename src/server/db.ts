import 'server-only';
import type { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '@/generated/prisma/client';
import { env } from './env';
import { log } from './log';

/** A transaction; what reads or writes takes it as its first parameter. */
export type Tx = Prisma.TransactionClient;
export { Prisma };

// Named for good, and seen once; the second is emptied when full, for most of what comes once never comes again.
const MOST_NAMED = 500;
const MOST_SEEN = 2_000;

// PgBouncer before 1.21 gives each transaction another connection, which knows no statement of the one before.
const KEEPS_STATEMENTS = process.env.DATABASE_NAMED_STATEMENTS !== 'off';

type Statements = { named: Map<string, string>; seen: Set<string> };
// One of each in a process, however often the framework loads this file: pages and routes have it once each, and share
// the connections, which keep a name for one statement only.
const holder = globalThis as unknown as {
  fuqiaoDb?: PrismaClient;
  fuqiaoPool?: pg.Pool;
  fuqiaoReplicaDb?: PrismaClient;
  fuqiaoReplicaPool?: pg.Pool;
  fuqiaoStatements?: Statements;
};

/**
 * The name under which a connection keeps a statement that comes again, so that the database parses and plans it once
 * instead of at every use: the facts of a case cost it several times more to plan than to read. Empty = not kept.
 */
export function nameOf({ sql }: { sql: string }): string {
  if (!KEEPS_STATEMENTS) return '';
  holder.fuqiaoStatements ??= { named: new Map(), seen: new Set() };
  const { named, seen } = holder.fuqiaoStatements;
  const known = named.get(sql);
  if (known !== undefined) return known;
  if (!seen.has(sql)) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.add(sql);
    return '';
  }
  if (named.size >= MOST_NAMED) return '';
  const name = `s${named.size}`;
  named.set(sql, name);
  return name;
}

/**
 * Connections whose end is not the end of the process. The pool hears only those that lie idle in it: one that is out, or
 * on its way to being closed, and has no statement under way, says so itself, and unheard that is an uncaught error.
 */
export function openPool(settings: pg.PoolConfig): pg.Pool {
  const opened = new pg.Pool(settings);
  // its words alone: the error carries the connection with every statement that it keeps
  opened.on('connect', (connection) =>
    connection.on('error', (error) => log.warn({ error: error.message }, 'a database connection ended')),
  );
  // one that was destroyed for its silence says so only later: until then the pool would hand it out again
  opened.on('release', (_error, connection) => {
    const { stream } = (connection as unknown as { connection: { stream: Socket } }).connection;
    if (stream.destroyed) void connection.end().catch(() => {});
  });
  return opened.on('error', () => {});
}

/**
 * How long a connection may say nothing while it is asked: longer than the database's own patience with a statement (15 s,
 * `command.ts`), which says what was slow. After that the connection is destroyed and whoever waited on it gets an error;
 * without it a cable that was pulled holds a request for the quarter of an hour that the kernel sends again. `?query_timeout=`
 * (milliseconds) in the address of the database says otherwise.
 */
const SILENT_AFTER_MS = 18_000;
/** Shorter than that: once one connection is found silent, none is left that lay idle beside it when all fell silent. */
const IDLE_MS = 10_000;
const CONNECT_WITHIN_MS = 10_000;

function openAppPool(connectionString: string, settings: pg.PoolConfig = {}): pg.Pool {
  return openPool({
    ...{ connectionString, max: 10, idleTimeoutMillis: IDLE_MS, connectionTimeoutMillis: CONNECT_WITHIN_MS },
    // with `pipeline`, statements go out without waiting for the answer to the one before, and one that is not answered
    // in time takes its connection with it
    ...{ pipeline: true, query_timeout: SILENT_AFTER_MS, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    ...settings,
  });
}

const clientOn = (connections: pg.Pool) =>
  new PrismaClient({
    adapter: new PrismaPg(connections, { statementNameGenerator: nameOf, disposeExternalPool: true }),
    // below the transaction timeout of write(), so that a statement ends before Prisma gives up on the transaction
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });

/** The connections under the app's role, Prisma's and those of `readSql`. Nothing else names it. */
export function pool(): pg.Pool {
  holder.fuqiaoPool ??= openAppPool(env().APP_DATABASE_URL);
  return holder.fuqiaoPool;
}

/** The client under the app's role (owns nothing). Use `read` and `write`; nothing else names it. */
export function db(): PrismaClient {
  holder.fuqiaoDb ??= clientOn(pool());
  return holder.fuqiaoDb;
}

/**
 * Connections of the job queue's own, which listens on one of them for as long as it runs; who opens it ends it. The queue
 * waits for its turn, for it has nobody to tell that it got none in time, and that would end the process. But a connection
 * that is not made in time fails, as one that is refused does, and is made anew: a server that takes the call and says
 * nothing would else hold the queue for good.
 */
export function queuePool(connectWithinMs = CONNECT_WITHIN_MS): pg.Pool {
  class QueueConnection extends pg.Client {
    constructor(settings?: pg.ClientConfig) {
      super({ ...settings, connectionTimeoutMillis: connectWithinMs });
    }
  }
  return openAppPool(env().APP_DATABASE_URL, { connectionTimeoutMillis: 0, Client: QueueConnection });
}

/** The same on the replica at this address; only `server/replica.ts` names the two. */
export function replicaPool(connectionString: string): pg.Pool {
  // Whoever waits longer than this for a connection is better served by the database itself.
  holder.fuqiaoReplicaPool ??= openAppPool(connectionString, { connectionTimeoutMillis: 2_000 });
  return holder.fuqiaoReplicaPool;
}

export function replicaDb(connectionString: string): PrismaClient {
  holder.fuqiaoReplicaDb ??= clientOn(replicaPool(connectionString));
  return holder.fuqiaoReplicaDb;
}
