import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { copyBytes } from '../../src/lib/copy-bytes';
import { storagePathOf } from '../../src/lib/storage-path';
import { Stop } from '../lib/say.mjs';
import { digestOf } from './digest';
import { partsOf } from './place';

/**
 * The bytes that rows name: uploads and documents with their sums, exports without. What was erased by rule is not missed; by
 * way of JSON, for a database of an earlier version has no such column.
 */
const NAMED = `SELECT key, sha256 FROM stored_file f WHERE to_jsonb(f) ->> 'erased_at' IS NULL
  UNION ALL SELECT file_key, sha256 FROM generated_document g WHERE to_jsonb(g) ->> 'erased_at' IS NULL
  UNION ALL SELECT file_key, NULL FROM export WHERE file_key IS NOT NULL`;

/**
 * Compares the bytes among the backups with the rows that name them, and copies them to `target` if there is one.
 * Returns how many; refuses when one is missing or differs by a byte from what its row says.
 */
export async function restoreFiles(url: string, backupDirectory: string, target: string | null): Promise<number> {
  const kept = partsOf(backupDirectory).files;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ key: string; sha256: string | null }>(NAMED).finally(() => client.end());
  const bad: string[] = [];
  for (const { key, sha256 } of rows) {
    const file = path.join(kept, storagePathOf(key));
    const isGood = existsSync(file) && (sha256 === null || (await digestOf(file)) === sha256);
    if (!isGood) bad.push(key);
    else if (target) await copyBytes(file, path.join(target, storagePathOf(key)));
  }
  if (target) await chmod(target, 0o700).catch(() => {});
  if (bad.length === 0) return rows.length;
  throw new Stop(
    `${bad.length} of ${rows.length} stored files are missing or damaged in ${kept} (${bad.slice(0, 3).join(', ')} …): ` +
      'put them back from another copy of BACKUP_DIR.',
  );
}
