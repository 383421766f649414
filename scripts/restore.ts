/**
 * `npm run restore -- --to "2026-11-22 16:30:05"` (Shanghai, or with a zone; or `latest`): brings database and stored files
 * of BACKUP_DIR back to that second, into DATA_DIR, which must hold neither yet. `npm start` then runs on them.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatMoment, readMoment } from './backup/moment';
import { restore } from './backup/restore';
import { readSetting } from './backup/setting';
import { makeDataDirectory } from './lib/database';
import { chooseDatabaseUser } from './lib/database-user';
import { takeInstanceLock } from './lib/instance-lock';
import { placeClusterData, requireSharedPlace } from './lib/place';
import { findPostgresBinaries } from './lib/postgres-binaries';
import { explain, Stop, say } from './lib/say.mjs';

try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (!values.to) throw new Stop('Usage: npm run restore -- --to "2026-11-22 16:30:05", or --to latest.');
  const to = readMoment(values.to);
  const { dataDirectory, backupDirectory } = readSetting();
  const user = chooseDatabaseUser();
  await makeDataDirectory(dataDirectory);
  const lock = await takeInstanceLock(dataDirectory, 'a restore');
  try {
    const { directory } = await placeClusterData(dataDirectory, user);
    await mkdir(directory, { recursive: true });
    const { backup, lastCommit, files } = await restore({
      ...{ backupDirectory, to, user, durable: true },
      clusterDirectory: path.join(directory, 'data'),
      filesDirectory: path.join(dataDirectory, 'files'),
      binaries: await findPostgresBinaries(user, () => requireSharedPlace(user)),
    });
    say(`restored from the backup ${backup.name}, with ${files} files`);
    say(`the last thing in it was written at ${formatMoment(lastCommit ?? backup.endedAt)}`);
    say('put DATA_DIR/keys back if it is not there, then npm start, then npm run backup');
  } finally {
    lock.release();
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
