import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterDirectory, findSource } from '../backup/setting';
import { build, generate, serverFile } from '../lib/build';
import type { Address } from '../lib/checks.mjs';
import { root, SERVER_SCRIPT } from '../lib/child';
import { makeDataDirectory, startEmbeddedDatabase } from '../lib/database';
import { chooseDatabaseUser } from '../lib/database-user';
import { readDemoPassword, seed } from '../lib/demo';
import { takeInstanceLock } from '../lib/instance-lock';
import { loadKeys, openKeyStore, verifyDataKeys } from '../lib/keys';
import { migrateDatabase, readMigrations } from '../lib/migrate';
import { requireSharedPlace } from '../lib/place';
import { type Cluster, findFreePort, findRunningServer } from '../lib/postgres';
import { findPostgresBinaries } from '../lib/postgres-binaries';
import { Stop, say } from '../lib/say.mjs';
import { type Service, supervise } from '../lib/supervise';
import { findProgram, writeFront, writePool } from './front';
import { PRIMARY_SETTINGS, restartReplica, startReplica } from './replica';

/** What runs: addresses to ask, processes to end and the way to spread requests over fewer of them. */
export type Running = {
  url: string;
  demoPassword: string;
  ownerUrl: string;
  replicaUrl: string;
  /** the process of each part now: `server 1`…, `worker`, `pool`, `front`, `database`, `replica` */
  pidOf(part: string): number;
  serveWith(processes: number): Promise<void>;
  /** Waits until every process of the portal, and what stands behind it, answers again. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  address: Address;
  dataDirectory: string;
  backupDirectory: string | undefined;
  processes: number;
  durable: boolean;
};

const HEALTHY_WITHIN_MS = 90_000;

/** Keeps the replica running whatever ends it. */
function keepReplica(first: Cluster, restart: () => Promise<Cluster>): { pid(): number; stop(): Promise<void> } {
  let current = first;
  let stopping = false;
  const again = async () => {
    while (!stopping) {
      await sleep(1_000);
      try {
        if (!stopping) current = await restart();
        current.process.once('exit', again);
        return;
      } catch (error) {
        say(`the replica does not start: ${(error as Error).message.split('\n')[0]}`);
      }
    }
  };
  current.process.once('exit', again);
  return {
    pid: () => current.process.pid ?? 0,
    stop: () => {
      stopping = true;
      return current.stop();
    },
  };
}

/**
 * Starts the whole from the same code on this machine: database, replica, PgBouncer, so many processes of the portal, the
 * worker, and nginx in front. What has been started is taken back when something fails.
 */
export async function startCluster(options: Options): Promise<Running> {
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    return await start(options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { address, dataDirectory, backupDirectory, processes, durable }: Options,
  undo: (() => void | Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Running> {
  const [bouncer, nginx] = [findProgram('pgbouncer', 'pgbouncer'), findProgram('nginx', 'nginx-light')];
  const url = `http://${address.host}:${address.port}`;
  await makeDataDirectory(dataDirectory);
  const lock = await takeInstanceLock(dataDirectory, url);
  undo.push(() => lock.release());
  await generate();
  const store = await openKeyStore(dataDirectory);
  const keys = await loadKeys(store);
  const database = await startEmbeddedDatabase(dataDirectory, store, durable, {
    ...{ backupDirectory, settings: PRIMARY_SETTINGS },
  });
  undo.push(() => database.stop());
  await migrateDatabase(database.ownerUrl);
  await verifyDataKeys(database.ownerUrl, store, keys, path.join(dataDirectory, 'keys'));

  const demoPassword = await readDemoPassword(store);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...keys.keys,
    NODE_ENV: 'production',
    DATABASE_URL: database.ownerUrl,
    APP_DATABASE_URL: database.appUrl,
    DATA_DIR: dataDirectory,
    ...(backupDirectory ? { BACKUP_DIR: backupDirectory } : {}),
    NEXTAUTH_URL: url,
    HOSTNAME: '127.0.0.1',
    DEMO_PASSWORD: demoPassword,
    FUQIAO_NEWEST_MIGRATION: (await readMigrations()).at(-1)?.name ?? '',
    TZ: 'Asia/Shanghai',
  };
  await seed({ database, dataDirectory, store, env, wanted: true });
  await build(env);

  const user = chooseDatabaseUser();
  const primaryDirectory = clusterDirectory(dataDirectory);
  const place = path.dirname(primaryDirectory);
  const logOf = (name: string) => path.join(dataDirectory, 'logs', `${name}.log`);
  const adminUrl = await findSource(dataDirectory);
  const replicaOptions = {
    directory: path.join(place, 'replica'),
    binaries: await findPostgresBinaries(user, () => requireSharedPlace(user)),
    ...{ user, durable, logFile: logOf('replica'), superuserPassword: new URL(adminUrl).password },
  };
  const first = await startReplica(adminUrl, replicaOptions);
  const replica = keepReplica(first, () => restartReplica({ ...replicaOptions, port: first.port }));
  undo.push(() => replica.stop());

  const pids = new Map<string, number>();
  const noted = {
    ...lock,
    noteChild(name: string, pid: number | undefined) {
      if (pid) pids.set(name, pid);
      lock.noteChild(name, pid);
    },
  };
  const keep = (name: string, service: Omit<Parameters<typeof supervise>[0], 'name' | 'logFile' | 'lock'>): Service => {
    const kept = supervise({ ...service, name, logFile: logOf(name.replace(' ', '-')), lock: noted });
    undo.push(() => kept.stop());
    return kept;
  };
  const bouncerPort = await findFreePort();
  const pool = await writePool(place, user, { port: bouncerPort, appUrl: database.appUrl, replicaPort: first.port });
  keep('pool', {
    program: { command: bouncer, user },
    args: ['-q', pool.file],
    env: {} as NodeJS.ProcessEnv,
    drainSeconds: 5,
  });

  const { DATABASE_URL: _owner, ...appEnv } = env;
  // The queue listens on a connection of its own, which a pool of transactions cannot give.
  keep('worker', { args: [...SERVER_SCRIPT, 'src/jobs/worker.ts'], env: appEnv, drainSeconds: 20 });
  const servers: number[] = [];
  for (let number = 1; number <= processes; number++) {
    const port = await findFreePort();
    servers.push(port);
    const its = { PORT: String(port), APP_DATABASE_URL: pool.appUrl, READ_DATABASE_URL: pool.readUrl };
    const serverEnv = { ...appEnv, ...its, DATABASE_NAMED_STATEMENTS: 'off' };
    keep(`server ${number}`, {
      args: ['--import', path.join(root, 'scripts/lib/shed-load.mjs'), serverFile],
      env: serverEnv,
      drainSeconds: 10,
    });
  }
  for (const port of servers) await waitUntilHealthy(`http://127.0.0.1:${port}`);

  const frontPlace = path.join(dataDirectory, 'front');
  const front = (count: number) => writeFront(frontPlace, { ...address, servers: servers.slice(0, count) });
  const file = await front(processes);
  keep('front', {
    program: { command: nginx, user: null },
    ...{ args: ['-p', frontPlace, '-c', file, '-g', 'daemon off;'], env: {} as NodeJS.ProcessEnv, drainSeconds: 10 },
  });
  await waitUntilHealthy(url);
  const replicaUrl = adminUrl.replace(/:\d+\/([^/]+)$/, `:${first.port}/$1`);
  return {
    ...{ url, demoPassword, ownerUrl: database.ownerUrl, replicaUrl, stop },
    pidOf(part) {
      if (part === 'database') return findRunningServer(primaryDirectory) ?? 0;
      return part === 'replica' ? replica.pid() : (pids.get(part) ?? 0);
    },
    async settled() {
      for (const port of servers) await waitUntilHealthy(`http://127.0.0.1:${port}`);
      await waitUntilHealthy(url);
    },
    async serveWith(count) {
      await front(count);
      process.kill(pids.get('front') ?? 0, 'SIGHUP');
      await sleep(1_000);
    },
  };
}

async function waitUntilHealthy(url: string): Promise<void> {
  for (const until = Date.now() + HEALTHY_WITHIN_MS; Date.now() < until; await sleep(200)) {
    const status = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Stop(`${url} did not become healthy within ${HEALTHY_WITHIN_MS / 1_000} s: see DATA_DIR/logs.`);
}
