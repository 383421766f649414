import 'server-only';
import { randomUUID } from 'node:crypto';
import { isProofFresh, LOOKS_PER_DAY_DEFAULT, mayLookAgain } from '@/domain/looks';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from './command';
import { toDate } from './dates';
import type { Tx } from './db';
import { notify } from './notify';
import { verifyPassword } from './password';
import { policyOfPerson } from './policy-of-person';
import { asSystem } from './row-scope';
import { factorState, mustProveAgain } from './second-factor';
import { countFailure, lockedUntil, type Origin, recordAboutAccount } from './sign-in-locks';

/** What a mutation that shows personal data in full asks first, in its own transaction: call it before the event is written. */
export async function countLook(tx: Tx, ctx: Context): Promise<void> {
  await mustBeThere(tx, ctx);
  const { userId, organisation } = ctx.actor;
  const day = today(ctx);
  const limit = Number((await policyOfPerson(tx, organisation, 'LOOKS_PER_DAY', day)) ?? LOOKS_PER_DAY_DEFAULT);
  // the row is held until the end of the transaction, so that two looks at once are two
  const used = await tx.lookCount.upsert({
    where: { userId_day: { userId, day: toDate(day) } },
    create: { userId, day: toDate(day), looks: 1 },
    update: { looks: { increment: 1 } },
  });
  if (!mayLookAgain({ looks: used.looks - 1, allowed: used.allowed }, limit))
    refuse('LOOKS_USED_UP', { limit: limit + used.allowed });
}

/**
 * Refuses unless the person proved who they are within the last minutes: by the second factor where one is asked of them
 * (FACTOR_NEEDED), else by the password (PASSWORD_NEEDED), else by a new sign-in at the provider (SIGN_IN_AGAIN).
 */
export async function mustBeThere(tx: Tx, ctx: Context): Promise<void> {
  const state = await factorState(tx, ctx.actor);
  if (state?.isSetUp || state?.isRequired) return mustProveAgain(tx, ctx);
  return mustHaveSignedIn(tx, ctx);
}

/**
 * Refuses unless the password was typed in this session within the last minutes (PASSWORD_NEEDED), or the sign-in at the
 * provider is as fresh (SIGN_IN_AGAIN): before a first factor is set up, for whoever finds a desk unattended would keep
 * its owner out with one.
 */
export async function mustHaveSignedIn(tx: Tx, ctx: Pick<Context, 'actor' | 'now'>): Promise<void> {
  const { sessionId, userId } = ctx.actor;
  const session = await tx.authSession.findFirst({ where: { id: sessionId, userId, revokedAt: null } });
  if (session && isProofFresh(session, ctx.now)) return;
  refuse(session?.method === 'PROVIDER' ? 'SIGN_IN_AGAIN' : 'PASSWORD_NEEDED');
}

/** After a look: where it was refused for want of looks, the security administrators are told, once while unread. */
export async function tellOfUsedUp<T>(ctx: Context, result: Result<T>): Promise<Result<T>> {
  if (result.ok || result.refusal.code !== 'LOOKS_USED_UP') return result;
  await write(ctx, async (tx) => {
    const people = await tx.user.findMany({
      where: { roles: { has: 'SECURITY_ADMIN' }, status: 'ACTIVE' },
      select: { id: true },
    });
    const ids = people.map(({ id }) => id);
    await notify(tx, ctx, ids, { kind: 'LOOKS_USED_UP', subjectId: ctx.actor.userId });
  });
  return result;
}

/**
 * Takes the password typed again in a session, which counts as fresh from then on. A wrong one counts like one at the
 * sign-in; the fifth locks there and ends the session. Commits whatever comes of it. Null when it fits, else SESSION_ENDED,
 * PASSWORD_WRONG, TOO_MANY_TRIES {minutes}.
 */
export async function provePassword(
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  password: string,
): Promise<RefusalValue | null> {
  const { userId, sessionId } = actor;
  const stored = await asSystem('who is asking', (tx) =>
    tx.user.findUnique({ where: { id: userId }, select: { passwordHash: true } }),
  );
  const fits = await verifyPassword(stored?.passwordHash ?? null, password);
  const ctx = { now, requestId: randomUUID() };
  return asSystem('who is asking', async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const session = await tx.authSession.findFirst({ where: { id: sessionId, userId, revokedAt: null } });
    if (session?.method !== 'PASSWORD') return { code: 'SESSION_ENDED' };
    const origin: Origin = { deviceId: session.deviceId, address: session.address };
    const until = await lockedUntil(tx, user, origin, now);
    if (until) return tooMany(until, now);
    if (fits) {
      await tx.authSession.update({ where: { id: sessionId }, data: { passwordAt: now } });
      await recordAboutAccount(tx, ctx, userId, 'password.proved', { sessionId });
      return null;
    }
    const locked = await countFailure(tx, user, origin, now);
    await recordAboutAccount(tx, ctx, userId, 'password.refused', { sessionId });
    if (!locked) return { code: 'PASSWORD_WRONG' };
    await tx.authSession.update({ where: { id: sessionId }, data: { revokedAt: now } });
    await recordAboutAccount(tx, ctx, userId, 'account.locked', { until: locked.toISOString() });
    return tooMany(locked, now);
  });
}

function tooMany(until: Date, now: Date): RefusalValue {
  return { code: 'TOO_MANY_TRIES', params: { minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) } };
}
