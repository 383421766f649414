import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { addDays, type Day } from '@/domain/calendar';
import { PrismaClient } from '@/generated/prisma/client';
import { Acknowledged, type Commands } from './acknowledged';
import { type Entry, type FromDriver, monotonicMs } from './book';
import { makeFault, type Parts } from './breaking';
import { drawFault, type Fault, goesTogether, type Kind } from './faults';
import { findFaults } from './invariants';
import { Load } from './load';
import { FaultyProxy } from './proxy';

export type Tally = { faults: number; notMet: number; longestMs: number };
export type Outcome = {
  byName: Record<string, Tally>;
  commands: Commands;
  /** first answers that came later than 30 s, invariants that did not hold, and bugs that showed */
  broken: string[];
};

export type ChaosOptions = Pick<Parts, 'restartDatabase' | 'disks'> & {
  /** of the owner, past the proxy; the app's is put behind it */
  ownerUrl: string;
  appUrl: string;
  adminUrl: string;
  dataDirectory: string;
  seed: number;
  /** the numbers of the faults: from, and up to but without */
  from: number;
  to: number;
  kinds: readonly Kind[];
  drivers: number;
  /** after how many faults everything is looked at */
  checkEvery: number;
  /** how many faults of connections are made at one moment, each to a victim of its own */
  together: number;
  firstDay: Day;
  /** told to end early: what was broken last is looked at still */
  ended?: AbortSignal;
  say: (line: string) => void;
  /** after each batch whose invariants held; a run can go on from here */
  onBatch?: (next: number, outcome: Outcome) => Promise<void>;
};

const RECOVER_WITHIN_MS = 30_000;
/** As long as a load may take to find its feet after the first answer, before the run gives up on it. */
const GIVE_UP_AFTER_MS = RECOVER_WITHIN_MS + 60_000;

/** Runs the faults of these numbers against a load and holds the invariants after each batch. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const chaos = new Chaos(options, await FaultyProxy.start(Number(new URL(options.appUrl).port)));
  try {
    return await chaos.run();
  } finally {
    await chaos.stop();
  }
}

class Chaos {
  private readonly book = new Acknowledged();
  private readonly outcome: Outcome = { byName: {}, commands: this.book.commands, broken: [] };
  private readonly client: PrismaClient;
  private readonly parts: Parts;
  private day: Day;
  private onAnswer: ((entry: Entry) => void) | null = null;

  constructor(
    private readonly options: ChaosOptions,
    private readonly proxy: FaultyProxy,
  ) {
    this.day = options.firstDay;
    this.client = new PrismaClient({ adapter: new PrismaPg({ connectionString: options.ownerUrl }) });
    const admin = new pg.Pool({ connectionString: options.adminUrl, max: 2 });
    admin.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
    const url = new URL(options.appUrl);
    const { username: appRole, pathname } = url;
    url.port = String(proxy.port);
    const { seed, drivers, dataDirectory, restartDatabase, disks } = options;
    const load = new Load({
      ...{ appUrl: url.href, dataDirectory, seed, drivers, day: this.day, firstDriver: options.from % 100_000 },
      onMessage: (message) => this.note(message),
    });
    this.parts = {
      ...{ proxy, load, admin, appRole, database: pathname.slice(1) },
      ...(restartDatabase ? { restartDatabase } : {}),
      ...(disks ? { disks } : {}),
    };
  }

  async run(): Promise<Outcome> {
    const { seed, from, to, kinds, checkEvery, together } = this.options;
    await this.parts.load.start();
    await this.firstAnswer(monotonicMs());
    this.options.say('the load runs');
    let pending: { number: number; fault: Fault; pauseMs: number }[] = [];
    for (let number = from; number < to && !this.options.ended?.aborted; number += 1) {
      const drawn = { number, ...drawFault(seed, number, kinds) };
      if (!goesTogether(drawn.fault)) {
        await this.faults(pending);
        pending = [];
      }
      pending.push(drawn);
      const isBatch = (number + 1 - from) % checkEvery === 0 || number + 1 === to;
      if (!isBatch && pending.length < together && goesTogether(drawn.fault)) continue;
      await this.faults(pending);
      pending = [];
      if (isBatch) {
        await this.check(`after fault ${number}`);
        this.tellDay(addDays(this.day, 2));
        if (this.outcome.broken.length > 0) break;
        await this.options.onBatch?.(number + 1, this.outcome);
      }
    }
    await this.settle();
    return this.outcome;
  }

  async stop(): Promise<void> {
    this.parts.load.stop();
    await this.proxy.stop();
    await this.client.$disconnect();
    await this.parts.admin.end();
  }

  private note(message: FromDriver): void {
    this.book.note(message);
    if (message.kind === 'surprise') this.outcome.broken.push(`a bug: ${message.text}`);
    if (message.kind === 'answered' && message.entry.answer !== 'UNKNOWN') this.onAnswer?.(message.entry);
  }

  private tellDay(day: Day): void {
    this.day = day;
    this.parts.load.tellDay(day);
  }

  /** Milliseconds until the first answer to a command that was begun after `since`. */
  private firstAnswer(since: number): Promise<number> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(monotonicMs() - since), GIVE_UP_AFTER_MS);
      this.onAnswer = (entry) => {
        if (entry.startedAt < since) return;
        clearTimeout(timer);
        this.onAnswer = null;
        resolve(monotonicMs() - since);
      };
    });
  }

  /** Makes them at one moment, each after its own pause, and waits until somebody is answered. */
  private async faults(drawn: readonly { number: number; fault: Fault; pauseMs: number }[]): Promise<void> {
    if (drawn.length === 0) return;
    const met = await Promise.all(
      drawn.map(async ({ fault, pauseMs }) => {
        await sleep(pauseMs);
        return makeFault(fault, this.parts);
      }),
    );
    const milliseconds = met.includes(true) ? await this.firstAnswer(monotonicMs()) : 0;
    for (const [index, { number, fault }] of drawn.entries()) {
      this.outcome.byName[fault.name] ??= { faults: 0, notMet: 0, longestMs: 0 };
      const tally = this.outcome.byName[fault.name] as Tally;
      tally[met[index] ? 'faults' : 'notMet'] += 1;
      if (!met[index]) continue;
      tally.longestMs = Math.max(tally.longestMs, milliseconds);
      if (milliseconds > RECOVER_WITHIN_MS)
        this.outcome.broken.push(`fault ${number} (${fault.name}): the first answer came after ${milliseconds} ms`);
    }
  }

  /** Everything that must hold, in the running database. */
  private async check(when: string): Promise<void> {
    const found = [
      ...(await findFaults(this.client)),
      ...(await this.book.findLost(this.client, this.options.dataDirectory)),
    ];
    for (const each of found) this.outcome.broken.push(`${when}: ${each}`);
  }

  /** The load ends; what waits for the worker must be done within a minute and a half: exports written, events sealed. */
  private async settle(): Promise<void> {
    this.parts.load.endPeople();
    // what failed several times waits for its next try, longer each time
    await this.client.$queryRaw`SELECT id FROM graphile_worker.reschedule_jobs(
      ARRAY(SELECT id FROM graphile_worker._private_jobs WHERE run_at > now() AND locked_at IS NULL), run_at => now())`;
    const { queued } = this.book;
    let waiting = '';
    for (const until = Date.now() + 90_000; Date.now() < until; await sleep(500)) {
      const [row] = await this.client.$queryRaw<{ exports: bigint; unsealed: bigint }[]>`
        SELECT (SELECT count(*) FROM export WHERE id = ANY(${queued}::uuid[]) AND status NOT IN ('READY', 'CANCELLED')) AS exports,
          (SELECT count(*) FROM event_unsealed) AS unsealed`;
      waiting = `${row?.exports} exports not written, ${row?.unsealed} events not sealed`;
      if (row?.exports === 0n && row.unsealed === 0n) {
        await this.check('at the end');
        return;
      }
    }
    const jobs = await this.client.$queryRaw<{ job: string }[]>`
      SELECT (to_jsonb(j) - 'payload')::text AS job FROM graphile_worker._private_jobs j WHERE run_at < now() LIMIT 5`;
    waiting += `; jobs: ${jobs.map(({ job }) => job).join(' ')}`;
    this.outcome.broken.push(`the worker has not done its work: ${waiting}`);
  }
}
