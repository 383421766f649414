import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { runStep } from '../lib/child';
import type { DatabaseUser } from '../lib/database-user';
import { Stop, say } from '../lib/say.mjs';
import { restoreFiles } from './files';
import { formatMoment } from './moment';
import { type Backup, listBackups } from './place';
import { recover } from './recover';
import { unpack } from './unpack';

const EMBEDDED_MAJOR = 18;

export type Wanted = {
  backupDirectory: string;
  /** null = as late as the log goes */
  to: Date | null;
  /** where the database's files will be; must not be there yet, its parent must be enterable by `user` */
  clusterDirectory: string;
  /** where the stored files will be; null = they are compared only */
  filesDirectory: string | null;
  user: DatabaseUser;
  binaries: string;
  /** False for a trial that is thrown away: it does not wait for the disk. */
  durable: boolean;
};

export type Restored = { backup: Backup; lastCommit: Date | null; files: number };

/** The newest backup that was complete by then. Refuses a moment before the first. */
function chooseBackup(backups: readonly Backup[], { to, backupDirectory }: Wanted): Backup {
  const [oldest] = backups;
  if (!oldest) throw new Stop(`There is no backup in ${backupDirectory}: is BACKUP_DIR right?`);
  const chosen = backups.findLast((backup) => !to || new Date(backup.endedAt) <= to);
  if (!chosen)
    throw new Stop(
      `Nothing was kept of ${formatMoment(to ?? oldest.endedAt)}: the oldest backup was complete at ${formatMoment(oldest.endedAt)}. Choose a later time.`,
    );
  if (chosen.majorVersion !== EMBEDDED_MAJOR)
    throw new Stop(`The backup is of PostgreSQL ${chosen.majorVersion}: restore it with that version's own tools.`);
  return chosen;
}

async function checkTargetEmpty({ clusterDirectory, filesDirectory }: Wanted): Promise<void> {
  const hasEntries = async (directory: string) => (await readdir(directory).catch(() => [])).length > 0;
  for (const directory of [clusterDirectory, filesDirectory]) {
    if (directory && (await hasEntries(directory))) {
      throw new Stop(
        `${directory} is not empty: a restore overwrites nothing. Move it away, or name another place with DATA_DIR.`,
      );
    }
  }
}

/** What `npm run verify` finds of a database; it refuses when a figure differs from its recount. */
export async function verify(url: string): Promise<void> {
  await runStep({
    name: 'The restored database does not verify: npm run verify',
    command: 'npm',
    args: ['run', '--silent', 'verify'],
    env: { ...process.env, DATABASE_URL: url, APP_DATABASE_URL: url },
  });
}

/**
 * Restores the database to a moment, and the files that its rows name: into a directory beside the target, which gets
 * its name only when everything was checked. Whatever is refused leaves nothing behind.
 */
export async function restore(wanted: Wanted): Promise<Restored> {
  const { backupDirectory, clusterDirectory, filesDirectory, user } = wanted;
  if (wanted.to && wanted.to > new Date()) throw new Stop(`${formatMoment(wanted.to)} has not come yet.`);
  const backup = chooseBackup(await listBackups(backupDirectory), wanted);
  await checkTargetEmpty(wanted);
  const half = `${clusterDirectory}.restoring`;
  const halfFiles = filesDirectory && `${filesDirectory}.restoring`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  if (user) await chown(half, user.uid, user.gid);
  try {
    say(`the backup of ${formatMoment(backup.endedAt)} is laid out and compared with its manifest …`);
    await unpack(backup, backupDirectory, half, user);
    say(wanted.to ? `the log is applied up to ${formatMoment(wanted.to)} …` : 'the log is applied to its end …');
    const server = await recover({ ...wanted, backup, directory: half });
    let files = 0;
    try {
      say('figures are counted again, files compared with their rows …');
      await verify(server.url);
      if (halfFiles) await rm(halfFiles, { recursive: true, force: true });
      files = await restoreFiles(server.url, backupDirectory, halfFiles);
    } finally {
      await server.stop();
    }
    if (existsSync(clusterDirectory)) await rm(clusterDirectory, { recursive: true });
    if (halfFiles && filesDirectory && existsSync(halfFiles)) {
      await rm(filesDirectory, { recursive: true, force: true });
      await rename(halfFiles, filesDirectory);
    }
    await rename(half, clusterDirectory);
    return { backup, lastCommit: server.lastCommit, files };
  } catch (error) {
    for (const left of [half, halfFiles]) if (left) await rm(left, { recursive: true, force: true });
    throw error;
  }
}
