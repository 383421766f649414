import type { Tx } from './db';

/** Background jobs by name, with what they are given; a handler per name stands in src/jobs/. */
export type Jobs = {
  'file.scan': { fileId: string };
  'calendar.recompute': Record<string, never>;
  'list.export': { exportId: string };
};

/** Adds a job in the caller's transaction: rolled back with it, run once it is committed. */
export async function addJob<Name extends keyof Jobs>(tx: Tx, name: Name, payload: Jobs[Name]): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)`;
}
