import 'server-only';
import { randomUUID } from 'node:crypto';
import { can, type Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { afterFailedSignIn, isLocked, sessionEnd } from '@/domain/sign-in';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { verifyPassword } from '@/server/password';
import { asSystem } from '@/server/row-scope';
import { organisationScope } from './scope';

export type Credentials = { username: string; password: string; address: string | null; agent: string | null };

/**
 * Signs somebody in: a new session row, or null. The answer is the same for an unknown name, a wrong password, a locked
 * and a deactivated account. The fifth wrong password in a row locks; a lock is not lengthened by further tries.
 */
export async function signInWithPassword(credentials: Credentials, now: Date): Promise<{ sessionId: string } | null> {
  const known = await asSystem('who is asking', (tx) =>
    tx.user.findUnique({
      where: { username: credentials.username },
      select: { id: true, passwordHash: true },
    }),
  );
  const fits = await verifyPassword(known?.passwordHash ?? null, credentials.password);
  // Nobody is signed in yet, so these writes have no actor and go past write().
  return asSystem('who is asking', (tx) =>
    known ? settleSignIn(tx, known.id, fits, credentials, now) : refuseUnknown(tx, now),
  );
}

async function refuseUnknown(tx: Tx, now: Date): Promise<null> {
  const ctx = { actor: null, now, requestId: randomUUID() };
  await recordEvent(tx, ctx, { kind: 'sign-in.failed', payload: { reason: 'UNKNOWN_USER' } });
  return null;
}

async function settleSignIn(tx: Tx, userId: string, fits: boolean, { address, agent }: Credentials, now: Date) {
  // Two tries at once must both be counted.
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { organisation: true } });
  const scope = await organisationScope(tx, user.organisation);
  const about = { subjectId: userId, scope };
  const ctx = { actor: null, now, requestId: randomUUID() };
  const fail = async (reason: string) => {
    await recordEvent(tx, ctx, { ...about, kind: 'sign-in.failed', payload: { reason } });
    return null;
  };

  if (user.status !== 'ACTIVE') return fail('DEACTIVATED');
  if (isLocked(user, now)) return fail('LOCKED');
  if (!fits) {
    const counters = afterFailedSignIn(user, now);
    await tx.user.update({ where: { id: userId }, data: counters });
    await fail('WRONG_PASSWORD');
    if (counters.lockedUntil) {
      const payload = { until: counters.lockedUntil.toISOString() };
      await recordEvent(tx, ctx, { ...about, kind: 'account.locked', payload });
    }
    return null;
  }
  await tx.user.update({
    where: { id: userId },
    data: { failedSignIns: 0, lockedUntil: null, lastSignInAt: now, lastSignInAddress: address },
  });
  const session = await tx.authSession.create({
    data: { userId, createdAt: now, lastSeenAt: now, expiresAt: sessionEnd(now), address, agent },
  });
  const actor = { userId, organisation: { ...user.organisation, name: { zh: '', en: '' } } };
  const payload = { sessionId: session.id };
  await recordEvent(tx, { ...ctx, actor }, { ...about, kind: 'session.started', payload });
  return { sessionId: session.id };
}

/** Ends one's own session: this one (signing out) or another of one's own. NOT_FOUND for anybody else's. */
export function endOwnSession(ctx: Context, { sessionId }: { sessionId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    const ended = await tx.authSession.updateMany({
      where: { id: sessionId, userId: ctx.actor.userId, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (ended.count === 0) refuse('NOT_FOUND');
    await recordEvent(tx, ctx, {
      kind: 'session.ended',
      payload: { sessionId },
      subjectId: ctx.actor.userId,
      scope: await organisationScope(tx, ctx.actor.organisation),
    });
    return {};
  });
}

// ------------------------------------------------------------------ what the security administrator does

/** Revokes every live session of a user; returns how many. */
export async function revokeSessions(tx: Tx, ctx: Context, userId: string, reason: string): Promise<number> {
  const live = await tx.authSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: ctx.now } },
    select: { id: true },
  });
  await tx.authSession.updateMany({
    where: { id: { in: live.map((row) => row.id) } },
    data: { revokedAt: ctx.now },
  });
  for (const { id } of live) await recordAbout(tx, ctx, userId, 'session.revoked', { sessionId: id, reason });
  return live.length;
}

/** Records what happened to an account, in the area of its organisation. */
export async function recordAbout(tx: Tx, ctx: Context, userId: string, kind: string, payload: Record<string, string>) {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { organisation: true } });
  const scope = await organisationScope(tx, user.organisation);
  await recordEvent(tx, ctx, { kind, payload, subjectId: userId, scope });
}

function demand(ctx: Context, permission: Permission) {
  if (!can(ctx.actor, permission)) refuse('NOT_PERMITTED');
}

/** The user's row, locked until the transaction ends. NOT_FOUND for an id nobody has. */
export async function lockUser(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
  return (await tx.user.findUnique({ where: { id: userId } })) ?? refuse('NOT_FOUND');
}

/** Lifts a lock before its time. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (not locked). */
export function releaseLock(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    demand(ctx, 'user.manage');
    const user = await lockUser(tx, userId);
    if (!isLocked(user, ctx.now)) refuse('STATUS_DOES_NOT_ALLOW');
    await tx.user.update({ where: { id: userId }, data: { lockedUntil: null, failedSignIns: 0 } });
    await recordAbout(tx, ctx, userId, 'account.released', {});
    return {};
  });
}

/** Ends all sessions of a user at once. Refuses NOT_PERMITTED, NOT_FOUND. */
export function revokeUserSessions(ctx: Context, { userId }: { userId: string }): Promise<Result<{ count: number }>> {
  return write(ctx, async (tx) => {
    demand(ctx, 'user.manage');
    await lockUser(tx, userId);
    return { count: await revokeSessions(tx, ctx, userId, 'ADMINISTRATOR') };
  });
}

/** All security administrators' rows, in one order: two of them acting on each other at once would leave none. */
export async function lockSecurityAdministrators(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE 'SECURITY_ADMIN' = ANY (roles) ORDER BY id FOR UPDATE`;
}

/** LAST_SECURITY_ADMIN unless somebody else is one. */
export async function mustLeaveOne(tx: Tx, userId: string): Promise<void> {
  const others = { status: 'ACTIVE', roles: { has: 'SECURITY_ADMIN' }, id: { not: userId } } as const;
  if ((await tx.user.count({ where: others })) === 0) refuse('LAST_SECURITY_ADMIN');
}

/**
 * Shuts an account and ends its sessions. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (already shut),
 * OWN_ACCOUNT, LAST_SECURITY_ADMIN.
 */
export function deactivateUser(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    demand(ctx, 'user.manage');
    await lockSecurityAdministrators(tx);
    const user = await lockUser(tx, userId);
    if (userId === ctx.actor.userId) refuse('OWN_ACCOUNT');
    if (user.status !== 'ACTIVE') refuse('STATUS_DOES_NOT_ALLOW');
    if (user.roles.includes('SECURITY_ADMIN')) await mustLeaveOne(tx, userId);
    await tx.user.update({ where: { id: userId }, data: { status: 'DEACTIVATED' } });
    await recordAbout(tx, ctx, userId, 'user.deactivated', {});
    await revokeSessions(tx, ctx, userId, 'DEACTIVATED');
    return {};
  });
}

/** Opens a shut account again, with its old roles. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW. */
export function reactivateUser(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    demand(ctx, 'user.manage');
    const user = await lockUser(tx, userId);
    if (user.status !== 'DEACTIVATED') refuse('STATUS_DOES_NOT_ALLOW');
    await tx.user.update({
      where: { id: userId },
      data: { status: 'ACTIVE', failedSignIns: 0, lockedUntil: null },
    });
    await recordAbout(tx, ctx, userId, 'user.reactivated', {});
    return {};
  });
}
