import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { Stop } from './say.mjs';

export const root = path.resolve(import.meta.dirname, '../..');

/** Node flags of a script that shares code with the application: TypeScript, and `server-only` resolving to nothing. */
export const SERVER_SCRIPT = ['--conditions=react-server', '--import', 'tsx'];

const LARGEST_LOG = 10_000_000;

/** Opens a log for appending; one that has grown large is kept once under another name. */
export function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The last lines of a log, for a sentence that must show why. */
export function tailOf(file: string, lines = 12): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trim().split('\n').slice(-lines).join('\n');
}

type Step = { name: string; command: string; args: string[]; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void };

const runningSteps = new Set<ChildProcess>();

/** Ends the steps that run now: the person pressed Ctrl-C while something was being installed, seeded or built. */
export function endSteps(): void {
  for (const child of runningSteps) child.kill('SIGTERM');
}

/** Runs one step to its end and returns its output; a failing one stops the start and shows its last lines. */
export function runStep({ name, command, args, env, onLine }: Step): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    runningSteps.add(child);
    let output = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim()) onLine?.(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      runningSteps.delete(child);
      if (code === 0) return resolve(output);
      if (/ENOSPC|No space left on device/.test(output)) return reject(new Stop(`${name} failed: the disk is full.`));
      reject(new Stop(`${name} failed:\n${output.trim().split('\n').slice(-30).join('\n')}`));
    });
  });
}

/** Waits until a child has ended, at most so long; true when it has. */
export function hasEnded(child: ChildProcess, milliseconds: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
