import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { canEnter, type DatabaseUser } from '../lib/database-user';
import { Stop } from '../lib/say.mjs';

/** What is known of one backup; written last, so that a copy that was cut off is none. */
export type Backup = {
  /** its directory below BACKUP_DIR/base, which is the moment it began */
  name: string;
  startedAt: string;
  /** by the database's clock: the first second that it can be brought to */
  endedAt: string;
  startLsn: string;
  endLsn: string;
  timeline: number;
  systemIdentifier: string;
  majorVersion: number;
  database: string;
  newestMigration: string | null;
  archiveSha256: string;
  manifestSha256: string;
  files: number;
  /** whether the server kept its log from then on */
  archives: boolean;
};

/** The parts of BACKUP_DIR: copies of the database, its log since, and the bytes of every stored file. */
export const partsOf = (backupDirectory: string) => ({
  base: path.join(backupDirectory, 'base'),
  wal: path.join(backupDirectory, 'wal'),
  files: path.join(backupDirectory, 'files'),
});

/** Makes BACKUP_DIR, in which the database's user writes its log; refuses where that user cannot go. */
export async function makeBackupPlace(backupDirectory: string, user: DatabaseUser): Promise<void> {
  const parts = partsOf(backupDirectory);
  try {
    await mkdir(backupDirectory, { recursive: true, mode: 0o711 });
    for (const part of Object.values(parts)) await mkdir(part, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Stop(`BACKUP_DIR (${backupDirectory}) cannot be written: ${(error as Error).message}.`);
  }
  if (user) await chown(parts.wal, user.uid, user.gid);
  if (!canEnter(user, parts.wal)) {
    throw new Stop(
      `The database's user ${user?.name ?? ''} cannot enter BACKUP_DIR (${backupDirectory}): choose a directory outside every home.`,
    );
  }
}

/**
 * Settings with which the server keeps its log below BACKUP_DIR: each part of it when it is full, and after a minute
 * in which anything was written.
 */
export const archiveSettings = (backupDirectory: string): Record<string, string> => ({
  archive_mode: 'on',
  archive_library: 'basic_archive',
  'basic_archive.archive_directory': partsOf(backupDirectory).wal,
  archive_timeout: '60s',
});

/** The complete backups, the oldest first. */
export async function listBackups(backupDirectory: string): Promise<Backup[]> {
  const { base } = partsOf(backupDirectory);
  if (!existsSync(base)) return [];
  const found: Backup[] = [];
  for (const name of (await readdir(base)).sort()) {
    const file = path.join(base, name, 'backup.json');
    if (existsSync(file)) found.push(JSON.parse(await readFile(file, 'utf8')) as Backup);
  }
  return found;
}

const SEGMENT = /^[0-9A-F]{24}$/;

/** The parts of the log that were kept, the oldest first. */
export async function listSegments(backupDirectory: string): Promise<string[]> {
  return (await readdir(partsOf(backupDirectory).wal)).filter((name) => SEGMENT.test(name)).sort();
}
