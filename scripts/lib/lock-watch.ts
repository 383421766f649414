import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Longer than this nobody at work waits for a migration, and a migration for nobody. */
export const LOCK_SECONDS = 2;
const LOOK_EVERY_MS = 100;
// looking and cancelling take their own time
const CANCEL_AFTER_MS = 1_500;

/**
 * Looks on a connection of its own whether anybody waits for a lock that another connection holds, and ends what that one
 * is doing when they have waited a second and a half: whatever a migration turns out to hold, and however large the table, the
 * portal stands still for two seconds at most.
 */
export class LockWatch {
  /** milliseconds that somebody was seen waiting, at most */
  longestWaitMs = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly pid: number,
  ) {}

  /** Watches over what `watched` does; both are of the same role, or the watcher's may end its statements. */
  static async over(watched: pg.Client, url: string): Promise<LockWatch> {
    const { rows } = await watched.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new LockWatch(client, rows[0]?.pid ?? 0);
  }

  /** Runs `work`; its statement is cancelled (57014) when somebody has waited too long for it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const over = new AbortController();
    const watching = this.look(over.signal);
    // heard below; until then nobody else must take it for unheard
    watching.catch(() => undefined);
    try {
      return await work();
    } finally {
      over.abort();
      await watching;
    }
  }

  async end(): Promise<void> {
    await this.client.end();
  }

  private async look(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const { rows } = await this.client.query<{ waited: number | null }>(
        `SELECT extract(epoch FROM max(clock_timestamp() - waitstart)) * 1000 AS waited
         FROM pg_locks WHERE NOT granted AND locktype <> 'advisory' AND $1 = ANY (pg_blocking_pids(pid))`,
        [this.pid],
      );
      const waited = Number(rows[0]?.waited ?? 0);
      this.longestWaitMs = Math.max(this.longestWaitMs, waited);
      if (waited > CANCEL_AFTER_MS && !over.aborted)
        await this.client.query('SELECT pg_cancel_backend($1)', [this.pid]);
      await sleep(LOOK_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
    }
  }
}
