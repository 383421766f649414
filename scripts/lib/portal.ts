import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPlainAddresses } from '../../src/server/plain-addresses';
import { build, generate, serverFile } from './build';
import { type Address, checkPort } from './checks.mjs';
import { endSteps, root, SERVER_SCRIPT, tailOf } from './child';
import { checkChineseSearch, makeDataDirectory, openGivenDatabase, startEmbeddedDatabase } from './database';
import { formatDemoAccounts, readDemoPassword, seed } from './demo';
import { takeInstanceLock } from './instance-lock';
import { loadKeys, openKeyStore, verifyDataKeys } from './keys';
import { migrateDatabase, readMigrations } from './migrate';
import { Stop, say } from './say.mjs';
import { formatSetup, renewSetupCode } from './setup-code';
import { type Service, supervise } from './supervise';

export type PortalOptions = {
  address: Address;
  /** Absolute. */
  dataDirectory: string;
  /** Absolute; where the log of the embedded database and copies of stored files are kept. */
  backupDirectory?: string | undefined;
  /** A database to use instead of the embedded one. */
  databaseUrl?: string | undefined;
  /** Demo data also in a given database. */
  demo: boolean;
  /** False for an instance that is thrown away: its database does not wait for the disk. */
  durable: boolean;
  /** By how much its clock is moved; only for journeys, which stand on a day of their own. */
  clockOffsetMs?: number;
  /** Somebody else makes the build: what serves starts when this is fulfilled. Absent = it is made here. */
  built?: Promise<void>;
};

/** What runs, in the order it was started; stopped in the reverse order. */
export type Portal = {
  url: string;
  demoPassword: string;
  /** The table of demo accounts, when this instance has them. */
  accounts: string;
  /** Where and with which code the first administrator is made, when nobody can sign in. */
  setup: string;
  /** What the processes were given; tests build their own connections from it. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
};

const HEALTH_WITHIN = 90_000;
const JOBS_DRAIN_SECONDS = 20;
const REQUESTS_DRAIN_SECONDS = 10;

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return `${version}+${commit.toString().trim()}`;
  } catch {
    // No git, or not a clone: the version alone has to do.
    return version;
  }
}

/** The address a person on this machine types. */
function urlOf({ host, port }: Address): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function waitUntilHealthy(url: string, server: Service, logFile: string): Promise<void> {
  let last = 'no answer';
  for (const until = Date.now() + HEALTH_WITHIN; Date.now() < until; await sleep(200)) {
    if (server.deaths() >= 3) break;
    try {
      const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (response.status === 200) return;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      last = 'no answer';
    }
  }
  throw new Stop(`The application did not become healthy (${last}). Its log ${logFile} ends with:\n${tailOf(logFile)}`);
}

/** Steps to take back, newest first. Once stopped, `unlessStopped` ends a start that is still under way. */
function createUndo() {
  const steps: (() => void | Promise<void>)[] = [];
  let stopped = false;
  return {
    push: (step: () => void | Promise<void>) => steps.push(step),
    unlessStopped() {
      if (stopped) throw new Stop('Stopped.');
    },
    async stop() {
      stopped = true;
      endSteps();
      for (let step = steps.pop(); step; step = steps.pop()) await step();
    },
  };
}

/**
 * Starts everything: database, migrations, demo data, build, server, worker; resolves once /api/health says 200.
 * `onStop` receives the function that takes back what has been started so far, so that a signal in the middle is safe.
 */
export async function startPortal(
  options: PortalOptions,
  onStop: (stop: () => Promise<void>) => void = () => {},
): Promise<Portal> {
  const undo = createUndo();
  onStop(undo.stop);
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.stop();
    throw error;
  }
}

async function start(options: PortalOptions, undo: ReturnType<typeof createUndo>): Promise<Portal> {
  const { address, dataDirectory } = options;
  const url = urlOf(address);
  const plain = findPlainAddresses(process.env);
  if (plain.length > 0) throw new Stop(plain.join('\n'));
  await makeDataDirectory(dataDirectory);
  const lock = await takeInstanceLock(dataDirectory, url);
  undo.push(() => lock.release());
  await checkPort(address);
  await generate();
  undo.unlessStopped();

  const store = await openKeyStore(dataDirectory);
  const keys = await loadKeys(store);
  const database = options.databaseUrl
    ? await openGivenDatabase(options.databaseUrl, store)
    : await startEmbeddedDatabase(dataDirectory, store, options.durable, options);
  undo.push(() => database.stop());
  undo.unlessStopped();

  const applied = await migrateDatabase(database.ownerUrl);
  say(applied.length ? `applied ${applied.length} migrations` : 'the database is up to date');
  await checkChineseSearch(database.ownerUrl);
  await verifyDataKeys(database.ownerUrl, store, keys, path.join(dataDirectory, 'keys'));

  const hasDemo = database.isEmbedded || options.demo;
  const demoPassword = await readDemoPassword(store);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...keys.keys,
    ...(options.clockOffsetMs === undefined ? {} : { FUQIAO_CLOCK_OFFSET_MS: String(options.clockOffsetMs) }),
    NODE_ENV: 'production',
    DATABASE_URL: database.ownerUrl,
    APP_DATABASE_URL: database.appUrl,
    PORT: String(address.port),
    HOST: address.host,
    HOSTNAME: address.host,
    DATA_DIR: dataDirectory,
    ...(options.backupDirectory ? { BACKUP_DIR: options.backupDirectory } : {}),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || url,
    DEMO_PASSWORD: demoPassword,
    FUQIAO_VERSION: readVersion(),
    // Health compares it with the database: code that is newer than its tables says so.
    FUQIAO_NEWEST_MIGRATION: (await readMigrations()).at(-1)?.name ?? '',
    TZ: process.env.TZ || 'Asia/Shanghai',
  };
  undo.unlessStopped();
  // One waits for the database, the other for the compiler: on two cores they take little longer than the slower one.
  await Promise.all([seed({ database, dataDirectory, store, env, wanted: hasDemo }), options.built ?? build(env)]);
  undo.unlessStopped();
  // What serves requests never knows the owner of the tables, nor gets the sight of what fills them (lib/see-all.ts).
  const { DATABASE_URL: _owner, PGOPTIONS: _sight, ...appEnv } = env;

  const logOf = (name: string) => path.join(dataDirectory, 'logs', `${name}.log`);
  const worker = supervise({
    name: 'worker',
    args: [...SERVER_SCRIPT, 'src/jobs/worker.ts'],
    env: appEnv,
    logFile: logOf('worker'),
    drainSeconds: JOBS_DRAIN_SECONDS,
    lock,
  });
  undo.push(() => worker.stop());
  const server = supervise({
    name: 'server',
    args: ['--import', path.join(root, 'scripts/lib/shed-load.mjs'), serverFile],
    env: appEnv,
    logFile: logOf('server'),
    drainSeconds: REQUESTS_DRAIN_SECONDS,
    lock,
  });
  undo.push(() => server.stop());
  await waitUntilHealthy(url, server, logOf('server'));
  const code = await renewSetupCode(database.ownerUrl, new Date());
  const setup = code ? formatSetup(env.NEXTAUTH_URL ?? url, code) : '';
  return { url, demoPassword, accounts: hasDemo ? formatDemoAccounts(demoPassword) : '', setup, env, stop: undo.stop };
}
