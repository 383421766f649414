import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isStorageKey } from '../../src/lib/storage-path';
import { listBackups, listSegments, partsOf } from './place';

/**
 * Removes backups older than the newest `keep`, and what only they need: parts of the log before the oldest that stays,
 * and files that none that stays names and that were stored before it. Returns how many backups went.
 */
export async function forgetOldBackups(backupDirectory: string, keep: number): Promise<number> {
  const parts = partsOf(backupDirectory);
  const backups = await listBackups(backupDirectory);
  const [gone, kept] = [backups.slice(0, -keep), backups.slice(-keep)];
  const [oldest] = kept;
  if (gone.length === 0 || !oldest) return 0;
  for (const { name } of gone) await rm(path.join(parts.base, name), { recursive: true });

  const first = segmentOf(oldest.startLsn);
  for (const segment of await listSegments(backupDirectory))
    if (segment.slice(8) < first) await rm(path.join(parts.wal, segment));

  const named = new Set<string>();
  for (const { name } of kept) {
    const list = await readFile(path.join(parts.base, name, 'files.txt'), 'utf8');
    for (const key of list.split('\n')) named.add(key);
  }
  const entries = await readdir(parts.files, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !isStorageKey(entry.name) || named.has(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    if ((await stat(file)).mtime < new Date(oldest.startedAt)) await rm(file);
  }
  return gone.length;
}

const SEGMENT_BYTES = 16 * 1024 * 1024;

/** The name, without its timeline, of the part of the log in which a position lies. */
export function segmentOf(lsn: string): string {
  const [high = '0', low = '0'] = lsn.split('/');
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, '0');
  return hex(Number.parseInt(high, 16)) + hex(Math.floor(Number.parseInt(low, 16) / SEGMENT_BYTES));
}
