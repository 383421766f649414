import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The unprivileged system user the database runs as; null = we are unprivileged ourselves and run it directly. */
export type DatabaseUser = { name: string; uid: number; gid: number } | null;

function findSystemUser(name: string): DatabaseUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

/**
 * PostgreSQL refuses to run as root. As root we lend it an existing `postgres` user, or make one of our own;
 * `nobody` is the last resort where users cannot be added (a read-only /etc).
 */
export function chooseDatabaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return null;
  const existing = findSystemUser('postgres') ?? findSystemUser('fuqiao-db');
  if (existing) return existing;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'fuqiao-db']);
  return findSystemUser('fuqiao-db') ?? findSystemUser('nobody');
}

/** Spawn options that make a child run as that user, from a directory it can certainly stand in. */
export function asUser(user: DatabaseUser): { cwd: string; uid?: number; gid?: number } {
  return user ? { cwd: '/', uid: user.uid, gid: user.gid } : { cwd: '/' };
}

/** Whether that user can enter and read the directory; tried for real, so that access lists count too. */
export function canEnter(user: DatabaseUser, directory: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && ls . >/dev/null', 'sh', directory], {
    ...asUser(user),
    stdio: 'ignore',
  });
  return tried.status === 0;
}
