import type { KeyObject } from 'node:crypto';
import { type Heads, hashOf, isSignedBy, rootOf } from './checkpoint';
import { listCheckpointFiles, readCheckpointFile } from './checkpoint-files';
import { type Fault, findUnlikeSigned, type Reader } from './queries-faults';

const BATCH = 20_000;

type Found = { faults: Fault[]; checkpoints: number; last: Date | null };

/**
 * Reads every checkpoint outside the database: each must be signed, name the one before it, and what it signed must stand in
 * the database. The roots of the last of each file are computed again. For the command, which has the time.
 */
export async function findCheckpointFaults(
  tx: Reader,
  directory: string,
  keys: readonly KeyObject[],
  limit: number,
): Promise<Found> {
  const found: Found = { faults: [], checkpoints: 0, last: null };
  const blame = (kind: Fault['kind'], note: string) =>
    found.faults.push({ kind, chain: null, number: null, eventId: null, note });
  let prior: string | null = null;
  let signed: { chain: number; number: bigint; hash: string; at: Date }[] = [];
  const compare = async () => {
    found.faults.push(...(await findUnlikeSigned(tx, signed, limit)));
    signed = [];
  };
  const names = await listCheckpointFiles(directory);
  for (const [index, name] of names.entries()) {
    const { checkpoints, rest } = await readCheckpointFile(directory, name);
    // a crash leaves half a checkpoint at the end of a file, where the next start begins another
    if (rest.includes('\n\n')) blame('CHECKPOINT_UNREADABLE', `${name}, after ${checkpoints.length} checkpoints`);
    const heads: Heads = new Map();
    for (const checkpoint of checkpoints) {
      const where = `${name}, ${checkpoint.at.toISOString()}`;
      if (!isSignedBy(checkpoint, keys)) blame('CHECKPOINT_NOT_SIGNED', where);
      // the oldest kept may name one that was archived
      if (prior !== null && checkpoint.prior !== prior) blame('CHECKPOINT_MISSING', `before ${where}`);
      prior = hashOf(checkpoint);
      for (const [chain, head] of checkpoint.moved) {
        heads.set(chain, head);
        signed.push({ chain, ...head, at: checkpoint.at });
      }
      found.last = checkpoint.at;
    }
    const last = checkpoints.at(-1);
    if (last && (rootOf(heads) !== last.root || heads.size !== last.size))
      blame('CHECKPOINT_NOT_SIGNED', `${name}, ${last.at.toISOString()}: its root is not that of its heads`);
    found.checkpoints += checkpoints.length;
    if (signed.length >= BATCH || index === names.length - 1) await compare();
  }
  found.faults = found.faults.slice(0, limit);
  return found;
}
