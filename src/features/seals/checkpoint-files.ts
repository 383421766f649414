import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Checkpoint, formatCheckpoint, type Heads, parseCheckpoints } from './checkpoint';

/** Checkpoint files only grow: a new one begins with each day and each start of the worker, named by its first moment. */
const ENDING = '.checkpoints';

/** Their names, oldest first. */
export async function listCheckpointFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(ENDING)).sort();
}

export const nameOfFile = (at: Date) => `${at.toISOString().replaceAll(':', '')}${ENDING}`;
/** The day on which a file began, UTC. */
export const dayOfFile = (name: string) => name.slice(0, 10);

export async function readCheckpointFile(directory: string, name: string) {
  return parseCheckpoints(await readFile(path.join(directory, name), 'utf8'));
}

/** Puts a checkpoint at the end of a file, on the disk before this resolves; returns how long the file is then. */
export async function appendCheckpoint(directory: string, name: string, checkpoint: Checkpoint): Promise<number> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(path.join(directory, name), 'a', 0o600);
  try {
    await file.writeFile(formatCheckpoint(checkpoint));
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

export type LastCheckpoint = { name: string; size: number; checkpoint: Checkpoint; heads: Heads };

/** The newest whole checkpoint with the heads as it signed them; null where there is none. */
export async function readLastCheckpoint(directory: string): Promise<LastCheckpoint | null> {
  for (const name of (await listCheckpointFiles(directory)).reverse()) {
    const { checkpoints } = await readCheckpointFile(directory, name);
    const checkpoint = checkpoints.at(-1);
    if (!checkpoint) continue;
    const heads: Heads = new Map();
    for (const { moved } of checkpoints) for (const [chain, head] of moved) heads.set(chain, head);
    return { name, size: (await stat(path.join(directory, name))).size, checkpoint, heads };
  }
  return null;
}

/** Whether the newest file is still the one, and as long, as somebody left it. */
export async function isNewest(directory: string, { name, size }: Pick<LastCheckpoint, 'name' | 'size'>) {
  const newest = (await listCheckpointFiles(directory)).at(-1);
  return newest === name && (await stat(path.join(directory, name))).size === size;
}
