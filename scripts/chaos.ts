/**
 * `npm run chaos -- --seed S --faults N [--kinds connections,processes,disk,clock] [--resume FILE]`: drives a load of commands
 * by people of all roles on all programmes in a database of its own, breaks one thing after another, and after every twenty
 * (`--check-every N`) holds books, quotas, duties, figures, record, jobs, files and the drivers' own book of acknowledged
 * commands against each other. `--together N`: so many connections break at one moment. `disk` needs the right to mount, `clock`
 * Debian's package faketime. Each fault is drawn from the seed and its number; FILE keeps the count, so that the next run
 * goes on after it.
 */
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { seedBase, TEST_KEYS } from '../tests/support/postgres';
import { KINDS, type Kind } from './chaos/faults';
import { FAKETIME } from './chaos/load';
import type { Outcome } from './chaos/run';
import { mountSmallDisk, unmountSmallDisk } from './chaos/small-disk';
import { chooseDatabaseUser } from './lib/database-user';
import { migrateDatabase } from './lib/migrate';
import { makeTemporaryPlace } from './lib/place';
import { clearLeftovers } from './lib/postgres';
import { createDatabase } from './lib/roles';
import { explain, Stop, say } from './lib/say.mjs';
import { startThrowawayCluster, throwawayUrls } from './lib/throwaway-cluster';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: '100' },
    kinds: { type: 'string', default: 'connections' },
    drivers: { type: 'string', default: '2' },
    'check-every': { type: 'string', default: '20' },
    together: { type: 'string', default: '1' },
    resume: { type: 'string' },
  },
});
/** Room for a cluster and an hour of work. */
const DATABASE_MEGABYTES = 700;
const FILES_MEGABYTES = 64;
const REVIVE_AFTER_MS = 5_000;
const kinds = values.kinds.split(',') as Kind[];
const [seed, faults, drivers] = [Number(values.seed), Number(values.faults), Number(values.drivers)];
const [checkEvery, together] = [Number(values['check-every']), Number(values.together)];
const numbers = [seed, faults, drivers, checkEvery, together];
if (!kinds.every((kind) => KINDS.includes(kind)) || !numbers.every((n) => Number.isInteger(n) && n > 0)) {
  console.error(
    `Usage: npm run chaos -- --seed S --faults N [--kinds ${KINDS.join(',')}] [--drivers N] [--check-every N] [--together N] [--resume FILE]`,
  );
  process.exit(2);
}

type Kept = { seed: number; kinds: string; next: number; sums: Omit<Outcome, 'broken'> };
const sums: Kept['sums'] = {
  byName: {},
  commands: { done: 0, refused: 0, unknown: 0, askedAgain: 0, doneThoughLost: 0 },
};

function add(to: Kept['sums'], more: Kept['sums']): Kept['sums'] {
  const sum: Kept['sums'] = structuredClone(to);
  for (const [name, tally] of Object.entries(more.byName)) {
    const had = sum.byName[name] ?? { faults: 0, notMet: 0, longestMs: 0 };
    const longestMs = Math.max(had.longestMs, tally.longestMs);
    sum.byName[name] = { faults: had.faults + tally.faults, notMet: had.notMet + tally.notMet, longestMs };
  }
  for (const name of Object.keys(sum.commands) as (keyof Outcome['commands'])[])
    sum.commands[name] += more.commands[name];
  return sum;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function readKept(): Promise<Kept> {
  const fresh: Kept = { seed, kinds: values.kinds, next: 0, sums };
  if (!values.resume || !existsSync(values.resume)) return fresh;
  const kept = JSON.parse(await readFile(values.resume, 'utf8')) as Kept;
  if (kept.seed !== seed || kept.kinds !== values.kinds)
    throw new Error(`${values.resume} is of another seed or kinds`);
  return kept;
}

function print({ byName, commands }: Kept['sums']): void {
  for (const [name, { faults: met, notMet, longestMs }] of Object.entries(byName).sort())
    console.log(`${name}: ${met} faults${notMet ? ` (${notMet} met nothing)` : ''}, longest ${longestMs} ms`);
  const { done, refused, unknown, askedAgain, doneThoughLost } = commands;
  console.log(
    `${Object.values(byName).reduce((sum, row) => sum + row.faults, 0)} faults; commands: ${done} done, ${refused} refused, ${unknown} unknown for good; ${askedAgain} asked for again, of which ${doneThoughLost} had been done`,
  );
}

const user = chooseDatabaseUser();
const place = await makeTemporaryPlace(user, 'fuqiao-chaos-');
const isSmall = kinds.includes('disk');
const [databasePlace, dataDirectory] = [path.join(place, 'database'), path.join(place, 'data')];
// what is acknowledged outlives a server that is stopped at once; of the machine itself nothing is tried here
const settings = {
  ...{ synchronous_commit: 'on', full_page_writes: 'on' },
  // each segment of the log is made when it is needed, so that a full disk is met by it too
  ...(isSmall ? { wal_recycle: 'off', min_wal_size: '32MB', max_wal_size: '64MB' } : {}),
};
let cluster: Awaited<ReturnType<typeof startThrowawayCluster>> | null = null;
try {
  const kept = await readKept();
  if (isSmall) {
    await mountSmallDisk(databasePlace, DATABASE_MEGABYTES, user);
    await mountSmallDisk(dataDirectory, FILES_MEGABYTES, null);
  }
  await mkdir(databasePlace, { recursive: true });
  if (user) await chown(databasePlace, user.uid, user.gid);
  let running = await startThrowawayCluster(databasePlace, user, { settings });
  cluster = running;
  await createDatabase(running.adminUrl(), 'chaos');
  const urls = throwawayUrls(running.port, 'chaos');
  await migrateDatabase(urls.ownerUrl);
  await seedBase(urls);
  await mkdir(path.join(dataDirectory, 'files'), { recursive: true });
  Object.assign(process.env, TEST_KEYS, {
    ...{ DATABASE_URL: urls.ownerUrl, APP_DATABASE_URL: urls.appUrl, DATA_DIR: dataDirectory },
  });
  const { runChaos } = await import('./chaos/run');
  await (await import('./chaos/means')).provideMeans();
  await (await import('@/server/db')).db().$disconnect();
  const { port } = running;
  const startAgain = async () => {
    await clearLeftovers(path.join(databasePlace, 'pg'));
    running = await startThrowawayCluster(databasePlace, user, { port, settings });
    cluster = running;
  };
  const restartDatabase = async () => {
    const ended = new Promise((resolve) => running.process.once('exit', resolve));
    if (running.process.exitCode === null && running.process.signalCode === null) {
      running.process.kill('SIGQUIT');
      await Promise.race([ended, sleep(5_000)]);
      if (running.process.exitCode === null && running.process.signalCode === null) {
        running.process.kill('SIGKILL');
        await ended;
      }
    }
    await startAgain();
  };
  // as whoever looks after the server: one that ended, or stays in its recovery while all knock at its door, is started again
  const reviveDatabase = async () => {
    for (const until = Date.now() + REVIVE_AFTER_MS; Date.now() < until; await sleep(200)) {
      if (running.process.exitCode !== null || running.process.signalCode !== null) break;
      if (await answers(running.adminUrl('chaos'))) return;
    }
    await restartDatabase();
  };
  const disks = { files: dataDirectory, database: databasePlace, reviveDatabase };
  const ended = new AbortController();
  // the first time; the second ends it as it is
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  const began = Date.now();
  say(`a database of its own on port ${port}`);
  if (kinds.includes('clock') && !existsSync(FAKETIME))
    throw new Stop(`${FAKETIME} is missing: apt-get install faketime`);
  const outcome = await runChaos({
    ...{ ...urls, adminUrl: running.adminUrl('chaos'), dataDirectory, seed, kinds, drivers, restartDatabase },
    ...{ checkEvery, together, ...(isSmall ? { disks } : {}) },
    ...{ from: kept.next, to: kept.next + faults, firstDay: '2026-03-02', say: console.log, ended: ended.signal },
    async onBatch(next, soFar) {
      console.log(`${next} faults, ${Math.round((Date.now() - began) / 1000)} s, ${soFar.commands.done} commands done`);
      if (values.resume) await writeFile(values.resume, JSON.stringify({ ...kept, next, sums: add(kept.sums, soFar) }));
    },
  });
  print(add(kept.sums, outcome));
  for (const line of outcome.broken) console.error(line);
  console.log(
    outcome.broken.length === 0 ? 'Nothing was lost, nothing doubled.' : `${outcome.broken.length} sentences broken.`,
  );
  process.exitCode = outcome.broken.length === 0 ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await cluster?.stop();
  if (isSmall) for (const disk of [databasePlace, dataDirectory]) unmountSmallDisk(disk);
  await rm(place, { recursive: true, force: true });
}
// what was silenced stays open on purpose, and would keep the process
process.exit();
