/** Installing the packages, only when the lock file is not the one they were installed from. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stop, say } from './say.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const stamp = path.join(root, 'node_modules/.fuqiao-installed');
const lockFile = path.join(root, 'package-lock.json');
const NEEDED_MEGABYTES = 2_500;

const hashLock = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(readFileSync(path.join(root, 'package.json')))
    .digest('hex');

/** Which package lies where, in which version and with which content. */
const whatIsLocked = (text) =>
  JSON.stringify(
    Object.entries(JSON.parse(text).packages)
      .map(([place, { version, integrity }]) => [place, version, integrity])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Whether node_modules is not what the lock file says. */
export function needsInstall() {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashLock();
}

function freeMegabytes() {
  const { bavail, bsize } = statfsSync(root);
  return Math.floor((bavail * bsize) / 1e6);
}

const fullDisk = (needed) => new Stop(`The disk of ${root} is full: ${freeMegabytes()} MB free, ${needed} MB needed.`);

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    let output = '';
    let ranOutOfSpace = false;
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-20_000);
      });
    }
    // npm goes on trying for minutes on a full disk.
    const watch = setInterval(() => {
      ranOutOfSpace ||= freeMegabytes() < 20;
      if (ranOutOfSpace) child.kill('SIGKILL');
    }, 1000);
    child.once('error', (error) =>
      reject(error.code === 'ENOENT' ? new Stop(`${command} was not found: install npm beside Node.`) : error),
    );
    child.once('close', (code) => {
      clearInterval(watch);
      if (ranOutOfSpace) reject(fullDisk(NEEDED_MEGABYTES));
      else resolve({ code, output });
    });
  });
}

/**
 * `npm install` from the lock, build tools included whatever NODE_ENV says, no package's own scripts run
 * (the one that matters, the database's library links, is done by us). A lock whose versions npm had to change is an error.
 */
export async function install() {
  if (!needsInstall()) return;
  if (!existsSync(path.join(root, 'node_modules')) && freeMegabytes() < NEEDED_MEGABYTES)
    throw fullDisk(NEEDED_MEGABYTES);
  say('installing packages (about a minute the first time) …');
  const before = hashLock();
  const locked = readFileSync(lockFile, 'utf8');
  const progress = setInterval(() => say('  still installing …'), 15_000);
  const { code, output } = await run(
    'npm',
    ['install', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      ...process.env,
      NODE_ENV: 'development',
    },
  ).finally(() => clearInterval(progress));
  if (code !== 0) {
    if (/ENOSPC|no space left/i.test(output)) throw fullDisk(NEEDED_MEGABYTES);
    if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(output)) {
      throw new Stop(
        'npm cannot reach its registry: check the network, or the registry and proxy in the npm settings.',
      );
    }
    throw new Stop(`npm install failed:\n${output.trim().split('\n').slice(-15).join('\n')}`);
  }
  const after = readFileSync(lockFile, 'utf8');
  if (whatIsLocked(after) !== whatIsLocked(locked)) {
    throw new Stop(
      'npm installed other versions than package-lock.json says: restore that file (git checkout) and start again.',
    );
  }
  // npm's major versions write the same lock with other notes in it; the clone stays as it was.
  if (after !== locked) writeFileSync(lockFile, locked);
  writeFileSync(stamp, before);
  say('packages installed');
}
