import { existsSync } from 'node:fs';
import { appendFile, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { partsOf } from '../backup/place';
import { takeBackup } from '../backup/take';
import { unpack } from '../backup/unpack';
import type { DatabaseUser } from '../lib/database-user';
import { type Cluster, type ClusterOptions, clearLeftovers, startCluster } from '../lib/postgres';
import { say } from '../lib/say.mjs';

/** The name by which the database waits for the replica. */
export const REPLICA = 'replica';

/** Settings of the database with a replica: it waits only for commits that ask for it, and keeps log for a replica that was away. */
export const PRIMARY_SETTINGS = {
  synchronous_standby_names: REPLICA,
  synchronous_commit: 'local',
  wal_keep_size: '512MB',
};

const SETTINGS = { wal_retrieve_retry_interval: '500ms', hot_standby_feedback: 'on' };

type ReplicaOptions = Pick<
  ClusterOptions,
  'directory' | 'binaries' | 'user' | 'logFile' | 'superuserPassword' | 'durable'
>;

async function copyFrom(adminUrl: string, directory: string, user: DatabaseUser): Promise<void> {
  const place = `${directory}.copy`;
  const half = `${directory}.new`;
  for (const made of [place, half]) {
    await rm(made, { recursive: true, force: true });
    await mkdir(made, { mode: 0o700 });
  }
  if (user) await chown(half, user.uid, user.gid);
  for (const part of Object.values(partsOf(place))) await mkdir(part);
  const backup = await takeBackup({ adminUrl, filesDirectory: path.join(place, 'none'), backupDirectory: place });
  await unpack(backup, place, half, user);
  const { hostname, port, username, password } = new URL(adminUrl);
  // In a file that only the database's user reads: what is in a command line, everybody on the machine reads.
  const conninfo = `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)} application_name=${REPLICA}`;
  await appendFile(path.join(half, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  await writeFile(path.join(half, 'standby.signal'), '');
  if (user) await chown(path.join(half, 'standby.signal'), user.uid, user.gid);
  await rename(half, directory);
  await rm(place, { recursive: true });
}

/** Starts the replica of a running database, made anew from it: a copy over the protocol, then its log as it is written. */
export async function startReplica(adminUrl: string, options: ReplicaOptions): Promise<Cluster> {
  await clearLeftovers(options.directory);
  if (existsSync(options.directory)) await rm(options.directory, { recursive: true });
  say('copying the database for the replica …');
  await copyFrom(adminUrl, options.directory, options.user);
  return startCluster({ ...options, settings: SETTINGS });
}

/** Starts it again on the copy that it has. */
export async function restartReplica(options: ReplicaOptions & { port: number }): Promise<Cluster> {
  await clearLeftovers(options.directory);
  return startCluster({ ...options, settings: SETTINGS });
}
