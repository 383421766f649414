import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Refusal, refuse } from '@/domain/refusal';
import { copyBytes, flushDirectory } from '@/lib/copy-bytes';
import { isStorageKey, storagePathOf } from '@/lib/storage-path';
import type { Result } from './command';
import { env } from './env';
import { log } from './log';
import { asSystem } from './row-scope';

/** What a file may weigh, whatever its sender declares. */
export const MAX_FILE_MEGABYTES = 20;
export const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024;

/** Bytes on the disk: the opaque key by which a `stored_file` row finds them, and what was counted while writing. */
export type StoredBytes = { key: string; sha256: string; sizeBytes: number };

/** Below DATA_DIR/files. */
const pathOf = (key: string) => path.join(env().DATA_DIR, 'files', storagePathOf(key));

/**
 * Writes a file under a new random key: temporary name, flushed to the disk, then renamed, so that a key never leads to
 * half a file. Size and sha256 are counted on the way. Refuses FILE_EMPTY and FILE_TOO_LARGE, and then leaves nothing.
 */
async function writeBytes(source: Uint8Array | AsyncIterable<Uint8Array>, maxMegabytes: number): Promise<StoredBytes> {
  const key = randomBytes(24).toString('hex');
  const target = pathOf(key);
  const temporary = `${target}.part`;
  const directory = path.dirname(target);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of source instanceof Uint8Array ? [source] : source) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > maxMegabytes * 1024 * 1024) refuse('FILE_TOO_LARGE', { megabytes: maxMegabytes });
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      if (sizeBytes === 0) refuse('FILE_EMPTY');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await flushDirectory(directory);
    await keepCopy(key);
    return { key, sha256: hash.digest('hex'), sizeBytes };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * A second copy where backups are kept, before a row can name the bytes: whichever second the database is brought back to,
 * its files are there. A backup place that is full or away stops nobody's work; `npm run backup` copies what is missing.
 */
async function keepCopy(key: string) {
  const { BACKUP_DIR } = env();
  if (!BACKUP_DIR) return;
  await copyBytes(pathOf(key), path.join(BACKUP_DIR, 'files', storagePathOf(key))).catch((err) =>
    log.error({ err }, 'a stored file has no copy among the backups yet'),
  );
}

/**
 * Stores bytes and the rows that name them as one: bytes first, rows in `run`'s transaction; whatever `run` does not
 * commit takes its bytes with it. Refuses FILE_EMPTY, FILE_TOO_LARGE and what `run` refuses.
 */
export async function storeWith<T>(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  run: (stored: StoredBytes) => Promise<Result<T>>,
  { maxMegabytes = MAX_FILE_MEGABYTES }: { maxMegabytes?: number } = {},
): Promise<Result<T>> {
  let stored: StoredBytes;
  try {
    stored = await writeBytes(source, maxMegabytes);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, refusal: error.value };
    throw error;
  }
  try {
    const result = await run(stored);
    if (!result.ok) await removeBytes(stored.key);
    return result;
  } catch (error) {
    // A connection lost at the commit leaves open whether the row is there: bytes go only when it surely is not.
    const named = await isNamed(stored.key).catch(() => true);
    if (!named) await removeBytes(stored.key);
    throw error;
  }
}

async function isNamed(key: string): Promise<boolean> {
  return asSystem('a job', async (tx) => {
    if ((await tx.storedFile.count({ where: { key } })) > 0) return true;
    if ((await tx.export.count({ where: { fileKey: key } })) > 0) return true;
    return (await tx.generatedDocument.count({ where: { fileKey: key } })) > 0;
  });
}

/** The bytes behind a key, as a stream; throws ENOENT before the first byte when they are not there. */
export async function openStream(key: string): Promise<ReadableStream<Uint8Array>> {
  const file = pathOf(key);
  await stat(file);
  const source = createReadStream(file);
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value as Buffer));
    },
    cancel() {
      source.destroy();
    },
  });
}

/** Removes the bytes behind a key; done already is done. */
export async function removeBytes(key: string): Promise<void> {
  await rm(pathOf(key), { force: true });
}

// Longer than any upload and its transaction may take.
const ORPHAN_AFTER_MS = 24 * 3_600_000;

/** Removes what a crash left behind: temporary files, and bytes that no row names, a day old. Returns how many. */
export async function removeOrphans(now: Date): Promise<number> {
  const root = path.join(env().DATA_DIR, 'files');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { mtimeMs } = await stat(file);
    if (now.getTime() - mtimeMs < ORPHAN_AFTER_MS) continue;
    if (isStorageKey(entry.name) ? await isNamed(entry.name) : !entry.name.endsWith('.part')) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
