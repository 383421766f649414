import 'server-only';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, type Runner, run, type Task, type TaskList, type WorkerEvents } from 'graphile-worker';
import { checkpointDirectory, makeCheckpointKey } from '@/features/seals/checkpoint-key';
import { sealWaiting, signHeads } from '@/features/seals/mutations';
import { currentTime } from '@/server/clock';
import { db, queuePool } from '@/server/db';
import { env } from '@/server/env';
import { log } from '@/server/log';
import { DAILY, HANDLERS } from './handlers';

const FOLD_EVERY_MS = 1_000;
const SEAL_EVERY_MS = 500;
const SIGN_EVERY_MS = 60_000;
const GIVE_BACK_EVERY_MS = 5_000;
/** Between taking a job and beginning it lies the answer of the database, and no more. */
const TAKEN_SECONDS = 15;
const RESTART_AFTER_MS = 2_000;
const CONCURRENCY = 2;
/** So often in a row the queue may fail to ask for a job, every two seconds, before it is begun anew. */
const MOST_FAILED_ASKS = 6;
/** A machine that was switched off at night catches up on what it missed. */
const BACKFILL_MS = 3 * 24 * 3_600_000;

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The queue's own lines among ours; its routine ones only when asked for. */
const logger = new Logger(() => (level, message, meta) => {
  const error = meta?.error ?? meta?.e;
  log[LEVELS[level]]({ queue: true, ...(error instanceof Error ? { error: error.message } : {}) }, message);
});

const running = new Set<string>();

async function underWay(jobId: string, work: () => Promise<void>): Promise<void> {
  running.add(jobId);
  try {
    await work();
  } finally {
    running.delete(jobId);
  }
}

const taskList: TaskList = {
  ...Object.fromEntries(
    Object.entries(HANDLERS).map(([name, handle]): [string, Task] => [
      name,
      (payload, { job }) => underWay(job.id, () => handle(payload as never)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(DAILY).map(([name, { run: runDaily }]): [string, Task] => [
      name,
      (_payload, { job }) => underWay(job.id, () => runDaily()),
    ]),
  ),
};

const parsedCronItems = parseCronItems(
  Object.entries(DAILY).map(([task, { match }]) => ({
    task,
    match,
    identifier: task,
    options: { backfillPeriod: BACKFILL_MS, jobKey: task },
  })),
);

/**
 * Takes jobs from the queue, folds the figures and seals what happened, each within a second, and signs the record each
 * minute, under the application's role, until stopped. A database
 * that goes away is waited for. `stop` takes no new job and resolves once those under way are done.
 */
export function startWorker(): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const loops = [
    keepQueue(stopping.signal),
    keepDoing(FOLD_EVERY_MS, 'folding the figures', fold, stopping.signal),
    keepDoing(SEAL_EVERY_MS, 'sealing what happened', sealWaiting, stopping.signal),
    keepDoing(GIVE_BACK_EVERY_MS, 'giving back lost jobs', giveBackLostJobs, stopping.signal),
    keepDoing(SIGN_EVERY_MS, 'signing the record', signer(), stopping.signal),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function keepQueue(signal: AbortSignal) {
  while (!signal.aborted) {
    const pgPool = queuePool();
    try {
      await releaseLockedJobs();
      const events: WorkerEvents = new EventEmitter();
      const runner = await run({
        pgPool,
        events,
        concurrency: CONCURRENCY,
        noHandleSignals: true,
        logger,
        taskList,
        parsedCronItems,
      });
      endWhenDeaf(runner, events);
      await endOf(runner, signal);
    } catch (error) {
      log.error({ error: (error as Error).message }, 'the queue stopped; starting it again');
    } finally {
      // not waited for: one that is silent ends when it is found out
      void pgPool.end().catch(() => undefined);
    }
    await pause(RESTART_AFTER_MS, signal);
  }
}

/**
 * Gives back the jobs that a killed worker held, which would else wait for hours. One worker process serves a database;
 * were there two, a job might run twice, which each of them allows.
 */
async function releaseLockedJobs() {
  await db().$executeRaw`SELECT graphile_worker.force_unlock_workers(
    array(SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL))`;
}

/**
 * Gives back jobs that this process holds and does not do: a connection that ended between the taking of a job and the
 * answer, or at the word that it is done, leaves it locked for hours. Waits while others are under way, for the queue can
 * only give back all of a worker at once.
 */
async function giveBackLostJobs() {
  if (running.size > 0) return;
  const lost = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker.jobs WHERE locked_at < now() - make_interval(secs => ${TAKEN_SECONDS}) LIMIT 1`;
  if (lost.length > 0 && running.size === 0) await releaseLockedJobs();
}

/**
 * Ends a runner that no longer gets at its jobs. The queue keeps the answer to its first question, which tasks there are,
 * also where that was a lost connection: it would then fail at every job for good, and say so to nobody.
 */
function endWhenDeaf(runner: Runner, events: WorkerEvents) {
  let failed = 0;
  const heard = () => {
    failed = 0;
  };
  events.on('worker:getJob:empty', heard).on('job:start', heard);
  events.on('worker:getJob:error', ({ error }) => {
    failed += 1;
    if (failed !== MOST_FAILED_ASKS) return;
    log.error({ error: (error as Error).message }, 'the queue does not get at its jobs; starting it again');
    runner.stop().catch(() => undefined);
  });
}

/** Resolves when the runner ended, after a stop only once its jobs are done. */
async function endOf(runner: Runner, signal: AbortSignal) {
  const stop = () => {
    runner.stop().catch((error: Error) => log.error({ error: error.message }, 'the queue did not stop cleanly'));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await runner.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const fold = () => db().$queryRaw`SELECT fold_figures()`;

/** Signs the heads of the record; what was signed last is kept in mind, so that a checkpoint names only what moved. */
function signer() {
  let last: Awaited<ReturnType<typeof signHeads>> = null;
  return async () => {
    const key = await makeCheckpointKey(env());
    last = (await signHeads(checkpointDirectory(env()), key, currentTime(), last)) ?? last;
  };
}

/** One time after the other; speaks once when it fails and once when it works again. */
async function keepDoing(everyMs: number, what: string, work: () => Promise<unknown>, signal: AbortSignal) {
  let failing = false;
  while (!signal.aborted) {
    try {
      await work();
      if (failing) log.info(`${what} works again`);
      failing = false;
    } catch (error) {
      if (!failing) log.error({ error: (error as Error).message }, `${what} failed; trying again`);
      failing = true;
    }
    await pause(everyMs, signal);
  }
}

async function pause(milliseconds: number, signal: AbortSignal) {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
