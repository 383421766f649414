import { spawn } from 'node:child_process';
import { Stop } from '../lib/say.mjs';

/** Runs a tool of Debian's to its end, or ends it after so many seconds; what it printed. */
export function runTool(command: string, args: string[], seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000_000);
      });
    // it has children of its own
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), seconds * 1000);
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new Stop(`${command} is not installed: apt-get install ${command}`) : error);
    });
    child.once('close', () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}
