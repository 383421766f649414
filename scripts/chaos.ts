/**
 * `npm run chaos -- --seed S --faults N [--kinds connections,processes] [--resume FILE]`: drives a load of commands by people
 * of all roles on all programmes in a database of its own, breaks one thing after another, and after every twenty holds
 * books, quotas, duties, figures, record, jobs, files and the drivers' own book of acknowledged commands against each other.
 * Each fault is drawn from the seed and its number; FILE keeps the count, so that the next run goes on after it.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seedBase, TEST_KEYS } from '../tests/support/postgres';
import { KINDS, type Kind } from './chaos/faults';
import type { Outcome } from './chaos/run';
import { chooseDatabaseUser } from './lib/database-user';
import { migrateDatabase } from './lib/migrate';
import { makeTemporaryPlace } from './lib/place';
import { clearLeftovers } from './lib/postgres';
import { createDatabase } from './lib/roles';
import { explain, say } from './lib/say.mjs';
import { startThrowawayCluster, throwawayUrls } from './lib/throwaway-cluster';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: '100' },
    kinds: { type: 'string', default: 'connections' },
    drivers: { type: 'string', default: '2' },
    resume: { type: 'string' },
  },
});
const kinds = values.kinds.split(',') as Kind[];
const [seed, faults, drivers] = [Number(values.seed), Number(values.faults), Number(values.drivers)];
if (!kinds.every((kind) => KINDS.includes(kind)) || ![seed, faults, drivers].every(Number.isInteger)) {
  console.error(
    `Usage: npm run chaos -- --seed S --faults N [--kinds ${KINDS.join(',')}] [--drivers N] [--resume FILE]`,
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
// what is acknowledged outlives a server that is stopped at once; of the machine itself nothing is tried here
const settings = { synchronous_commit: 'on', full_page_writes: 'on' };
let cluster = await startThrowawayCluster(place, user, { settings });
try {
  const kept = await readKept();
  await createDatabase(cluster.adminUrl(), 'chaos');
  const urls = throwawayUrls(cluster.port, 'chaos');
  await migrateDatabase(urls.ownerUrl);
  await seedBase(urls);
  const dataDirectory = path.join(place, 'data');
  await mkdir(path.join(dataDirectory, 'files'), { recursive: true });
  Object.assign(process.env, TEST_KEYS, {
    ...{ DATABASE_URL: urls.ownerUrl, APP_DATABASE_URL: urls.appUrl, DATA_DIR: dataDirectory },
  });
  const { runChaos } = await import('./chaos/run');
  await (await import('./chaos/means')).provideMeans();
  await (await import('@/server/db')).db().$disconnect();
  const { port } = cluster;
  const restartDatabase = async () => {
    const ended = new Promise((resolve) => cluster.process.once('exit', resolve));
    cluster.process.kill('SIGQUIT');
    await ended;
    await clearLeftovers(path.join(place, 'pg'));
    cluster = await startThrowawayCluster(place, user, { port, settings });
  };
  const began = Date.now();
  say(`a database of its own on port ${port}`);
  const outcome = await runChaos({
    ...{ ...urls, adminUrl: cluster.adminUrl('chaos'), dataDirectory, seed, kinds, drivers, restartDatabase },
    ...{ from: kept.next, to: kept.next + faults, firstDay: '2026-03-02', say: console.log },
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
  await cluster.stop();
  await rm(place, { recursive: true, force: true });
}
