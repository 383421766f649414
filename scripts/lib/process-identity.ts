import { readFileSync } from 'node:fs';

/**
 * A process told apart from a later one with the same number: number, start time since boot, and boot.
 * A lock file left by kill -9 or a power cut is recognised by it.
 */
export type ProcessIdentity = { pid: number; startTicks: string; bootId: string };

/** The identity of a living process, else null. */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold spaces: count from behind it.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return null;
    return { pid, startTicks: rest[18] ?? '', bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() };
  } catch {
    return null;
  }
}

/** Whether exactly that process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && now.startTicks === identity.startTicks && now.bootId === identity.bootId;
}
