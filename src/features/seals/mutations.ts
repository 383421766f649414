import 'server-only';
import type { KeyObject } from 'node:crypto';
import type { Tx } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { type Heads, hashOf, signCheckpoint } from './checkpoint';
import {
  appendCheckpoint,
  dayOfFile,
  isNewest,
  type LastCheckpoint,
  nameOfFile,
  readLastCheckpoint,
} from './checkpoint-files';

/** so many in one transaction: well below the patience of any statement */
const AT_ONCE = 20_000;

/** Seals what waits for it, and returns how many events that were. */
export async function sealWaiting(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const [row] = await asSystem(
      'a job',
      (tx) => tx.$queryRaw<{ sealed: bigint }[]>`SELECT seal_events(${AT_ONCE}::integer) AS sealed`,
    );
    sealed += Number(row?.sealed ?? 0);
    if (Number(row?.sealed ?? 0) < AT_ONCE) return sealed;
  }
}

/** The record does not hold what the last checkpoint signed: it was changed, or an old copy was put in its place. */
export class RecordBehindCheckpoint extends Error {
  constructor(readonly chains: readonly number[]) {
    super(
      `The record no longer holds what its last checkpoint signed (chains ${chains.slice(0, 5).join(', ')}${chains.length > 5 ? ' …' : ''}). ` +
        'Nothing more is signed. Run `npm run verify -- chain`; after a restore that was meant, move the folder of checkpoints aside and keep it.',
    );
  }
}

async function readHeads(tx: Pick<Tx, '$queryRaw'>): Promise<Heads> {
  const rows = await tx.$queryRaw<{ chain: number; number: bigint; hash: string }[]>`
    SELECT chain, number, encode(hash, 'hex') AS hash FROM seal_head`;
  return new Map(rows.map(({ chain, number, hash }) => [chain, { number, hash }]));
}

/** The chains in which what was signed no longer stands. */
async function findBehind(tx: Pick<Tx, '$queryRaw'>, signed: Heads): Promise<number[]> {
  const heads = [...signed];
  const rows = await tx.$queryRaw<{ chain: number }[]>`
    SELECT h.chain FROM unnest(${heads.map(([chain]) => chain)}::integer[], ${heads.map(([, head]) => head.number)}::bigint[],
      ${heads.map(([, head]) => head.hash)}::text[]) AS h(chain, number, hash)
    LEFT JOIN event_seal s ON s.chain = h.chain AND s.number = h.number
    WHERE s.hash IS DISTINCT FROM decode(h.hash, 'hex') ORDER BY 1`;
  return rows.map(({ chain }) => chain);
}

/**
 * Writes the checkpoint of this moment and returns it with all heads, to be handed in at the next call; null while another
 * process signs. Throws RecordBehindCheckpoint rather than sign a record that was taken back.
 */
export function signHeads(
  directory: string,
  key: KeyObject,
  now: Date,
  before: LastCheckpoint | null = null,
): Promise<LastCheckpoint | null> {
  return asSystem('a job', async (tx) => {
    const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtext('sign_heads')) AS taken`;
    if (!lock?.taken) return null;
    const goesOn = before !== null && (await isNewest(directory, before));
    const last = goesOn ? before : await readLastCheckpoint(directory);
    const heads = await readHeads(tx);
    const behind = last ? await findBehind(tx, last.heads) : [];
    if (behind.length > 0) throw new RecordBehindCheckpoint(behind);
    const name = goesOn && dayOfFile(before.name) === now.toISOString().slice(0, 10) ? before.name : nameOfFile(now);
    const signed = name === before?.name ? before.heads : new Map<number, never>();
    const moved: Heads = new Map([...heads].filter(([chain, { hash }]) => signed.get(chain)?.hash !== hash));
    const prior = last ? hashOf(last.checkpoint) : '';
    const checkpoint = signCheckpoint({ heads, moved, at: now, prior }, key);
    return { name, size: await appendCheckpoint(directory, name, checkpoint), checkpoint, heads };
  });
}
