import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canEnter, type DatabaseUser } from './database-user';
import { Stop } from './say.mjs';

/** Where data and programs may go that the database's user could not reach in the clone. They must survive a reboot. */
const SHARED_PLACES = ['/var/lib/fuqiao', '/opt/fuqiao', '/srv/fuqiao'];

/** A directory outside every home that the database's user can enter; null when there is none. */
async function findSharedPlace(user: DatabaseUser): Promise<string | null> {
  for (const place of SHARED_PLACES) {
    try {
      await mkdir(place, { recursive: true });
      await chmod(place, 0o755);
    } catch {
      continue;
    }
    if (canEnter(user, place)) return place;
  }
  return null;
}

/** The shared place, or the one sentence that says what to do without it. */
export async function requireSharedPlace(user: DatabaseUser): Promise<string> {
  const place = await findSharedPlace(user);
  if (place) return place;
  throw new Stop(
    `The database's user ${user?.name ?? ''} can enter neither this clone nor any of ${SHARED_PLACES.join(', ')}: ` +
      'move the clone (and DATA_DIR) to a directory that other users may enter, or start as an ordinary user.',
  );
}

/** Makes a directory for the database's user; false when that user cannot reach it. */
async function makeFor(user: DatabaseUser, directory: string): Promise<boolean> {
  const isNew = !existsSync(directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!user) return true;
  if (isNew) await chown(directory, user.uid, user.gid);
  if (canEnter(user, directory)) return true;
  if (isNew) await rm(directory, { recursive: true, force: true });
  return false;
}

/**
 * The directory that holds the cluster: DATA_DIR/pg, or one of our own where the database's user cannot enter
 * DATA_DIR. The choice is written to DATA_DIR/pg-location, so that a moved clone still finds its data.
 */
export async function placeClusterData(
  dataDirectory: string,
  user: DatabaseUser,
): Promise<{ directory: string; moved: boolean }> {
  const note = path.join(dataDirectory, 'pg-location');
  if (existsSync(note)) {
    const directory = (await readFile(note, 'utf8')).trim();
    if (!existsSync(directory)) throw new Stop(`The database's files are gone: ${note} says ${directory}.`);
    return { directory, moved: true };
  }
  const inside = path.join(dataDirectory, 'pg');
  if (await makeFor(user, inside)) return { directory: inside, moved: false };

  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  const directory = path.join(await requireSharedPlace(user), name);
  await makeFor(user, directory);
  await writeFile(note, `${directory}\n`);
  return { directory, moved: true };
}

/** A temporary directory that the database's user owns and can enter. */
export async function makeTemporaryPlace(user: DatabaseUser, prefix: string): Promise<string> {
  for (const base of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!canEnter(user, base)) continue;
    const place = await mkdtemp(path.join(base, prefix));
    if (user) await chown(place, user.uid, user.gid);
    return place;
  }
  throw new Stop(
    `The database's user ${user?.name ?? ''} can enter no temporary directory (tried TMPDIR, /tmp, /var/tmp).`,
  );
}
