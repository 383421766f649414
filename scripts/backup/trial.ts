import { chown, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { chooseDatabaseUser } from '../lib/database-user';
import { requireSharedPlace } from '../lib/place';
import { findPostgresBinaries } from '../lib/postgres-binaries';
import { type Restored, restore } from './restore';

/** Restores the newest backup to its end into a place below BACKUP_DIR that is thrown away: with every check of a real one. */
export async function tryRestore(backupDirectory: string): Promise<Restored> {
  const user = chooseDatabaseUser();
  const place = path.join(backupDirectory, 'trial');
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { mode: 0o700 });
  if (user) await chown(place, user.uid, user.gid);
  try {
    return await restore({
      ...{ backupDirectory, to: null, clusterDirectory: path.join(place, 'data'), filesDirectory: null, user },
      binaries: await findPostgresBinaries(user, () => requireSharedPlace(user)),
      durable: false,
    });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
