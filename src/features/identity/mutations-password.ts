import 'server-only';
import { checkPassword, PASSWORD_TRIES } from '@/domain/password';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, read, write } from '@/server/command';
import { hashPassword, verifyPassword } from '@/server/password';
import { takeTry } from '@/server/rate-limit';
import { asSystem } from '@/server/row-scope';
import { lockUser, recordAbout } from './mutations';

export type PasswordChange = { oldPassword: string; newPassword: string };

/**
 * Replaces one's own password; every other session of the person ends, and a one-time password has served. Refuses
 * NOT_PERMITTED, TOO_MANY_TRIES {minutes}, PASSWORD_WRONG, PASSWORD_UNCHANGED and what `checkPassword` refuses.
 */
export async function changeOwnPassword(ctx: Context, input: PasswordChange): Promise<Result<object>> {
  const { userId } = ctx.actor;
  const rule = { limit: PASSWORD_TRIES.limit, windowMs: PASSWORD_TRIES.minutes * 60_000 };
  // in a transaction of its own: a refused try is a try
  const mayTry = await asSystem('who is asking', (tx) => takeTry(tx, `password:${userId}`, rule, ctx.now));
  const stored = await read(ctx.actor, (tx) =>
    tx.user.findUnique({ where: { id: userId }, select: { passwordHash: true } }),
  );
  const fits = mayTry && (await verifyPassword(stored?.passwordHash ?? null, input.oldPassword));
  const refusal = checkPassword(input.newPassword, ctx.actor.username);
  const passwordHash = fits && !refusal ? await hashPassword(input.newPassword) : null;
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'password.change-own')) refuse('NOT_PERMITTED');
    if (!mayTry) refuse('TOO_MANY_TRIES', { minutes: PASSWORD_TRIES.minutes });
    if (!fits) refuse('PASSWORD_WRONG');
    if (input.newPassword === input.oldPassword) refuse('PASSWORD_UNCHANGED');
    if (refusal) refuse(refusal.code, refusal.params);
    const user = await lockUser(tx, userId);
    // reset by an administrator in between: what was proved no longer counts
    if (passwordHash === null || user.passwordHash !== stored?.passwordHash) refuse('CONFLICT');
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChangePassword: false } });
    await tx.authSession.updateMany({
      where: { userId, revokedAt: null, id: { not: ctx.actor.sessionId } },
      data: { revokedAt: ctx.now },
    });
    await recordAbout(tx, ctx, userId, 'password.changed', {});
    return {};
  });
}
