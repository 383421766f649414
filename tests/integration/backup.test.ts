import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreFiles } from '../../scripts/backup/files';
import { forgetOldBackups, segmentOf } from '../../scripts/backup/forget';
import { readMoment } from '../../scripts/backup/moment';
import {
  archiveSettings,
  type Backup,
  listBackups,
  listSegments,
  makeBackupPlace,
  partsOf,
} from '../../scripts/backup/place';
import { restore } from '../../scripts/backup/restore';
import { takeBackup } from '../../scripts/backup/take';
import { chooseDatabaseUser } from '../../scripts/lib/database-user';
import { makeTemporaryPlace } from '../../scripts/lib/place';
import { type Cluster, startCluster } from '../../scripts/lib/postgres';
import { findPostgresBinaries } from '../../scripts/lib/postgres-binaries';
import { startThrowawayCluster, THROWAWAY } from '../../scripts/lib/throwaway-cluster';
import { storagePathOf } from '../../src/lib/storage-path';
import { makeBackedUpDatabase } from '../support/backed-up-database';

const user = chooseDatabaseUser();
let place: string;
let backupDirectory: string;
let binaries: string;
let cluster: Cluster;
let database: Awaited<ReturnType<typeof makeBackedUpDatabase>>;
let backup: Backup;
/** keys of the bytes that a command stored before the second to which is restored, and after it */
let keys: { before: string; after: string };
let between: Date;

async function keysIn(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT key FROM stored_file ORDER BY id').finally(() => client.end());
  return rows.map(({ key }) => key);
}

const source = () => ({
  ...{ adminUrl: cluster.adminUrl('fuqiao'), filesDirectory: database.filesDirectory, backupDirectory },
});

const target = (name: string) => ({
  clusterDirectory: path.join(place, name),
  filesDirectory: path.join(place, `${name}-files`),
});

const restoreTo = (to: Date | null, name: string, from = backupDirectory) =>
  restore({ ...target(name), ...{ backupDirectory: from, to, user, binaries, durable: false } });

/** The backups with one byte of one file changed. */
async function spoil(name: string, file: (parts: ReturnType<typeof partsOf>) => string, at: number): Promise<string> {
  const copy = path.join(place, name);
  await cp(backupDirectory, copy, { recursive: true });
  const bytes = await readFile(file(partsOf(copy)));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file(partsOf(copy)), bytes);
  return copy;
}

beforeAll(async () => {
  place = await makeTemporaryPlace(user, 'fuqiao-backup-');
  backupDirectory = path.join(place, 'backups');
  binaries = await findPostgresBinaries(user, async () => place);
  await makeBackupPlace(backupDirectory, user);
  cluster = await startThrowawayCluster(place, user, { settings: archiveSettings(backupDirectory) });
  database = await makeBackedUpDatabase(cluster, path.join(place, 'data'), backupDirectory);
  backup = await takeBackup(source());
  const before = await database.upload('one');
  await sleep(20);
  between = new Date();
  await sleep(20);
  keys = { before, after: await database.upload('two') };
  // the log of now is kept with the next backup, or a minute later by itself
  await takeBackup(source());
}, 120_000);

afterAll(async () => {
  await database?.disconnect();
  await cluster?.stop();
  await rm(place, { recursive: true, force: true });
});

describe('a restore', { timeout: 90_000 }, () => {
  it('to a moment between two commands has the first and its file, and not the second', async () => {
    const restored = await restoreTo(between, 'between');
    expect(restored.backup.name).toBe(backup.name);
    const { clusterDirectory: directory, filesDirectory } = target('between');
    const logFile = path.join(place, 'between.log');
    const server = await startCluster({
      ...{ directory, binaries, user, superuserPassword: THROWAWAY.superuser, logFile, durable: false },
    });
    const url = server.adminUrl('fuqiao');
    const file = await spoil('bad-file', (parts) => path.join(parts.files, storagePathOf(keys.before)), 12);
    try {
      expect(await keysIn(url)).toEqual([keys.before]);
      expect(await restoreFiles(url, backupDirectory, null)).toBe(1);
      await expect(restoreFiles(url, file, null)).rejects.toThrow(/1 of 1 stored files are missing or damaged/);
    } finally {
      await server.stop();
    }
    expect(await readFile(path.join(filesDirectory, storagePathOf(keys.before)), 'utf8')).toContain('one');
    const files = (await readdir(filesDirectory, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
    expect(files.map(({ name }) => name)).toEqual([keys.before]);
  });

  it('refuses a target that holds something', async () => {
    await mkdir(target('full').filesDirectory);
    await writeFile(path.join(target('full').filesDirectory, 'a'), '');
    await expect(restoreTo(between, 'full')).rejects.toThrow(/is not empty/);
  });

  it('refuses a time before the first backup, one to come, and one the log does not reach', async () => {
    await expect(restoreTo(new Date('2020-01-01'), 'early')).rejects.toThrow(/oldest backup was complete at/);
    await expect(restoreTo(new Date(Date.now() + 60_000), 'late')).rejects.toThrow(/has not come yet/);
    await expect(restoreTo(new Date(), 'beyond')).rejects.toThrow(/does not reach .* it ends with what was written at/);
    expect((await readdir(place)).filter((name) => /^(early|late|beyond)/.test(name))).toEqual([]);
  });

  it('refuses a backup in which one byte is another', async () => {
    const half = Math.floor(
      (await readFile(path.join(partsOf(backupDirectory).base, backup.name, 'base.tar.gz'))).length / 2,
    );
    const base = await spoil('bad-base', (parts) => path.join(parts.base, backup.name, 'base.tar.gz'), half);
    await expect(restoreTo(between, 'from-bad-base', base)).rejects.toThrow(/is damaged/);
    const manifest = await spoil('bad-manifest', (parts) => path.join(parts.base, backup.name, 'backup_manifest'), 300);
    await expect(restoreTo(between, 'from-bad-manifest', manifest)).rejects.toThrow(/is damaged \(its manifest\)/);
  });

  it('refuses to stop early where the log is damaged', async () => {
    const wal = partsOf(backupDirectory).wal;
    const segments = (await listSegments(backupDirectory)).filter((name) => name.slice(8) > segmentOf(backup.endLsn));
    const filled = await Promise.all(
      segments.map(async (name) => (await readFile(path.join(wal, name))).findLastIndex((byte) => byte !== 0)),
    );
    const most = Math.max(...filled);
    const segment = segments[filled.indexOf(most)] ?? '';
    const log = await spoil('bad-log', (parts) => path.join(parts.wal, segment), Math.floor(most / 2));
    await rm(path.join(partsOf(log).base, (await listBackups(log)).at(-1)?.name ?? ''), { recursive: true });
    await expect(restoreTo(null, 'from-bad-log', log)).rejects.toThrow(/damaged or has a gap/);
  });
});

describe('backups', () => {
  it('keep apart what belongs to another database', async () => {
    const [own] = await listBackups(backupDirectory);
    const strange = path.join(place, 'strange');
    await mkdir(path.join(strange, 'base/x'), { recursive: true });
    await writeFile(path.join(strange, 'base/x/backup.json'), JSON.stringify({ ...own, systemIdentifier: '1' }));
    await expect(takeBackup({ ...source(), backupDirectory: strange })).rejects.toThrow(/of another database/);
  });

  it('that are old go with the log and the files that only they need', async () => {
    const copy = path.join(place, 'kept');
    await cp(backupDirectory, copy, { recursive: true, preserveTimestamps: true });
    const left = path.join(partsOf(copy).files, storagePathOf('0'.repeat(48)));
    await mkdir(path.dirname(left), { recursive: true });
    await writeFile(left, 'of a row that is gone');
    await utimes(left, new Date('2020-01-01'), new Date('2020-01-01'));
    expect(await forgetOldBackups(copy, 1)).toBe(1);
    expect(existsSync(left)).toBe(false);
    expect(await listBackups(copy)).toHaveLength(1);
    const [stays] = await listBackups(copy);
    const needed = (await listSegments(backupDirectory)).filter(
      (name) => name.slice(8) >= segmentOf(stays?.startLsn ?? ''),
    );
    expect(await listSegments(copy)).toEqual(needed);
    expect((await readdir(partsOf(copy).files, { recursive: true })).filter((name) => name.length > 48)).toHaveLength(
      2,
    );
  });

  it('are asked for by a time that there is', () => {
    expect(readMoment('2026-11-22 16:30:05')?.toISOString()).toBe('2026-11-22T08:30:05.000Z');
    expect(readMoment('2026-11-22T16:30Z')?.toISOString()).toBe('2026-11-22T16:30:00.000Z');
    expect(readMoment('latest')).toBeNull();
    for (const text of ['2026-02-30 10:00:00', 'yesterday', '2026-11-22', '2026-11-22 25:00:00'])
      expect(() => readMoment(text)).toThrow(/There is no time/);
  });
});
