import 'server-only';
import { addDays, type Day } from '@/domain/calendar';
import { refuse } from '@/domain/refusal';
import { recordAbout } from '@/features/identity/mutations';
import type { Secret } from '@/lib/action-result';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { mustProveAgain } from '@/server/second-factor';
import { hashKey, makeKey } from './key';
import type { TokenInput } from './schema';

/** A key is made anew at least once a year, so that one that was forgotten ends by itself. */
export const LONGEST_DAYS = 366;

/** Midnight in Shanghai after the last day. */
const endOf = (lastDay: Day) => new Date(`${addDays(lastDay, 1)}T00:00:00+08:00`);

/**
 * Makes a key with which a program reads what this person may read. The key comes back once and is kept nowhere. Refuses
 * NOT_PERMITTED, NOT_FOUND (no active person of this name), TOKEN_DAYS {days} (a last day that is past or too far off),
 * FACTOR_NEEDED.
 */
export function makeToken(ctx: Context, input: TokenInput): Promise<Result<{ tokenId: string; secrets: Secret[] }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'token.manage');
    await mustProveAgain(tx, ctx);
    const user = await tx.user.findUnique({ where: { username: input.username } });
    if (user?.status !== 'ACTIVE') refuse('NOT_FOUND');
    const day = today(ctx);
    if (input.lastDay < day || input.lastDay > addDays(day, LONGEST_DAYS)) refuse('TOKEN_DAYS', { days: LONGEST_DAYS });
    const [key, id] = [makeKey(), newUuid()];
    await tx.apiToken.create({
      data: {
        id,
        userId: user.id,
        purpose: input.purpose,
        keyHash: new Uint8Array(hashKey(key)),
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
        expiresAt: endOf(input.lastDay),
      },
    });
    await recordAbout(tx, ctx, user.id, 'token.made', { tokenId: id, lastDay: input.lastDay });
    return { tokenId: id, secrets: [{ label: input.purpose, secret: key }] };
  });
}

/** Ends a key at once. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (ended or over already). */
export function revokeToken(ctx: Context, { tokenId }: { tokenId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'token.manage');
    const token = (await tx.apiToken.findUnique({ where: { id: tokenId } })) ?? refuse('NOT_FOUND');
    const ended = await tx.apiToken.updateMany({
      where: { id: token.id, revokedAt: null, expiresAt: { gt: ctx.now } },
      data: { revokedAt: ctx.now, revokedById: ctx.actor.userId },
    });
    if (ended.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await recordAbout(tx, ctx, token.userId, 'token.revoked', { tokenId: token.id });
  });
}
