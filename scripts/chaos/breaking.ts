import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault } from './faults';
import { type Load, WORKER } from './load';
import type { FaultyProxy } from './proxy';

/** What a fault is made of. */
export type Parts = {
  proxy: FaultyProxy;
  load: Load;
  /** of the superuser, past the proxy */
  admin: pg.Pool;
  /** whose connections are killed */
  appRole: string;
  database: string;
  /** stops the server at once and starts it again; absent where it serves others too */
  restartDatabase?: () => Promise<void>;
  /** directories on small disks of their own, and what starts the server again if it has ended there */
  disks?: { files: string; database: string; reviveDatabase: () => Promise<void> };
};

const MEET_WITHIN_MS = 3_000;
const MEGABYTE = 1024 * 1024;

/** Makes a fault; whether it came to pass: a cut that waits for a COMMIT needs one to come by. */
export async function makeFault(fault: Fault, parts: Parts): Promise<boolean> {
  const { proxy, load, disks } = parts;
  switch (fault.name) {
    case 'cut after bytes':
      return awaited((done) => proxy.cutAfter(fault.index, fault.direction, fault.bytes, done), MEET_WITHIN_MS / 3);
    case 'reply to COMMIT cut':
    case 'COMMIT cut':
    case 'reply to COMMIT never comes':
      return awaited((done) => proxy.loseNextCommit(fault.loss, done));
    case 'backend killed':
      return killBackends(parts, fault.index);
    case 'all backends killed':
      return killBackends(parts, null);
    case 'all connections cut':
      proxy.cutAll();
      return true;
    case 'connection silent':
      proxy.silence(fault.index);
      return true;
    case 'all connections silent':
      proxy.silence(null);
      return true;
    case 'refused for a while':
      proxy.refuseFor(fault.milliseconds);
      proxy.cutAll();
      return true;
    case 'driver killed':
      return load.killDriver(fault.index);
    case 'driver killed at its COMMIT':
      return killAtCommit(parts, await load.nameOfDriver(fault.index), () => void load.killDriver(fault.index));
    case 'worker killed':
      return load.killWorker();
    case 'worker killed at its COMMIT':
      return killAtCommit(parts, WORKER, () => load.killWorker());
    case 'PostgreSQL stopped at once':
      await parts.restartDatabase?.();
      return parts.restartDatabase !== undefined;
    case 'no room for files':
      return disks !== undefined && withoutRoom(disks.files, fault.milliseconds, async () => {});
    case 'no room for the database':
      return disks !== undefined && withoutRoomForTheDatabase(parts, disks, fault.milliseconds);
    case 'clock of people moved':
      return load.moveClock(fault.index, fault.hours);
    case 'clock of the worker moved':
      return load.moveWorkerClock(fault.hours);
  }
}

/** The answer to its COMMIT is on its way when the process is killed: done, and neither answered nor marked as done. */
function killAtCommit({ proxy }: Parts, name: string, kill: () => void): Promise<boolean> {
  const met = (done: () => void) => () => {
    kill();
    done();
  };
  return awaited((done) => proxy.loseNextCommit('REPLY_CUT', met(done), name), 3 * MEET_WITHIN_MS);
}

async function awaited(arm: (done: () => void) => () => void, patienceMs = MEET_WITHIN_MS): Promise<boolean> {
  let takeBack = () => {};
  const met = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    takeBack = arm(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  takeBack();
  return met;
}

async function killBackends({ admin, appRole, database }: Parts, index: number | null): Promise<boolean> {
  const { rows } = await admin.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = $1 AND usename = $2 ORDER BY pid',
    [database, appRole],
  );
  const chosen = index === null ? rows : rows.slice(index % Math.max(1, rows.length)).slice(0, 1);
  for (const { pid } of chosen) await admin.query('SELECT pg_terminate_backend($1)', [pid]);
  return chosen.length > 0;
}

/** Fills the disk below a directory to the last byte for so long. */
async function withoutRoom(directory: string, milliseconds: number, meanwhile: () => Promise<void>): Promise<boolean> {
  const filler = path.join(directory, 'filler');
  const file = await open(filler, 'w');
  try {
    for (const size of [MEGABYTE, 4_096]) await fill(file, Buffer.alloc(size));
    await Promise.all([meanwhile(), sleep(milliseconds)]);
  } finally {
    await file.close();
    await rm(filler, { force: true });
  }
  return true;
}

async function fill(file: Awaited<ReturnType<typeof open>>, block: Buffer): Promise<void> {
  try {
    for (;;) await file.writeFile(block);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
}

/** The log of the database needs its next segment now, not some time later. */
async function withoutRoomForTheDatabase(
  { admin }: Parts,
  disks: NonNullable<Parts['disks']>,
  milliseconds: number,
): Promise<boolean> {
  const wantSegments = async () => {
    await sleep(milliseconds / 2);
    await admin.query('SELECT pg_switch_wal()').catch(() => {});
    await admin.query('SELECT pg_switch_wal()').catch(() => {});
  };
  const met = await withoutRoom(disks.database, milliseconds, wantSegments);
  await disks.reviveDatabase();
  return met;
}
