import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { archiveSettings, makeBackupPlace } from '../backup/place';
import { chooseDatabaseUser } from './database-user';
import { type KeyStore, makePassword } from './keys';
import { placeClusterData, requireSharedPlace } from './place';
import { type Cluster, clearLeftovers, databaseUrl, startCluster } from './postgres';
import { findPostgresBinaries } from './postgres-binaries';
import { APP_ROLE, createDatabase, dropDatabase, OWNER_ROLE, setRole } from './roles';
import { Stop, say } from './say.mjs';

/** The name of the embedded database. */
export const DATABASE = 'fuqiao';
const OLDEST_SERVER = 15;

/** The database of one run. */
export type Database = {
  ownerUrl: string;
  appUrl: string;
  isEmbedded: boolean;
  /** Makes an embedded database anew whose first seeding was cut off; null for a given one. */
  recreate: (() => Promise<void>) | null;
  stop(): Promise<void>;
};

/** Restarts the embedded server when it dies without having been asked to; the application reconnects by itself. */
function keepRunning(first: Cluster, restart: (port: number) => Promise<Cluster>): Cluster {
  let cluster = first;
  let stopping = false;
  const watch = () => {
    cluster.process.once('exit', async (code, signal) => {
      if (stopping) return;
      say(`the database ended unexpectedly (${signal ?? code}): starting it again`);
      for (let wait = 1000; !stopping; wait = Math.min(wait * 2, 30_000)) {
        try {
          cluster = await restart(first.port);
          return watch();
        } catch (error) {
          say(`the database does not start: ${(error as Error).message.split('\n')[0]}`);
          await new Promise((resolve) => setTimeout(resolve, wait));
        }
      }
    });
  };
  watch();
  return {
    ...first,
    stop() {
      stopping = true;
      return cluster.stop();
    },
  };
}

/**
 * Starts the PostgreSQL that comes from npm, on DATA_DIR/pg or wherever its user can go. With a directory for backups it
 * keeps its log there.
 */
export async function startEmbeddedDatabase(
  dataDirectory: string,
  store: KeyStore,
  durable: boolean,
  { backupDirectory, settings = {} }: { backupDirectory?: string | undefined; settings?: Record<string, string> } = {},
): Promise<Database> {
  const user = chooseDatabaseUser();
  const { directory: place, moved } = await placeClusterData(dataDirectory, user);
  const binaries = await findPostgresBinaries(user, () => requireSharedPlace(user));
  if (user) say(`the database runs as the system user ${user.name}, because PostgreSQL refuses to run as root`);
  if (moved) say(`its user cannot enter ${dataDirectory}: the database's files are in ${place}`);
  if (!binaries.includes('node_modules'))
    say(`its user cannot enter this clone: its programs were copied to ${binaries}`);

  const directory = path.join(place, 'data');
  const cleared = await clearLeftovers(directory);
  if (cleared !== 'nothing') say(`cleared what the last run left of the database (${cleared})`);
  const isNew = !existsSync(directory);
  if (backupDirectory) await makeBackupPlace(backupDirectory, user);
  if (isNew) say('creating the database server …');

  const options = {
    directory,
    binaries,
    user,
    superuserPassword: await store.readOrMake('postgres-password', makePassword),
    logFile: path.join(dataDirectory, 'logs/postgres.log'),
    durable,
    settings: { ...(backupDirectory ? archiveSettings(backupDirectory) : {}), ...settings },
  };
  const cluster = keepRunning(await startCluster(options), async (port) => {
    await clearLeftovers(directory);
    return startCluster({ ...options, port });
  });
  const passwords = {
    owner: await store.readOrMake('owner-password', makePassword),
    app: await store.readOrMake('app-password', makePassword),
  };
  try {
    await setRole(cluster.adminUrl(), OWNER_ROLE, passwords.owner);
    await setRole(cluster.adminUrl(), APP_ROLE, passwords.app);
    await createDatabase(cluster.adminUrl(), DATABASE);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  say(`PostgreSQL 18 answers on 127.0.0.1:${cluster.port}`);
  return {
    ownerUrl: databaseUrl(cluster.port, OWNER_ROLE, passwords.owner, DATABASE),
    appUrl: databaseUrl(cluster.port, APP_ROLE, passwords.app, DATABASE),
    isEmbedded: true,
    async recreate() {
      await dropDatabase(cluster.adminUrl(), DATABASE);
      await createDatabase(cluster.adminUrl(), DATABASE);
    },
    stop: () => cluster.stop(),
  };
}

/** Where a connection string points, without its password. */
function whereOf(url: string): string {
  try {
    const { hostname, port, pathname, username } = new URL(url);
    return `${username}@${hostname}:${port || 5432}${pathname}`;
  } catch {
    throw new Stop('DATABASE_URL is not an address of the form postgresql://user:password@host:port/database.');
  }
}

const CONNECTION_PROBLEMS: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be resolved now',
  EHOSTUNREACH: 'the host cannot be reached',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the host closed the connection',
  '28P01': 'user or password is wrong',
  '28000': 'the server does not admit this user from here',
  '3D000': 'there is no such database: create it with ENCODING UTF8',
  '53300': 'the server has no free connection',
  '57P03': 'the server is still starting up',
};

async function connect(name: string, url: string): Promise<pg.Client> {
  const where = whereOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    throw new Stop(`${name}: cannot use ${where}: ${CONNECTION_PROBLEMS[code] ?? (message || 'no connection')}.`);
  }
}

/** Makes the application's role where we may; its password stays in DATA_DIR/keys. */
async function ensureAppUrl(client: pg.Client, ownerUrl: string, store: KeyStore): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  const wayOut = `create the role ${APP_ROLE} (LOGIN) by hand and give its address as APP_DATABASE_URL.`;
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
  const kept = await store.read('app-password');
  if (rowCount) {
    if (!kept)
      throw new Stop(
        `The role ${APP_ROLE} exists already and its password is not known here: give its address as APP_DATABASE_URL.`,
      );
    url.password = kept;
    await (await connect('The application role', url.href)).end();
    return url.href;
  }
  const password = kept ?? makePassword();
  try {
    await client.query(`CREATE ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Stop(`The user of DATABASE_URL may not create roles: ${wayOut}`);
  }
  if (!kept) await store.write('app-password', password);
  url.password = password;
  return url.href;
}

/** Uses the database of DATABASE_URL: reachable, PostgreSQL 15 or newer, UTF-8, with a role for the application. */
export async function openGivenDatabase(ownerUrl: string, store: KeyStore): Promise<Database> {
  const client = await connect('DATABASE_URL', ownerUrl);
  try {
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('server_encoding') AS encoding`,
    );
    const { major, encoding } = rows[0];
    if (major < OLDEST_SERVER)
      throw new Stop(`DATABASE_URL: PostgreSQL ${OLDEST_SERVER} or newer is needed; this is ${major}.`);
    if (encoding !== 'UTF8') throw new Stop(`DATABASE_URL: the database's encoding must be UTF8; this is ${encoding}.`);
    const given = process.env.APP_DATABASE_URL;
    if (given) await (await connect('APP_DATABASE_URL', given)).end();
    const appUrl = given || (await ensureAppUrl(client, ownerUrl, store));
    say(`uses the given database ${whereOf(ownerUrl)} (PostgreSQL ${major})`);
    return { ownerUrl, appUrl, isEmbedded: false, recreate: null, stop: async () => {} };
  } finally {
    await client.end();
  }
}

/** Refuses a database in which Chinese has no trigrams: every search would silently find nothing. */
export async function checkChineseSearch(ownerUrl: string): Promise<void> {
  const client = await connect('DATABASE_URL', ownerUrl);
  try {
    const { rows } = await client.query(`SELECT cardinality(show_trgm('李家沟')) AS trigrams`);
    if (rows[0].trigrams > 0) return;
    throw new Stop('This database cannot search Chinese (its character type is C): create it with LOCALE C.UTF-8.');
  } finally {
    await client.end();
  }
}

/** Whether the table holds no row yet: a database without users has no demo data, one without regions was never seeded. */
export async function isEmpty(ownerUrl: string, table: 'app_user' | 'region' | 'indicator'): Promise<boolean> {
  const client = await connect('DATABASE_URL', ownerUrl);
  try {
    const { rowCount } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
    return rowCount === 0;
  } finally {
    await client.end();
  }
}

/** DATA_DIR with its parts; what cannot be made is said in one sentence. */
export async function makeDataDirectory(dataDirectory: string): Promise<void> {
  try {
    // Others may pass through: the database's user must reach pg/ below it. What is private is closed by itself.
    await mkdir(dataDirectory, { recursive: true, mode: 0o711 });
    for (const part of ['files', 'logs']) await mkdir(path.join(dataDirectory, part), { recursive: true, mode: 0o700 });
    // Written to before anything else relies on it: a full or read-only disk is told now.
    const probe = path.join(dataDirectory, 'logs/.probe');
    await writeFile(probe, Buffer.alloc(1_000_000));
    await rm(probe);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'ENOSPC') throw new Stop(`The disk of DATA_DIR (${dataDirectory}) is full: free at least 500 MB.`);
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new Stop(
        `DATA_DIR (${dataDirectory}) cannot be written by this user: set DATA_DIR to a directory that can.`,
      );
    }
    throw error;
  }
}
