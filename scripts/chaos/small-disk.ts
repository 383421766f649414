import { spawnSync } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import type { DatabaseUser } from '../lib/database-user';
import { Stop } from '../lib/say.mjs';

/** Makes a directory a disk of its own, in memory, of so many megabytes. Needs the right to mount. */
export async function mountSmallDisk(directory: string, megabytes: number, user: DatabaseUser): Promise<void> {
  await mkdir(directory, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', directory]);
  if (mounted.status !== 0)
    throw new Stop(`A disk that can be filled needs the right to mount: ${mounted.stderr?.toString().trim()}`);
  if (user) await chown(directory, user.uid, user.gid);
}

export function unmountSmallDisk(directory: string): void {
  // whoever still has a file open there keeps it until they close it
  spawnSync('umount', ['-l', directory]);
}
