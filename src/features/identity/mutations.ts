import 'server-only';
import { can, type Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import { mustProveAgain } from '@/server/second-factor';
import { liftLocks } from '@/server/sign-in-locks';

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

/** Ends every session of one's own but this one. Returns how many there were. */
export function endOtherSessions(ctx: Context): Promise<Result<{ count: number }>> {
  return write(ctx, async (tx) => {
    const { userId, sessionId } = ctx.actor;
    const live = await tx.authSession.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: ctx.now }, id: { not: sessionId } },
      select: { id: true },
    });
    await tx.authSession.updateMany({ where: { id: { in: live.map(({ id }) => id) } }, data: { revokedAt: ctx.now } });
    for (const { id } of live) await recordAbout(tx, ctx, userId, 'session.ended', { sessionId: id });
    return { count: live.length };
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

/** NOT_PERMITTED; FACTOR_NEEDED, for whoever finds this desk unattended would keep everybody out. */
async function demand(tx: Tx, ctx: Context, permission: Permission): Promise<void> {
  if (!can(ctx.actor, permission)) refuse('NOT_PERMITTED');
  await mustProveAgain(tx, ctx);
}

/** The user's row, locked until the transaction ends. NOT_FOUND for an id nobody has. */
export async function lockUser(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
  return (await tx.user.findUnique({ where: { id: userId } })) ?? refuse('NOT_FOUND');
}

/** Lifts every lock of an account before its time. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (not locked), FACTOR_NEEDED. */
export function releaseLock(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    await demand(tx, ctx, 'user.manage');
    await lockUser(tx, userId);
    if (!(await liftLocks(tx, userId, ctx.now))) refuse('STATUS_DOES_NOT_ALLOW');
    await recordAbout(tx, ctx, userId, 'account.released', {});
    return {};
  });
}

/** Ends all sessions of a user at once. Refuses NOT_PERMITTED, NOT_FOUND, FACTOR_NEEDED. */
export function revokeUserSessions(ctx: Context, { userId }: { userId: string }): Promise<Result<{ count: number }>> {
  return write(ctx, async (tx) => {
    await demand(tx, ctx, 'user.manage');
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
 * OWN_ACCOUNT, LAST_SECURITY_ADMIN, FACTOR_NEEDED.
 */
export function deactivateUser(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    await demand(tx, ctx, 'user.manage');
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

/** Opens a shut account again, with its old roles. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, FACTOR_NEEDED. */
export function reactivateUser(ctx: Context, { userId }: { userId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    await demand(tx, ctx, 'user.manage');
    const user = await lockUser(tx, userId);
    if (user.status !== 'DEACTIVATED') refuse('STATUS_DOES_NOT_ALLOW');
    await tx.user.update({
      where: { id: userId },
      data: { status: 'ACTIVE' },
    });
    await liftLocks(tx, userId, ctx.now);
    await recordAbout(tx, ctx, userId, 'user.reactivated', {});
    return {};
  });
}
