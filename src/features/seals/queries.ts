import 'server-only';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { findNamedRegion } from '@/features/regions/queries';
import type { Tx } from '@/server/db';
import { env } from '@/server/env';
import { publicLineOf } from './checkpoint';
import { listCheckpointFiles, readLastCheckpoint } from './checkpoint-files';
import { checkpointDirectory, readCheckpointKey } from './checkpoint-key';

/** sealed within a second; what waits longer than this, somebody must look after */
export const LATE_AFTER_SECONDS = 5;
/** signed each minute; two may be missed, of a restart */
const SIGNED_LATE_AFTER_MS = 180_000;

export type SealState = {
  /** events that are sealed, in how many chains */
  sealed: bigint;
  chains: number;
  /** events that wait too long for their seal, and for how long the oldest */
  late: number;
  oldestSeconds: number;
  checkpoint: { at: Date; isLate: boolean; root: string; signature: string; files: number; bytes: number } | null;
  publicKey: string | null;
};

/** How far the record is sealed and signed. Refuses NOT_PERMITTED. */
export async function getSealState(tx: Tx, actor: Actor, now: Date): Promise<SealState> {
  if (!can(actor, 'audit.read')) refuse('NOT_PERMITTED');
  const [row] = await tx.$queryRaw<{ sealed: bigint; chains: number; late: number; oldest: number }[]>`
    SELECT (SELECT coalesce(sum(number), 0)::bigint FROM seal_head) AS sealed, (SELECT count(*)::int FROM seal_head) AS chains,
      count(*)::int AS late, coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::float8 AS oldest
    FROM event_unsealed WHERE queued_at < clock_timestamp() - make_interval(secs => ${LATE_AFTER_SECONDS})`;
  const directory = checkpointDirectory(env());
  const last = await readLastCheckpoint(directory);
  const key = await readCheckpointKey(env());
  const files = await listCheckpointFiles(directory);
  const sizes = await Promise.all(files.map(async (name) => (await stat(path.join(directory, name))).size));
  return {
    sealed: row?.sealed ?? 0n,
    chains: row?.chains ?? 0,
    late: row?.late ?? 0,
    oldestSeconds: Math.round(row?.oldest ?? 0),
    publicKey: key && publicLineOf(key),
    checkpoint: last && {
      at: last.checkpoint.at,
      isLate: +now - +last.checkpoint.at > SIGNED_LATE_AFTER_MS,
      root: last.checkpoint.root,
      signature: last.checkpoint.signature,
      files: files.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
    },
  };
}

const CHAIN_LEVELS = ['NATION', 'PROVINCE', 'COUNTY'];

/**
 * The chain of a place as somebody types it: of a county, a province or the nation. Refuses NOT_FOUND outside the actor's
 * area (the audit administrator's is everything), RECORD_OF_NO_CHAIN and what a place can be refused for.
 */
export async function findChain(tx: Tx, actor: Actor, typed: string): Promise<number> {
  const place = await findNamedRegion(tx, typed);
  if ('code' in place) return refuse(place.code, place.params);
  const { scope } = actor;
  const isOwn =
    actor.roles.includes('AUDIT_ADMIN') ||
    scope.kind === 'NATION' ||
    (scope.kind === 'REGION' && place.within.includes(scope.regionId));
  if (!isOwn) refuse('NOT_FOUND');
  if (!CHAIN_LEVELS.includes(place.level)) refuse('RECORD_OF_NO_CHAIN');
  return place.id;
}
