import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { asUser, type DatabaseUser } from './database-user';
import { Stop } from './say.mjs';

/** Superuser of every cluster we make; the application never uses it. */
export const SUPERUSER = 'postgres';
const MAJOR_VERSION = '18';

/** The database must not depend on the environment it is started from. */
const bareEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: process.env.PATH,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

export type ClusterOptions = {
  /** The data directory itself; made when absent. Its parent must be enterable by `user`. */
  directory: string;
  binaries: string;
  user: DatabaseUser;
  superuserPassword: string;
  logFile: string;
  /** A fixed port; absent = any free one. */
  port?: number;
  /** False only for databases that are thrown away: no waiting for the disk. */
  durable: boolean;
  /** True = outlives this process. */
  detached?: boolean;
  /** Settings of the server besides ours; they win. */
  settings?: Record<string, string>;
};

export type Cluster = {
  port: number;
  process: ChildProcess;
  /** Connection string of the superuser. */
  adminUrl(database?: string): string;
  /** Fast shutdown: rolls open transactions back, writes everything, ends. */
  stop(): Promise<void>;
};

/** A connection string for the cluster on this machine. */
export function databaseUrl(port: number, role: string, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** A port nobody listens on now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** The process id of the server that really runs on this data directory, else null (a stale file is not a server). */
export function findRunningServer(directory: string): number | null {
  const pidFile = path.join(directory, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /postgres$/.test(command[0] ?? '') && command.includes(directory) ? pid : null;
  } catch {
    return null;
  }
}

/** The port written by the server that runs on this data directory. */
export function readServerPort(directory: string): number {
  return Number(readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')[3]);
}

/** Stops a server that an earlier, killed start left behind, and removes what a power cut left. */
export async function clearLeftovers(directory: string): Promise<'nothing' | 'stale lock' | 'orphan'> {
  const pid = findRunningServer(directory);
  if (pid !== null) {
    process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 200 && findRunningServer(directory) !== null; tries++) await sleep(100);
    if (findRunningServer(directory) !== null) process.kill(pid, 'SIGQUIT');
    return 'orphan';
  }
  const pidFile = path.join(directory, 'postmaster.pid');
  if (!existsSync(pidFile)) return 'nothing';
  await rm(pidFile);
  return 'stale lock';
}

async function createCluster(options: ClusterOptions): Promise<void> {
  const { directory, binaries, user } = options;
  // Made beside its final name: a start that is cut off leaves no half-made cluster to trip over.
  const half = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
  if (user) {
    await chown(half, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const made = spawnSync(
    path.join(binaries, 'bin/initdb'),
    [
      ...['-D', half, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      // Whatever the environment says: under a bare one the cluster becomes SQL_ASCII and Chinese has no trigrams.
      ...['--encoding=UTF8', '--locale=C.UTF-8'],
      ...(options.durable ? [] : ['--no-sync']),
    ],
    { ...asUser(user), encoding: 'utf8', env: bareEnvironment },
  );
  await rm(passwordFile, { force: true });
  if (made.status !== 0) {
    await rm(half, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.error?.message ?? ''}${made.stderr ?? ''}`);
  }
  await rename(half, directory);
}

const settings = (port: number, durable: boolean): Record<string, string> => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  fsync: durable ? 'on' : 'off',
  synchronous_commit: durable ? 'on' : 'off',
  full_page_writes: durable ? 'on' : 'off',
});

async function waitUntilReady(cluster: Cluster, tail: () => string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    if (cluster.process.exitCode !== null) throw new Error(`The database ended at once:\n${tail()}`);
    const client = new pg.Client({ connectionString: cluster.adminUrl(), connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === '28P01') {
        throw new Stop(
          'The folder keys of DATA_DIR is lost or not the one this data was made with: put the old folder back.',
        );
      }
      // 57P03 = still starting up (recovering after a power cut).
      if (code !== 'ECONNREFUSED' && code !== '57P03') throw error;
    }
  }
  throw new Error(`The database did not answer within 60 s:\n${tail()}`);
}

/** The server's process on a data directory that is there, with these settings; it writes to the log file. */
export function spawnServer(options: {
  directory: string;
  binaries: string;
  user: DatabaseUser;
  logFile: string;
  settings: Record<string, string>;
}): ChildProcess {
  const log = openSync(options.logFile, 'a', 0o600);
  const flags = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(path.join(options.binaries, 'bin/postgres'), ['-D', options.directory, ...flags], {
    ...asUser(options.user),
    // A process group of its own: Ctrl-C must reach the supervisor only, which stops the database last.
    detached: true,
    stdio: ['ignore', log, log],
    env: bareEnvironment,
  });
  closeSync(log);
  return child;
}

/** Starts a PostgreSQL on its own data directory, listening on 127.0.0.1 only, and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory } = options;
  if (!existsSync(path.join(directory, 'PG_VERSION'))) await createCluster(options);
  const madeBy = (await readFile(path.join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (madeBy !== MAJOR_VERSION) {
    throw new Stop(`The data in ${directory} was made by PostgreSQL ${madeBy}; this version brings ${MAJOR_VERSION}.`);
  }

  const port = options.port ?? (await findFreePort());
  const child = spawnServer({ ...options, settings: { ...settings(port, options.durable), ...options.settings } });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (options.detached) child.unref();

  const cluster: Cluster = {
    port,
    process: child,
    adminUrl: (database = 'postgres') => databaseUrl(port, SUPERUSER, options.superuserPassword, database),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await exited;
    },
  };
  try {
    await waitUntilReady(cluster, () => readFileSync(options.logFile, 'utf8').split('\n').slice(-15).join('\n'));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}
