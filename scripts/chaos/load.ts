import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Day } from '@/domain/calendar';
import { SEE_ALL } from '../lib/see-all';
import type { FromDriver, ToDriver } from './book';

const NODE = ['--conditions=react-server', '--import', 'tsx'];
const READY_WITHIN_MS = 60_000;
/** Of Debian's package `faketime`; moves the clock of one process. */
export const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
/** A connection that says nothing is given up after so long; the portal by itself waits longer (server/db.ts). */
const SILENT_AFTER_MS = 4_000;
export const WORKER = 'worker';
const nameOf = (index: number) => `people-${index}`;

export type LoadOptions = {
  /** of the app's role, behind the proxy */
  appUrl: string;
  dataDirectory: string;
  seed: number;
  drivers: number;
  firstDriver: number;
  day: Day;
  onMessage: (message: FromDriver) => void;
};

/** The processes that work on the database: people, whose commands are told, and the worker. Who ends is begun again. */
export class Load {
  private readonly drivers: { child: ChildProcess; ready: Promise<void>; hours: number }[] = [];
  private worker: ChildProcess | null = null;
  private workerHours = 0;
  private count: number;
  private day: Day;
  private stopping = false;

  constructor(private readonly options: LoadOptions) {
    this.count = options.firstDriver;
    this.day = options.day;
  }

  /** Begins all of them; resolves when the people are at work. */
  async start(): Promise<void> {
    this.startWorker();
    for (let index = 0; index < this.options.drivers; index += 1) this.startDriver(index, 0);
    await Promise.all(this.drivers.map(({ ready }) => ready));
  }

  /** Kills one process of people, without a word; another begins. */
  async killDriver(index: number): Promise<boolean> {
    const driver = await this.driverAt(index);
    return driver.child.kill('SIGKILL');
  }

  killWorker(): boolean {
    return this.worker?.kill('SIGKILL') ?? false;
  }

  /** What the process of this index calls itself towards the database, once its people are at work. */
  async nameOfDriver(index: number): Promise<string> {
    await this.driverAt(index);
    return nameOf(index % this.drivers.length);
  }

  /** Ends a process and begins it again with a clock that is so many hours ahead. */
  async moveClock(index: number, hours: number): Promise<boolean> {
    const driver = await this.driverAt(index);
    driver.hours = hours;
    driver.child.kill('SIGKILL');
    return existsSync(FAKETIME);
  }

  moveWorkerClock(hours: number): boolean {
    this.workerHours = hours;
    return this.killWorker() && existsSync(FAKETIME);
  }

  tellDay(day: Day): void {
    this.day = day;
    this.tell({ kind: 'day', day });
  }

  /** People go home; the worker stays, and is begun if it is not there. */
  endPeople(): void {
    this.stopping = true;
    this.tell({ kind: 'end' });
    if (!this.worker || this.worker.exitCode !== null || this.worker.signalCode !== null) this.startWorker();
  }

  stop(): void {
    this.stopping = true;
    for (const { child } of this.drivers) child.kill('SIGKILL');
    this.worker?.kill('SIGKILL');
  }

  private tell(message: ToDriver): void {
    for (const { child } of this.drivers) if (child.connected) child.send(message, () => {});
  }

  private async driverAt(index: number) {
    // one process after the other: those who are left answer while it is begun again
    await Promise.all(this.drivers.map(({ ready }) => ready));
    const driver = this.drivers[index % this.drivers.length];
    if (!driver) throw new Error('there are no people');
    return driver;
  }

  private env(name: string, hours: number): NodeJS.ProcessEnv {
    const url = new URL(this.options.appUrl);
    url.searchParams.set('application_name', name);
    url.searchParams.set('query_timeout', String(SILENT_AFTER_MS));
    const { seed, dataDirectory } = this.options;
    return {
      ...process.env,
      ...{ APP_DATABASE_URL: url.href, DATABASE_URL: url.href, DATA_DIR: dataDirectory, LOG_LEVEL: 'silent' },
      ...{ CHAOS_SEED: String(seed), CHAOS_DAY: this.day },
      // timers go by the clock that nobody moves
      ...(hours === 0
        ? {}
        : {
            LD_PRELOAD: FAKETIME,
            FAKETIME: `${hours < 0 ? '' : '+'}${hours * 3600}`,
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
          }),
    };
  }

  private startWorker(): void {
    const { PGOPTIONS: _sight, ...env } = this.env(WORKER, this.workerHours);
    const child = spawn(process.execPath, [...NODE, 'src/jobs/worker.ts'], { env, stdio: 'ignore' });
    this.worker = child;
    child.once('exit', () => {
      if (!this.stopping) this.startWorker();
    });
  }

  private startDriver(index: number, hours: number): void {
    this.count += 1;
    const own = { CHAOS_DRIVER: String(this.count), PAPERS_FROM: String(this.count * 1_000) };
    const child = fork(path.join(import.meta.dirname, 'driver.ts'), {
      execArgv: NODE,
      env: { ...this.env(nameOf(index), hours), ...SEE_ALL, ...own },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message: FromDriver) => {
        if (message.kind === 'ready') resolve();
        else this.options.onMessage(message);
      });
      // whoever waits for one that ended before it began, waits for nothing more
      child.once('exit', () => resolve());
      setTimeout(resolve, READY_WITHIN_MS).unref();
    });
    this.drivers[index] = { child, ready, hours };
    child.once('exit', () => {
      if (!this.stopping) this.startDriver(index, this.drivers[index]?.hours ?? 0);
    });
  }
}
