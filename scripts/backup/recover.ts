import { once } from 'node:events';
import { chown, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseUser } from '../lib/database-user';
import { makeTemporaryPlace } from '../lib/place';
import { SUPERUSER, spawnServer } from '../lib/postgres';
import { Stop } from '../lib/say.mjs';
import { formatMoment } from './moment';
import { type Backup, listSegments, partsOf } from './place';

/** A restored server that answers to nobody but us: on a socket in a directory of its own, without passwords. */
export type Recovered = { url: string; lastCommit: Date | null; stop(): Promise<void> };

type Options = {
  backup: Backup;
  backupDirectory: string;
  /** holds the copy, laid out by `unpack` */
  directory: string;
  /** null = as late as the log goes */
  to: Date | null;
  user: DatabaseUser;
  binaries: string;
  durable: boolean;
};

// In a setting that is a command of the shell, and where the server puts names in place of % signs.
const quoted = (directory: string) => `'${directory.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;

function beginRecovery(
  { backupDirectory, to, directory, user, binaries, durable }: Options,
  sockets: string,
  logFile: string,
) {
  return spawnServer({
    ...{ directory, user, binaries, logFile },
    settings: {
      listen_addresses: '',
      unix_socket_directories: sockets,
      port: '5432',
      hba_file: path.join(sockets, 'hba.conf'),
      lc_messages: 'C',
      log_timezone: 'UTC',
      archive_mode: 'off',
      fsync: durable ? 'on' : 'off',
      restore_command: `cp ${quoted(partsOf(backupDirectory).wal)}/%f "%p"`,
      recovery_target_action: 'promote',
      ...(to ? { recovery_target_time: to.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
    },
  });
}

/** The last commit that recovery reached, as its log tells it. */
function lastCommitOf(log: string): Date | null {
  const at = [...log.matchAll(/last completed transaction was at log time (\S+ \S+)\+00/g)].at(-1)?.[1];
  return at ? new Date(`${at.replace(' ', 'T')}Z`) : null;
}

// Reading on stopped before the last part that is there: the part it stopped in is damaged or missing.
async function checkReachedEnd({ backup, backupDirectory }: Options, log: string, kept: readonly string[]) {
  const last = kept.at(-1);
  const read = [...log.matchAll(/restored log file "([0-9A-F]{24})" from archive/g)]
    .map(([, name]) => name ?? '')
    .sort();
  const reached = read.at(-1) ?? '';
  if (!last || reached >= last) return;
  throw new Stop(
    `The log of the database is damaged or has a gap at ${reached || 'its beginning'} in ${partsOf(backupDirectory).wal}, ` +
      `although it goes to ${last}: what lies behind cannot be restored from the backup ${backup.name}. Choose a time before it.`,
  );
}

/** Brings a copy to a moment by the log that was kept since, and opens it. Refuses a moment that the log does not reach. */
export async function recover(options: Options): Promise<Recovered> {
  const { directory, user, to, backupDirectory } = options;
  const sockets = await makeTemporaryPlace(user, 'fuqiao-restore-');
  const logFile = path.join(sockets, 'recovery.log');
  // What the live server keeps meanwhile is no gap.
  const kept = (await listSegments(backupDirectory)).filter((name) => name.slice(0, 8) >= timelineName(options.backup));
  await lendLog(backupDirectory, user);
  for (const [file, text] of [
    [path.join(sockets, 'hba.conf'), 'local all all trust\n'],
    [path.join(directory, 'recovery.signal'), ''],
  ] as const) {
    await writeFile(file, text, { mode: 0o600 });
    if (user) await chown(file, user.uid, user.gid);
  }
  const child = beginRecovery(options, sockets, logFile);
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    await exited;
    await rm(sockets, { recursive: true, force: true });
  };
  const url = `postgresql://${SUPERUSER}@localhost/${options.backup.database}?host=${sockets}`;
  const readLog = () => readFile(logFile, 'utf8');
  try {
    while (!(await isOpen(url))) {
      if (child.exitCode !== null) {
        const log = await readLog();
        if (!log.includes('recovery ended before configured recovery target'))
          throw new Error(`Recovery ended:\n${log}`);
        await checkReachedEnd(options, log, kept);
        const last = lastCommitOf(log);
        throw new Stop(
          `The log does not reach ${to ? formatMoment(to) : 'its end'}: it ends with what was written at ` +
            `${last ? formatMoment(last) : formatMoment(options.backup.endedAt)}. Choose that time or an earlier one, or latest.`,
        );
      }
      await sleep(50);
    }
    const log = await readLog();
    if (!to) await checkReachedEnd(options, log, kept);
    return { url, lastCommit: lastCommitOf(log), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// Backups that were brought from elsewhere belong to whoever brought them.
async function lendLog(backupDirectory: string, user: DatabaseUser): Promise<void> {
  const { wal } = partsOf(backupDirectory);
  if (!user) return;
  for (const name of ['', ...(await readdir(wal))]) await chown(path.join(wal, name), user.uid, user.gid);
}

const timelineName = (backup: Backup) => backup.timeline.toString(16).toUpperCase().padStart(8, '0');

/** Whether the server answers and is done with recovering. */
async function isOpen(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS recovering');
    return !rows[0].recovering;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
