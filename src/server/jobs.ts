import type { Tx } from './db';

/** A reminder outside the portal: what it is about, never what it says, so that the queue holds no text of anybody. */
export type ChannelJob =
  | { userId: string; kind: 'URGED'; caseId: string; reference: string }
  | { userId: string; kind: 'DUE'; count: number };

/** Background jobs by name, with what they are given; a handler per name stands in src/jobs/. */
export type Jobs = {
  'file.scan': { fileId: string };
  'calendar.recompute': Record<string, never>;
  'channel.send': ChannelJob;
  'digest.send': { userId: string };
  'list.export': { exportId: string };
  'projects.import': { importId: string };
  'files.erase': { keys: string[] };
};

/** Adds a job in the caller's transaction: rolled back with it, run once it is committed. */
export async function addJob<Name extends keyof Jobs>(tx: Tx, name: Name, payload: Jobs[Name]): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)`;
}
