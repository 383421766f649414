import 'server-only';
import { createHash } from 'node:crypto';
import { type Day, isUsableDay, startOfDay } from '@/domain/calendar';
import { refuse } from '@/domain/refusal';
import { type EventFilter, listEventIds } from '@/features/administration/queries/events';
import { type Context, mustHold, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { env } from '@/server/env';
import { recordEvent } from '@/server/events';
import { crossing } from '@/server/row-scope';
import { publicLineOf } from './checkpoint';
import { readLastCheckpoint } from './checkpoint-files';
import { checkpointDirectory, readCheckpointKey } from './checkpoint-key';
import { findChain } from './queries';
import { EXPORT_LIMITS, writeProof } from './queries-export';
import { type Fault, findBrokenLinks, findChangedEvents, findGoneRemarks, findUnlikeSigned } from './queries-faults';

const FAULTS_SHOWN = 50;
const MS_PER_DAY = 86_400_000;

export type Verified = { chain: number; seals: number; faults: Fault[]; signedAt: Date | null };

/**
 * Verifies the chain of a place, or of it what was sealed from one day to another: each event against its seal, each seal
 * against the one before, and the chain against the newest checkpoint. That it was verified is recorded. Refuses
 * NOT_PERMITTED, RECORD_TOO_MANY {most} and what `findChain` refuses.
 */
export function verifyChain(
  ctx: Context,
  { place, from, to }: { place: string; from: Day | null; to: Day | null },
): Promise<Result<Verified>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'audit.read');
    const chain = await findChain(tx, ctx.actor, place);
    const part = await findPart(tx, chain, from, to);
    const seals = part.to < part.from ? 0 : Number(part.to - part.from) + 1;
    if (seals > EXPORT_LIMITS.seals) refuse('RECORD_TOO_MANY', { most: EXPORT_LIMITS.seals });
    const last = await readLastCheckpoint(checkpointDirectory(env()));
    const head = last?.heads.get(chain);
    const faults = [
      ...(await findBrokenLinks(tx, FAULTS_SHOWN, part)),
      ...(await findChangedEvents(tx, FAULTS_SHOWN, part)),
      ...(await crossing(tx, 'personal data whose time is over', () => findGoneRemarks(tx, FAULTS_SHOWN, part))),
      ...(last && head ? await findUnlikeSigned(tx, [{ chain, ...head, at: last.checkpoint.at }], FAULTS_SHOWN) : []),
    ];
    await recordEvent(tx, ctx, { kind: 'record.verified', payload: { chain, seals, faults: faults.length } });
    return { chain, seals, faults, signedAt: head ? (last?.checkpoint.at ?? null) : null };
  });
}

/** The numbers of what was sealed between two days, both included. */
async function findPart(tx: Tx, chain: number, from: Day | null, to: Day | null) {
  const after = from && isUsableDay(from) ? startOfDay(from) : new Date(0);
  const before = to && isUsableDay(to) ? new Date(+startOfDay(to) + MS_PER_DAY) : new Date('9999-12-31T00:00:00Z');
  const { _min, _max } = await tx.eventSeal.aggregate({
    where: { chain, sealedAt: { gte: after, lt: before } },
    _min: { number: true },
    _max: { number: true },
  });
  return { chain, from: _min.number ?? 1n, to: _max.number ?? 0n };
}

/**
 * The events of a filter with the proof that they are what was sealed and signed. That they were taken out is recorded.
 * Refuses NOT_PERMITTED, RECORD_TOO_MANY {most}.
 */
export function exportRecord(ctx: Context, filter: EventFilter): Promise<Result<{ text: string; events: number }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'audit.read');
    const ids = await listEventIds(tx, ctx.actor, filter, EXPORT_LIMITS.events + 1);
    if (ids.length > EXPORT_LIMITS.events) refuse('RECORD_TOO_MANY', { most: EXPORT_LIMITS.events });
    const key = await readCheckpointKey(env());
    const written = await writeProof(tx, ids, {
      directory: checkpointDirectory(env()),
      publicKey: key ? publicLineOf(key) : '',
      now: ctx.now,
      by: ctx.actor.username,
    });
    const filters = Object.keys(filter).filter((name) => filter[name as keyof EventFilter]);
    const sha256 = createHash('sha256').update(written.text).digest('hex');
    await recordEvent(tx, ctx, { kind: 'record.exported', payload: { events: written.events, filters, sha256 } });
    return written;
  });
}
