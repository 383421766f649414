import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { hasEnded, openLog, root } from './child';
import { asUser, type DatabaseUser } from './database-user';
import type { InstanceLock } from './instance-lock';
import { say } from './say.mjs';

const LONGEST_WAIT = 30_000;
/** A process that lived this long starts over with the shortest wait. */
const STEADY_AFTER = 60_000;
const endWithParent = path.join(import.meta.dirname, 'end-with-parent.mjs');

export type Service = {
  /** How often it has died so far. */
  deaths(): number;
  /** SIGTERM, then up to `drainSeconds` to finish what it does, then SIGKILL. */
  stop(): Promise<void>;
};

type ServiceOptions = {
  name: string;
  /** Another program than node, and whom it runs as. */
  program?: { command: string; user: DatabaseUser };
  /** Arguments to node, or to that program. */
  args: string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  drainSeconds: number;
  lock: InstanceLock;
};

// A program that was killed leaves those it had started, and with them its port.
function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It left none.
  }
}

/** Keeps one process running: whenever it ends unasked it is started again, after a growing pause. */
export function supervise({ name, program, args, env, logFile, drainSeconds, lock }: ServiceOptions): Service {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let deaths = 0;
  let wait = 1000;

  const start = () => {
    const startedAt = Date.now();
    const log = openLog(logFile);
    const [command, words] = program
      ? [program.command, args]
      : [process.execPath, ['--import', endWithParent, ...args]];
    child = spawn(command, words, {
      ...(program?.user ? asUser(program.user) : { cwd: root }),
      env,
      // A group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops things in order.
      detached: true,
      stdio: ['ignore', log, log],
    });
    lock.noteChild(name, child.pid);
    const { pid } = child;
    child.once('exit', (code, signal) => {
      if (program) endGroup(pid);
      if (stopping) return;
      deaths += 1;
      wait = Date.now() - startedAt > STEADY_AFTER ? 1000 : wait;
      say(
        `the ${name} ended unexpectedly (${signal ?? `exit ${code}`}): starting it again in ${wait / 1000} s, see ${logFile}`,
      );
      timer = setTimeout(start, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  start();

  return {
    deaths: () => deaths,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (!child) return;
      child.kill('SIGTERM');
      if (await hasEnded(child, drainSeconds * 1000)) return;
      say(`the ${name} did not finish within ${drainSeconds} s: ending it`);
      child.kill('SIGKILL');
      await hasEnded(child, 5000);
    },
  };
}
