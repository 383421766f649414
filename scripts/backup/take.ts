import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { copyBytes } from '../../src/lib/copy-bytes';
import { isStorageKey, storagePathOf } from '../../src/lib/storage-path';
import { Stop } from '../lib/say.mjs';
import { copyServer } from './base-backup';
import { digestOf } from './digest';
import { type Backup, listBackups, partsOf } from './place';

const ARCHIVE_WITHIN_MS = 60_000;

export type Source = {
  /** of a role with REPLICATION that may read the server's settings; names the database of the portal */
  adminUrl: string;
  /** DATA_DIR/files */
  filesDirectory: string;
  backupDirectory: string;
};

/** Copies the stored files that the backups do not have yet; gives the names of all that are there now. */
async function copyFiles({ filesDirectory, backupDirectory }: Source): Promise<string[]> {
  const kept = partsOf(backupDirectory).files;
  const entries = await readdir(filesDirectory, { recursive: true, withFileTypes: true }).catch(() => []);
  const keys = entries.filter((entry) => entry.isFile() && isStorageKey(entry.name)).map(({ name }) => name);
  for (const key of keys) {
    const [from, to] = [path.join(filesDirectory, storagePathOf(key)), path.join(kept, storagePathOf(key))];
    if (existsSync(to)) continue;
    await copyBytes(from, to).catch((error) => {
      // Removed since it was listed: then no row names it either.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  return keys.sort();
}

/** Whether the server keeps its log; refuses while it tries to and cannot. */
async function checkArchiving(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT current_setting('archive_mode') <> 'off' AS archives,
       coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS fails, last_failed_wal AS wal FROM pg_stat_archiver`,
  );
  if (rows[0].archives && rows[0].fails) {
    throw new Stop(
      `The database cannot keep its log (${rows[0].wal}): its own log says why; is BACKUP_DIR full, or of another database?`,
    );
  }
  return rows[0].archives;
}

/** Ends the running part of the log and waits until it is kept, so that this second can be restored. */
async function closeLog(client: pg.Client): Promise<void> {
  // A commit of its own: a second is only reached by going on to the first commit after it.
  await client.query(`SELECT pg_logical_emit_message(true, 'backup', 'taken')`);
  const { rows } = await client.query(`SELECT pg_walfile_name(pg_switch_wal()) AS wal`);
  for (const until = Date.now() + ARCHIVE_WITHIN_MS; Date.now() < until; await sleep(100)) {
    const kept = await client.query('SELECT last_archived_wal >= $1 AS kept FROM pg_stat_archiver', [rows[0].wal]);
    if (kept.rows[0].kept) return;
  }
  throw new Stop(`The database has not kept its log (${rows[0].wal}) for a minute: its own log says why.`);
}

/**
 * Takes a backup: the stored files that are new, then the whole database server, then the log until now. Refuses a place
 * that holds another database's backups, and a server that cannot keep its log.
 */
export async function takeBackup(source: Source): Promise<Backup> {
  const { adminUrl, backupDirectory } = source;
  const startedAt = new Date();
  const name = startedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const directory = path.join(partsOf(backupDirectory).base, name);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS id, current_database() AS database,
         current_setting('server_version_num')::int / 10000 AS major,
         (SELECT max(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migration`,
    );
    const [{ id, database, major, migration }] = rows;
    const stranger = (await listBackups(backupDirectory)).find((backup) => backup.systemIdentifier !== id);
    if (stranger) throw new Stop(`BACKUP_DIR (${backupDirectory}) holds backups of another database: choose another.`);
    const archives = await checkArchiving(client);
    await copyFiles(source);
    await mkdir(`${directory}.new`, { recursive: true, mode: 0o700 });
    const archive = path.join(`${directory}.new`, 'base.tar.gz');
    const manifest = path.join(`${directory}.new`, 'backup_manifest');
    const position = await copyServer(adminUrl, name, { archive, manifest });
    const ended = await client.query('SELECT clock_timestamp() AS at');
    // Once more: what was stored while the database was copied.
    const keys = await copyFiles(source);
    await writeFile(path.join(`${directory}.new`, 'files.txt'), keys.map((key) => `${key}\n`).join(''), {
      flush: true,
    });
    const backup: Backup = {
      ...{ name, startedAt: startedAt.toISOString(), endedAt: ended.rows[0].at.toISOString(), ...position },
      ...{ systemIdentifier: id, majorVersion: major, database, newestMigration: migration, archives },
      ...{ archiveSha256: await digestOf(archive), manifestSha256: await digestOf(manifest), files: keys.length },
    };
    await writeFile(path.join(`${directory}.new`, 'backup.json'), JSON.stringify(backup, null, 2), { flush: true });
    await rename(`${directory}.new`, directory);
    if (archives) await closeLog(client);
    return backup;
  } catch (error) {
    await rm(`${directory}.new`, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}
