import 'server-only';
import { MOST_ALLOWED_AT_ONCE } from '@/domain/looks';
import { refuse } from '@/domain/refusal';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { recordEvent } from '@/server/events';
import { mustProveAgain } from '@/server/second-factor';

export type AllowInput = { userId: string; extra: number; reason: string };

/**
 * Lets somebody look at so many more personal values today, beyond the limit; never oneself. Refuses NOT_PERMITTED,
 * SAME_PERSON, INVALID_INPUT, NOT_FOUND (who has not looked today needs nothing), FACTOR_NEEDED.
 */
export function allowLooks(ctx: Context, input: AllowInput): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'look.allow');
    const { userId, extra } = input;
    if (userId === ctx.actor.userId) refuse('SAME_PERSON');
    if (extra < 1 || extra > MOST_ALLOWED_AT_ONCE || input.reason.trim() === '') refuse('INVALID_INPUT');
    await mustProveAgain(tx, ctx);
    const day = today(ctx);
    const { count } = await tx.lookCount.updateMany({
      where: { userId, day: toDate(day) },
      data: { allowed: { increment: extra } },
    });
    if (count === 0) refuse('NOT_FOUND');
    await recordEvent(tx, ctx, {
      kind: 'looks.allowed',
      subjectId: userId,
      payload: { day, extra },
      remark: input.reason.trim(),
    });
    return {};
  });
}
