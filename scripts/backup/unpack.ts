import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { asUser, type DatabaseUser } from '../lib/database-user';
import { Stop } from '../lib/say.mjs';
import { digestOf } from './digest';
import { type Backup, partsOf } from './place';

type Manifest = { Files: { Path?: string; 'Encoded-Path'?: string; Size: number; Checksum: string }[] };

const damaged = (backup: Backup, what: string) =>
  new Stop(`The backup ${backup.name} is damaged (${what}): take another one, older or from another disk.`);

/**
 * Lays the copy of the database out in an empty directory of `user`, and compares it with what was written down of it:
 * the archive's sum, then each file's size and sum by PostgreSQL's own manifest. Refuses what differs by one byte.
 */
export async function unpack(
  backup: Backup,
  backupDirectory: string,
  directory: string,
  user: DatabaseUser,
): Promise<void> {
  const base = path.join(partsOf(backupDirectory).base, backup.name);
  if ((await digestOf(path.join(base, 'backup_manifest'))) !== backup.manifestSha256)
    throw damaged(backup, 'its manifest');

  // to the last byte: at the two blocks of nothing that end an archive it would hang up, and what is still on its way to it
  // would look like a damage
  const tar = spawn('tar', ['-x', '-f', '-', '-C', directory, '--no-same-owner', '--ignore-zeros'], {
    ...asUser(user),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(tar, 'close');
  const hash = createHash('sha256');
  const counting = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      hash.update(part);
      yield part;
    }
  };
  try {
    await pipeline(createReadStream(path.join(base, 'base.tar.gz')), counting, createGunzip(), tar.stdin);
  } catch (error) {
    tar.kill();
    await ended;
    if ((error as { code?: string }).code === 'ENOSPC') throw error;
    throw damaged(backup, 'its archive cannot be unpacked');
  }
  const [code] = await ended;
  if (hash.digest('hex') !== backup.archiveSha256) throw damaged(backup, 'its archive');
  if (code !== 0) throw new Stop(`The backup could not be laid out in ${directory}: is the disk full?`);

  const manifest = JSON.parse(await readFile(path.join(base, 'backup_manifest'), 'utf8')) as Manifest;
  for (const file of manifest.Files) {
    const name = file.Path ?? Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString();
    const place = path.join(directory, name);
    const size = await stat(place).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== file.Size || (await digestOf(place)) !== file.Checksum) throw damaged(backup, name);
  }
}
