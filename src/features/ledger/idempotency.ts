import 'server-only';
import { refuse } from '@/domain/refusal';
import type { Context } from '@/server/command';
import { canonicalHash } from '@/server/crypto';
import type { Tx } from '@/server/db';

const KEY = /^[A-Za-z0-9-]{8,100}$/;

export type Claim = {
  key: string;
  command: 'payment.request' | 'payment.release' | 'repayment.record';
  /** all that the person asked for; another request under the same key is refused */
  request: Record<string, string | bigint>;
  /** id of what the command will make or change */
  resultId: string;
};

/**
 * Takes the key of a money command, first in its transaction: a twin that runs at the same moment waits here for the
 * first to end. Replayed: the same person asked the same before, and gets the same answer again without a second row.
 * A refused try rolls the key back with everything else, so that a corrected one may use it. Keys are kept for ever.
 * IDEMPOTENCY_KEY_INVALID (8 to 100 letters, digits, hyphens); IDEMPOTENCY_KEY_REUSED (another person, command or request).
 */
export async function claimKey(tx: Tx, ctx: Context, claim: Claim): Promise<{ resultId: string; replayed: boolean }> {
  if (!KEY.test(claim.key)) refuse('IDEMPOTENCY_KEY_INVALID');
  const requestHash = canonicalHash({ ...claim.request, command: claim.command });
  const taken = await tx.$queryRaw<unknown[]>`
    INSERT INTO idempotency_key (key, actor_id, command, request_hash, result_id, created_at)
    VALUES (${claim.key}, ${ctx.actor.userId}::uuid, ${claim.command}, ${requestHash}, ${claim.resultId}::uuid, ${ctx.now})
    ON CONFLICT (key) DO NOTHING RETURNING 1`;
  if (taken.length === 1) return { resultId: claim.resultId, replayed: false };
  const first = await tx.idempotencyKey.findUniqueOrThrow({ where: { key: claim.key } });
  const isSame =
    first.actorId === ctx.actor.userId && first.command === claim.command && first.requestHash === requestHash;
  if (!isSame) refuse('IDEMPOTENCY_KEY_REUSED');
  return { resultId: first.resultId, replayed: true };
}
