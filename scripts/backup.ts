/**
 * `npm run backup [-- --keep N] [-- --quick]`: copies the running database over the replication protocol and the stored files
 * into BACKUP_DIR, then restores the copy on trial and checks it (docs/operations.md). `--quick` leaves the trial out;
 * `--keep N` removes all but the newest N backups once this one is good.
 */
import { parseArgs } from 'node:util';
import { forgetOldBackups } from './backup/forget';
import { formatMoment } from './backup/moment';
import { makeBackupPlace } from './backup/place';
import { findSource, readSetting } from './backup/setting';
import { takeBackup } from './backup/take';
import { tryRestore } from './backup/trial';
import { chooseDatabaseUser } from './lib/database-user';
import { explain, Stop, say } from './lib/say.mjs';

try {
  const { values } = parseArgs({ options: { keep: { type: 'string' }, quick: { type: 'boolean', default: false } } });
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep >= 1))
    throw new Stop('--keep takes how many backups stay, 1 or more.');
  const { dataDirectory, backupDirectory } = readSetting();
  const adminUrl = await findSource(dataDirectory);
  await makeBackupPlace(backupDirectory, chooseDatabaseUser());
  say('the database is copied …');
  const backup = await takeBackup({ adminUrl, filesDirectory: `${dataDirectory}/files`, backupDirectory });
  say(`the copy was complete at ${formatMoment(backup.endedAt)}, with ${backup.files} stored files`);
  if (!backup.archives)
    say('the database does not keep its log below BACKUP_DIR: only this very moment can be restored');
  if (!values.quick) {
    const { files } = await tryRestore(backupDirectory);
    say(`restored on trial: every figure agrees with its recount, ${files} files are what their rows say`);
  }
  const gone = keep === null ? 0 : await forgetOldBackups(backupDirectory, keep);
  if (gone > 0) say(`${gone} older backups removed`);
  say(`done: ${backupDirectory}/base/${backup.name}. The keys are not in it: keep DATA_DIR/keys elsewhere.`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
