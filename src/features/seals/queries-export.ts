import 'server-only';
import { refuse } from '@/domain/refusal';
import type { Tx } from '@/server/db';
import { type Checkpoint, type Heads, placeOf } from './checkpoint';
import { listCheckpointFiles, nameOfFile, readCheckpointFile } from './checkpoint-files';
import { FORMAT, type Line } from './export-file';

export const EXPORT_LIMITS = { events: 5_000, seals: 200_000 };

type Part = { chain: number; from: bigint; to: bigint; sealedAt: Date };
type Signed = { checkpoint: Checkpoint; heads: Heads };

/** The first checkpoint that signed a chain up to a seal, or later; null where none has yet. */
async function findSigned(directory: string, { chain, to, sealedAt }: Part): Promise<Signed | null> {
  const names = await listCheckpointFiles(directory);
  // a file that began after the sealing cannot be the first that signed it while there is one that began before
  const before = names.findLastIndex((name) => name <= nameOfFile(sealedAt));
  for (const name of names.slice(Math.max(before, 0))) {
    const heads: Heads = new Map();
    for (const checkpoint of (await readCheckpointFile(directory, name)).checkpoints) {
      for (const [each, head] of checkpoint.moved) heads.set(each, head);
      if ((heads.get(chain)?.number ?? 0n) >= to) return { checkpoint, heads };
    }
  }
  return null;
}

type SealRow = { number: bigint; contentHash: string; content: string | null };

/** The lines of one chain: from the first event asked for to the head that was signed after the last. */
async function linesOf(tx: Tx, part: Part, signed: Signed | null, eventIds: readonly string[]): Promise<Line[]> {
  const end = signed?.heads.get(part.chain)?.number ?? part.to;
  const [before] = await tx.$queryRaw<{ prior: string }[]>`
    SELECT encode(coalesce((SELECT hash FROM event_seal WHERE chain = ${part.chain} AND number = ${part.from - 1n}),
      chain_start(${part.chain}::integer)), 'hex') AS prior`;
  const seals = await tx.$queryRaw<SealRow[]>`
    SELECT s.number, encode(s.content_hash, 'hex') AS "contentHash", CASE WHEN e.id IS NOT NULL THEN event_content(e, s.remark_hash) END AS content
    FROM event_seal s LEFT JOIN event e ON e.id = s.event_id AND e.id = ANY(${eventIds}::uuid[])
    WHERE s.chain = ${part.chain} AND s.number BETWEEN ${part.from} AND ${end} ORDER BY s.number`;
  const lines: Line[] = [{ chain: part.chain, from: String(part.from), prior: before?.prior ?? '' }];
  for (const { number, contentHash, content } of seals)
    lines.push(content === null ? { number: String(number), contentHash } : { number: String(number), content });
  if (!signed) return [...lines, { unsigned: String(part.from) }];
  const { text: note, signature } = signed.checkpoint;
  return [...lines, { signedHead: String(end), ...placeOf(signed.heads, part.chain), note, signature }];
}

/**
 * These events as a file that proves itself (export-file.ts says how); what is not sealed yet is left out and counted by
 * the caller. Refuses RECORD_TOO_MANY {most} where more than EXPORT_LIMITS would have to be written.
 */
export async function writeProof(
  tx: Tx,
  eventIds: readonly string[],
  { directory, publicKey, now, by }: { directory: string; publicKey: string; now: Date; by: string },
): Promise<{ text: string; events: number }> {
  const parts = await tx.$queryRaw<(Part & { events: bigint })[]>`
    SELECT chain, min(number) AS from, max(number) AS to, max(sealed_at) AS "sealedAt", count(*) AS events
    FROM event_seal WHERE event_id = ANY(${eventIds}::uuid[]) GROUP BY chain ORDER BY chain`;
  const signed: (Signed | null)[] = [];
  let seals = 0n;
  for (const part of parts) {
    const found = await findSigned(directory, part);
    seals += (found?.heads.get(part.chain)?.number ?? part.to) - part.from + 1n;
    signed.push(found);
  }
  if (seals > EXPORT_LIMITS.seals) refuse('RECORD_TOO_MANY', { most: EXPORT_LIMITS.events });
  const events = parts.reduce((sum, part) => sum + Number(part.events), 0);
  const lines: Line[] = [{ format: FORMAT, exportedAt: now.toISOString(), exportedBy: by, events, publicKey }];
  for (const [index, part] of parts.entries())
    lines.push(...(await linesOf(tx, part, signed[index] ?? null, eventIds)));
  return { text: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`, events };
}
