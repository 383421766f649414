import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity';
import { Stop, say } from './say.mjs';

type LockFile = { owner: ProcessIdentity; url: string; children: Record<string, ProcessIdentity> };

export type InstanceLock = {
  /** Notes a child process, so that the next start can end it should we be killed. */
  noteChild(name: string, pid: number | undefined): void;
  release(): void;
};

function readLock(file: string): LockFile | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockFile;
  } catch {
    // Absent, or cut off while being written.
    return null;
  }
}

async function endOrphans(children: ProcessIdentity[]): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const child of children.filter(isAlive)) process.kill(child.pid, signal);
    for (let tries = 0; tries < 100 && children.some(isAlive); tries++) await sleep(100);
  }
}

/**
 * One running instance per DATA_DIR: takes DATA_DIR/run.json, or says who holds it. What a killed start left
 * running is ended first.
 */
export async function takeInstanceLock(dataDirectory: string, url: string): Promise<InstanceLock> {
  const file = path.join(dataDirectory, 'run.json');
  const found = readLock(file);
  if (found && isAlive(found.owner)) {
    throw new Stop(
      `This DATA_DIR (${dataDirectory}) is already in use: ${found.url} runs as process ${found.owner.pid}.`,
    );
  }
  if (found) {
    say('the last run did not end properly: clearing what it left');
    await endOrphans(Object.values(found.children));
  }
  rmSync(file, { force: true });

  const owner = identify(process.pid);
  if (!owner) throw new Error('/proc is not mounted');
  const lock: LockFile = { owner, url, children: {} };
  try {
    writeFileSync(file, JSON.stringify(lock), { flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    throw new Stop(`This DATA_DIR (${dataDirectory}) is being taken by another start at this moment.`);
  }
  return {
    noteChild(name, pid) {
      const identity = pid === undefined ? null : identify(pid);
      if (!identity) return;
      lock.children[name] = identity;
      writeFileSync(file, JSON.stringify(lock));
    },
    release: () => rmSync(file, { force: true }),
  };
}
