import 'server-only';
import type { Actor } from '@/domain/actor';
import { IDLE_MINUTES } from '@/domain/sign-in';
import type { Tx } from '@/server/db';

export type SessionView = {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  address: string | null;
  agent: string | null;
};

/** The sessions of a user that would still let somebody in at this moment, newest first. */
export async function listLiveSessions(tx: Tx, userId: string, now: Date): Promise<SessionView[]> {
  const rows = await tx.authSession.findMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gte: new Date(now.getTime() - IDLE_MINUTES * 60_000) },
    },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return rows.map(({ id, createdAt, lastSeenAt, address, agent }) => ({
    id,
    startedAt: createdAt,
    lastSeenAt,
    address,
    agent,
  }));
}

/** What one sees about oneself: the sign-in before this one, and where one is signed in. */
export async function getProfile(tx: Tx, actor: Actor, now: Date) {
  const current = await tx.authSession.findUnique({ where: { id: actor.sessionId }, select: { createdAt: true } });
  const previous = await tx.authSession.findFirst({
    where: { userId: actor.userId, createdAt: { lt: current?.createdAt ?? now }, id: { not: actor.sessionId } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true, address: true },
  });
  return {
    previousSignIn: previous && { at: previous.createdAt, address: previous.address },
    sessions: await listLiveSessions(tx, actor.userId, now),
  };
}
