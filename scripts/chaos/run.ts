import { type ChildProcess, fork, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { addDays, type Day } from '@/domain/calendar';
import { PrismaClient } from '@/generated/prisma/client';
import { SEE_ALL } from '../lib/see-all';
import type { Entry, FromDriver, ToDriver } from './book';
import { drawFault, type Fault, type Kind } from './faults';
import { findFaults, findLostFiles } from './invariants';
import { FaultyProxy } from './proxy';

export type Tally = { faults: number; notMet: number; longestMs: number };
export type Outcome = {
  byName: Record<string, Tally>;
  commands: { done: number; refused: number; unknown: number; askedAgain: number; doneThoughLost: number };
  /** first answers that came later than 30 s, invariants that did not hold, and bugs that showed */
  broken: string[];
};

export type ChaosOptions = {
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
  firstDay: Day;
  /** stops the server at once and starts it again; absent where it serves others too */
  restartDatabase?: () => Promise<void>;
  say: (line: string) => void;
  /** after each batch whose invariants held; a run can go on from here */
  onBatch?: (next: number, outcome: Outcome) => Promise<void>;
};

const BATCH = 20;
const RECOVER_WITHIN_MS = 30_000;
const MEET_WITHIN_MS = 3_000;
/** Writes that are no events: a draft, which is there or is written again, and a visit, which is looked for by its id. */
const WITHOUT_EVENT = new Set(['saveReport', 'recordSiteVisit']);
const NODE = ['--conditions=react-server', '--import', 'tsx'];

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
  private readonly outcome: Outcome = {
    byName: {},
    commands: { done: 0, refused: 0, unknown: 0, askedAgain: 0, doneThoughLost: 0 },
    broken: [],
  };
  private readonly client: PrismaClient;
  private readonly admin: pg.Pool;
  private readonly drivers: (ChildProcess | null)[] = [];
  private worker: ChildProcess | null = null;
  private driverCount = 0;
  private stopping = false;
  private day: Day;
  /** acknowledged since the last look at the database */
  private acknowledged: Entry[] = [];
  private begun: string[] = [];
  private queued: string[] = [];
  private stored = new Map<string, string>();
  private onAnswer: ((entry: Entry) => void) | null = null;

  constructor(
    private readonly options: ChaosOptions,
    private readonly proxy: FaultyProxy,
  ) {
    this.day = options.firstDay;
    this.driverCount = options.from % 100_000;
    this.client = new PrismaClient({ adapter: new PrismaPg({ connectionString: options.ownerUrl }) });
    this.admin = new pg.Pool({ connectionString: options.adminUrl, max: 2 });
    this.admin.on('error', () => {});
  }

  async run(): Promise<Outcome> {
    const { drivers, from, to } = this.options;
    this.worker = this.startWorker();
    for (let index = 0; index < drivers; index += 1) await this.startDriver(index);
    await this.firstAnswer(Date.now());
    this.options.say('the load runs');
    for (let number = from; number < to; number += 1) {
      await this.fault(number);
      const done = number + 1 - from;
      if (done % BATCH === 0 || number + 1 === to) {
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
    this.stopping = true;
    for (const child of [...this.drivers, this.worker]) child?.kill('SIGKILL');
    await this.proxy.stop();
    await this.client.$disconnect();
    await this.admin.end();
  }

  private env(): NodeJS.ProcessEnv {
    const url = new URL(this.options.appUrl);
    url.port = String(this.proxy.port);
    const { seed, dataDirectory } = this.options;
    return {
      ...process.env,
      ...{ APP_DATABASE_URL: url.href, DATABASE_URL: url.href, DATA_DIR: dataDirectory, LOG_LEVEL: 'silent' },
      ...{ CHAOS_SEED: String(seed), CHAOS_DAY: this.day },
    };
  }

  private startWorker(): ChildProcess {
    const { PGOPTIONS: _sight, ...env } = this.env();
    const child = spawn(process.execPath, [...NODE, 'src/jobs/worker.ts'], { env, stdio: 'ignore' });
    child.once('exit', () => {
      if (!this.stopping) this.worker = this.startWorker();
    });
    return child;
  }

  private startDriver(index: number): Promise<void> {
    this.driverCount += 1;
    const own = { CHAOS_DRIVER: String(this.driverCount), PAPERS_FROM: String(this.driverCount * 1_000) };
    const child = fork(path.join(import.meta.dirname, 'driver.ts'), {
      execArgv: NODE,
      env: { ...this.env(), ...SEE_ALL, ...own },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.drivers[index] = child;
    return new Promise((resolve, reject) => {
      child.on('message', (message: FromDriver) => {
        if (message.kind === 'ready') resolve();
        else this.note(message);
      });
      child.once('exit', (code) => {
        reject(new Error(`a driver ended (${code})`));
        this.drivers[index] = null;
        if (!this.stopping) this.startDriver(index).catch(() => {});
      });
    });
  }

  private note(message: FromDriver): void {
    if (message.kind === 'begun') this.begun.push(message.caseId);
    else if (message.kind === 'stored') this.stored.set(message.key, message.sha256);
    else if (message.kind === 'queued') this.queued.push(message.exportId);
    else if (message.kind === 'surprise') this.outcome.broken.push(`a bug: ${message.text}`);
    else if (message.kind === 'answered') {
      const { entry } = message;
      const { commands } = this.outcome;
      if (entry.answer === 'DONE') commands.done += 1;
      else if (entry.answer === 'REFUSED') commands.refused += 1;
      else commands.unknown += 1;
      if (entry.lost > 0) commands.askedAgain += 1;
      this.acknowledged.push(entry);
      if (entry.answer !== 'UNKNOWN') this.onAnswer?.(entry);
    }
  }

  private tellDay(day: Day): void {
    this.day = day;
    const message: ToDriver = { kind: 'day', day };
    for (const child of this.drivers) if (child?.connected) child.send(message, () => {});
  }

  /** Milliseconds until the first answer to a command that was begun after `since`. */
  private firstAnswer(since: number): Promise<number> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(Date.now() - since), RECOVER_WITHIN_MS + 60_000);
      this.onAnswer = (entry) => {
        if (entry.startedAt < since) return;
        clearTimeout(timer);
        this.onAnswer = null;
        resolve(entry.answeredAt - since);
      };
    });
  }

  private async fault(number: number): Promise<void> {
    const { fault, pauseMs } = drawFault(this.options.seed, number, this.options.kinds);
    await sleep(pauseMs);
    this.outcome.byName[fault.name] ??= { faults: 0, notMet: 0, longestMs: 0 };
    const tally = this.outcome.byName[fault.name] as Tally;
    const met = await this.make(fault);
    if (!met) {
      tally.notMet += 1;
      return;
    }
    tally.faults += 1;
    const milliseconds = await this.firstAnswer(Date.now());
    tally.longestMs = Math.max(tally.longestMs, milliseconds);
    if (milliseconds > RECOVER_WITHIN_MS) {
      this.outcome.broken.push(`fault ${number} (${fault.name}): the first answer came after ${milliseconds} ms`);
    }
  }

  /** Whether it came to pass: a cut that waits for a COMMIT needs one to come by. */
  private async make(fault: Fault): Promise<boolean> {
    const { proxy } = this;
    switch (fault.name) {
      case 'cut after bytes':
        return this.awaited((done) => proxy.cutAfter(fault.index, fault.direction, fault.bytes, done));
      case 'reply to COMMIT cut':
      case 'COMMIT cut':
      case 'reply to COMMIT never comes':
        return this.awaited((done) => proxy.loseNextCommit(fault.loss, done));
      case 'backend killed':
        return this.killBackends(fault.index);
      case 'all backends killed':
        return this.killBackends(null);
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
        return this.drivers[fault.index % this.drivers.length]?.kill('SIGKILL') ?? false;
      case 'worker killed':
        return this.worker?.kill('SIGKILL') ?? false;
      case 'PostgreSQL stopped at once':
        await this.options.restartDatabase?.();
        return this.options.restartDatabase !== undefined;
    }
  }

  private async awaited(arm: (done: () => void) => void): Promise<boolean> {
    const met = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), MEET_WITHIN_MS);
      arm(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    if (!met) this.proxy.disarm();
    return met;
  }

  private async killBackends(index: number | null): Promise<boolean> {
    const { rows } = await this.admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = $1 AND usename = $2 ORDER BY pid`,
      [new URL(this.options.appUrl).pathname.slice(1), new URL(this.options.appUrl).username],
    );
    const chosen = index === null ? rows : rows.slice(index % Math.max(1, rows.length)).slice(0, 1);
    for (const { pid } of chosen) await this.admin.query('SELECT pg_terminate_backend($1)', [pid]);
    return chosen.length > 0;
  }

  /** Everything that must hold, in the running database. */
  private async check(when: string): Promise<void> {
    const { broken } = this.outcome;
    const entries = this.acknowledged;
    const begun = this.begun;
    this.acknowledged = [];
    this.begun = [];
    const found = [
      ...(await findFaults(this.client)),
      ...(await findLostFiles(this.options.dataDirectory, this.stored)),
      ...(await this.findLostCommands(entries, begun)),
    ];
    for (const each of found) broken.push(`${when}: ${each}`);
  }

  private async findLostCommands(entries: readonly Entry[], begun: readonly string[]): Promise<string[]> {
    const events = await this.client.$queryRaw<{ id: string; done: boolean }[]>`
      SELECT request_id::text AS id, bool_or(kind <> 'attempt.refused') AS done FROM event
      WHERE request_id = ANY(${entries.map((entry) => entry.requestId)}::uuid[]) GROUP BY 1`;
    const visits = entries.flatMap(({ made }) => made ?? []);
    const [kept] = await this.client.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM site_visit WHERE id = ANY(${visits}::uuid[])`;
    const isDone = new Map(events.map((row) => [row.id, row.done]));
    const lost: string[] = [];
    if (Number(kept?.count) !== new Set(visits).size) lost.push('an acknowledged site visit is not there');
    for (const { requestId, command, answer, lost: tries, code } of entries) {
      const done = isDone.get(requestId) === true;
      if (answer === 'DONE' && !done && !WITHOUT_EVENT.has(command))
        lost.push(`${command} was acknowledged and is not there: ${requestId}`);
      if (answer === 'REFUSED' && done && tries === 0)
        lost.push(`${command} was refused (${code}) and is there: ${requestId}`);
      if (answer !== 'DONE' && done) this.outcome.commands.doneThoughLost += 1;
    }
    const cases = await this.client.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM case_record WHERE id = ANY(${[...begun]}::uuid[])`;
    if (cases.length !== begun.length) lost.push(`${begun.length - cases.length} cases were begun and are not there`);
    return lost;
  }

  /** The load ends; what waits for the worker must be done within a minute: exports written, events sealed. */
  private async settle(): Promise<void> {
    const end: ToDriver = { kind: 'end' };
    this.stopping = true;
    for (const child of this.drivers) if (child?.connected) child.send(end, () => {});
    if (!this.worker || this.worker.exitCode !== null || this.worker.signalCode !== null)
      this.worker = this.startWorker();
    let waiting = '';
    for (const until = Date.now() + 90_000; Date.now() < until; await sleep(500)) {
      const [row] = await this.client.$queryRaw<{ exports: bigint; unsealed: bigint }[]>`
        SELECT (SELECT count(*) FROM export WHERE id = ANY(${this.queued}::uuid[]) AND status NOT IN ('READY', 'CANCELLED')) AS exports,
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
