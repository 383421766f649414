import 'server-only';
import { refuse } from '@/domain/refusal';
import type { Context } from '@/server/command';
import { canonicalHash } from '@/server/crypto';
import type { Tx } from '@/server/db';

const KEY = /^[A-Za-z0-9-]{8,100}$/;

/** Every command that moves money, or promises it. */
export const MONEY_COMMANDS = [
  'payment.request',
  'payment.release',
  'payment.refuse',
  'payment.return',
  'repayment.record',
  'case.compensate',
  'case.write-off',
  'fund.deposit',
  'fund-claim.pay',
  'recovery.record',
  'subsidy.pay',
  'quota.allot',
  'quota.change',
  'quota-transfer.request',
  'quota-transfer.settle',
] as const;
export type MoneyCommand = (typeof MONEY_COMMANDS)[number];

/** Commands that move no money and leave a second thing behind when they are sent again after a lost answer. */
export const TWINNED_COMMANDS = ['contract.draft', 'document.store', 'export.request'] as const;
export type KeyedCommand = MoneyCommand | (typeof TWINNED_COMMANDS)[number];

export type Claim = {
  key: string;
  command: KeyedCommand;
  /** all that the person asked for; another request under the same key is refused */
  request: Record<string, string | number | bigint | null>;
  /** id of what the command will make or change */
  resultId: string;
};

/**
 * Takes the key of a command, first in its transaction: a twin that runs at the same moment waits here for the
 * first to end, at most two seconds. Replayed: the same person asked the same before, and gets the same answer again
 * without a second row. A refused try rolls the key back with everything else, so that a corrected one may use it. Keys
 * are kept for ever. IDEMPOTENCY_KEY_INVALID (8 to 100 letters, digits, hyphens); IDEMPOTENCY_KEY_REUSED (another person,
 * command or request); IDEMPOTENCY_KEY_IN_PROGRESS.
 */
export async function claimKey(tx: Tx, ctx: Context, claim: Claim): Promise<{ resultId: string; replayed: boolean }> {
  if (!KEY.test(claim.key)) refuse('IDEMPOTENCY_KEY_INVALID');
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`SELECT hold_money_key(${claim.key}) AS held`;
  if (!row?.held) refuse('IDEMPOTENCY_KEY_IN_PROGRESS');
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

/**
 * Runs a command once under the key that its form carries, and hands back what it made or changed. A call without
 * a key is one of our own code (a bank's return file, the demo), which has its own way to do things once; every action
 * takes its key from the form and refuses an empty one. Refuses as `claimKey` does.
 */
export async function once(
  tx: Tx,
  ctx: Context,
  { key, ...claim }: Omit<Claim, 'key'> & { key: string | undefined },
  run: () => Promise<unknown>,
): Promise<string> {
  const { resultId, replayed } =
    key === undefined ? { resultId: claim.resultId, replayed: false } : await claimKey(tx, ctx, { ...claim, key });
  if (!replayed) await run();
  return resultId;
}
