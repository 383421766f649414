import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a directory's names to the disk: a new name survives a power cut only then. */
export async function flushDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies a file that never changes; its name is there only once all its bytes are on the disk. */
export async function copyBytes(from: string, to: string): Promise<void> {
  const half = `${to}.part`;
  const directory = path.dirname(to);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, half);
    const file = await open(half, 'r+');
    await file.sync().finally(() => file.close());
    await rename(half, to);
    await flushDirectory(directory);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
