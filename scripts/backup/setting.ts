import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findPlainAddresses } from '../../src/server/plain-addresses';
import { DATABASE } from '../lib/database';
import { openKeyStore } from '../lib/keys';
import { databaseUrl, findRunningServer, readServerPort, SUPERUSER } from '../lib/postgres';
import { Stop } from '../lib/say.mjs';

/** What the two commands read of the environment and .env. Refuses when no place for backups is named. */
export function readSetting(): { dataDirectory: string; backupDirectory: string } {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { DATA_DIR, BACKUP_DIR } = process.env;
  if (!BACKUP_DIR)
    throw new Stop('BACKUP_DIR is not set: it names the directory, on another disk, where backups are kept.');
  return { dataDirectory: path.resolve(DATA_DIR || '.data'), backupDirectory: path.resolve(BACKUP_DIR) };
}

/** The directory of the cluster that `npm start` runs on this DATA_DIR. */
export function clusterDirectory(dataDirectory: string): string {
  const note = path.join(dataDirectory, 'pg-location');
  const place = existsSync(note) ? readFileSync(note, 'utf8').trim() : path.join(dataDirectory, 'pg');
  return path.join(place, 'data');
}

/** The address from which a backup is taken: of the running embedded server, or the one that was given. */
export async function findSource(dataDirectory: string): Promise<string> {
  const { DATABASE_URL, BACKUP_DATABASE_URL } = process.env;
  const plain = findPlainAddresses(process.env);
  if (plain.length > 0) throw new Stop(plain.join('\n'));
  if (BACKUP_DATABASE_URL) return BACKUP_DATABASE_URL;
  if (DATABASE_URL) {
    throw new Stop('With a database of your own, BACKUP_DATABASE_URL names a role with REPLICATION to copy it by.');
  }
  const directory = clusterDirectory(dataDirectory);
  if (findRunningServer(directory) === null)
    throw new Stop(`Nothing runs on this DATA_DIR (${dataDirectory}): npm start, then npm run backup beside it.`);
  const password = await (await openKeyStore(dataDirectory)).read('postgres-password');
  if (!password) throw new Stop(`The folder keys of DATA_DIR (${dataDirectory}) is lost: put it back.`);
  return databaseUrl(readServerPort(directory), SUPERUSER, password, DATABASE);
}
