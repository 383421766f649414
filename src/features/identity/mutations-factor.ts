import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, mustHold, type Result, write } from '@/server/command';
import { decrypt, encrypt } from '@/server/crypto';
import { mustHaveSignedIn } from '@/server/looks';
import { notify } from '@/server/notify';
import { asSystem } from '@/server/row-scope';
import {
  authenticatorOf,
  makeFactorSecret,
  matchingStep,
  mustProveAgain,
  renewRecoveryCodes,
} from '@/server/second-factor';
import { countFailure, lockedUntil } from '@/server/sign-in-locks';
import { lockUser, recordAbout, revokeSessions } from './mutations';

/** What an authenticator is told: the address that a QR code holds, and the same as text to type. */
export type Enrolment = { uri: string; secret: string };

/**
 * The secret that is being set up, made at the first asking and the same until it is confirmed, so that a page that is
 * loaded again shows the same code. Refuses NOT_PERMITTED, STATUS_DOES_NOT_ALLOW (one is set up already), PASSWORD_NEEDED,
 * SIGN_IN_AGAIN.
 */
export function beginFactor(ctx: Context): Promise<Result<Enrolment>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'factor.manage-own');
    const user = await lockUser(tx, ctx.actor.userId);
    if (user.factorCipher) refuse('STATUS_DOES_NOT_ALLOW');
    await mustHaveSignedIn(tx, ctx);
    const secret = user.factorPending ? decrypt(user.factorPending) : makeFactorSecret();
    if (!user.factorPending) await tx.user.update({ where: { id: user.id }, data: { factorPending: encrypt(secret) } });
    return { uri: authenticatorOf(secret, user.username).toString(), secret };
  });
}

/**
 * Sets the factor up with a first code of it. This session counts as proved, every other one ends. The recovery codes come
 * back once. Refuses NOT_PERMITTED, STATUS_DOES_NOT_ALLOW (nothing is being set up), TOO_MANY_TRIES {minutes}, PASSWORD_NEEDED,
 * SIGN_IN_AGAIN, FACTOR_WRONG.
 */
export async function confirmFactor(ctx: Context, { code }: { code: string }): Promise<Result<{ codes: string[] }>> {
  const { userId, sessionId } = ctx.actor;
  const result = await write(ctx, async (tx) => {
    mustHold(ctx, 'factor.manage-own');
    const user = await lockUser(tx, userId);
    if (user.factorCipher || !user.factorPending) refuse('STATUS_DOES_NOT_ALLOW');
    await mustHaveSignedIn(tx, ctx);
    const session = await tx.authSession.findFirst({ where: { id: sessionId, userId } });
    const until = session && (await lockedUntil(tx, user, session, ctx.now));
    if (until) refuse('TOO_MANY_TRIES', { minutes: Math.ceil((until.getTime() - ctx.now.getTime()) / 60_000) });
    const secret = decrypt(user.factorPending);
    const step = matchingStep(secret, code, ctx.now);
    if (step === null) refuse('FACTOR_WRONG');
    await tx.user.update({
      where: { id: userId },
      data: { factorCipher: encrypt(secret), factorSetUpAt: ctx.now, factorLastStep: step, factorPending: null },
    });
    await tx.authSession.updateMany({ where: { id: sessionId }, data: { factorAt: ctx.now } });
    await tx.authSession.updateMany({
      where: { userId, revokedAt: null, id: { not: sessionId } },
      data: { revokedAt: ctx.now },
    });
    await recordAbout(tx, ctx, userId, 'factor.set-up', {});
    return { codes: await renewRecoveryCodes(tx, userId, ctx.now) };
  });
  if (!result.ok && result.refusal.code === 'FACTOR_WRONG') await countWrongCode(ctx);
  return result;
}

/** In a transaction of its own: a refused try is a try. */
async function countWrongCode({ actor, now }: Context): Promise<void> {
  await asSystem('who is asking', async (tx) => {
    const user = await lockUser(tx, actor.userId);
    const session = await tx.authSession.findFirst({ where: { id: actor.sessionId, userId: user.id } });
    if (session) await countFailure(tx, user, session, now);
  });
}

/** Ten new recovery codes; the old ones serve no more. Refuses NOT_PERMITTED, STATUS_DOES_NOT_ALLOW (no factor), FACTOR_NEEDED. */
export function renewCodes(ctx: Context): Promise<Result<{ codes: string[] }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'factor.manage-own');
    const user = await lockUser(tx, ctx.actor.userId);
    if (!user.factorCipher) refuse('STATUS_DOES_NOT_ALLOW');
    await mustProveAgain(tx, ctx);
    await recordAbout(tx, ctx, user.id, 'factor.codes-renewed', {});
    return { codes: await renewRecoveryCodes(tx, user.id, ctx.now) };
  });
}

const NOTHING = { factorCipher: null, factorSetUpAt: null, factorLastStep: null, factorPending: null } as const;

/**
 * Takes away one's own factor, for another telephone. Who must have one sets up the next at once, for nothing else is open
 * before. Refuses NOT_PERMITTED, STATUS_DOES_NOT_ALLOW (none is set up), FACTOR_NEEDED.
 */
export function removeFactor(ctx: Context): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'factor.manage-own');
    const { userId, sessionId } = ctx.actor;
    const user = await lockUser(tx, userId);
    if (!user.factorCipher) refuse('STATUS_DOES_NOT_ALLOW');
    await mustProveAgain(tx, ctx);
    await tx.user.update({ where: { id: userId }, data: NOTHING });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.authSession.updateMany({
      where: { userId, revokedAt: null, id: { not: sessionId } },
      data: { revokedAt: ctx.now },
    });
    await recordAbout(tx, ctx, userId, 'factor.removed', {});
    return {};
  });
}

/**
 * Takes away somebody's factor who has lost it, with their sessions; they are told. Refuses NOT_PERMITTED, NOT_FOUND,
 * OWN_ACCOUNT (another security administrator does it), STATUS_DOES_NOT_ALLOW (none is set up), FACTOR_NEEDED.
 */
export function resetFactor(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'user.manage')) refuse('NOT_PERMITTED');
    await mustProveAgain(tx, ctx);
    const user = await lockUser(tx, userId);
    if (userId === ctx.actor.userId) refuse('OWN_ACCOUNT');
    if (!user.factorCipher) refuse('STATUS_DOES_NOT_ALLOW');
    await tx.user.update({ where: { id: userId }, data: NOTHING });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await recordAbout(tx, ctx, userId, 'factor.reset', {});
    await revokeSessions(tx, ctx, userId, 'FACTOR_RESET');
    await notify(tx, ctx, [userId], { kind: 'FACTOR_RESET' });
    return {};
  });
}
