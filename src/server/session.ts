import 'server-only';
import { type Actor, type Label, scopeOf } from '@/domain/actor';
import { type SessionPhase, sessionPhase } from '@/domain/sign-in';
import type { Prisma } from '@/generated/prisma/client';
import { db, type Tx } from './db';

// A row is touched at most this often, so that reading a page stays a read.
const TOUCH_EVERY_MS = 60_000;

type UserWithOrganisation = Prisma.UserGetPayload<{ include: { organisation: true } }>;

/** The person as everything else sees them: roles, organisation and the scope that follows. */
export function toActor(user: UserWithOrganisation, sessionId: string): Actor {
  const organisation = {
    id: user.organisation.id,
    kind: user.organisation.kind,
    level: user.organisation.level,
    name: user.organisation.name as Label,
    regionId: user.organisation.regionId,
    financierId: user.organisation.financierId,
    provincialBranchId: user.organisation.provincialBranchId,
    countyBranchId: user.organisation.countyBranchId,
  };
  return {
    userId: user.id,
    sessionId,
    username: user.username,
    staffNumber: user.staffNumber,
    displayName: user.name as Label,
    roles: user.roles,
    organisation,
    scope: scopeOf(organisation, user.roles),
  };
}

/** The person of this user name as an actor without a session of the browser: for jobs, seeds and tests. */
export async function actorNamed(tx: Tx, username: string): Promise<Actor> {
  const user = await tx.user.findUniqueOrThrow({ where: { username }, include: { organisation: true } });
  return toActor(user, user.id);
}

/** An active user as actor; null for an unknown or deactivated one. */
export async function loadActor(tx: Tx, userId: string, sessionId: string): Promise<Actor | null> {
  const user = await tx.user.findUnique({ where: { id: userId }, include: { organisation: true } });
  return user && user.status === 'ACTIVE' ? toActor(user, sessionId) : null;
}

/** `mustChangePassword`: nothing else is open to the person yet. */
export type SessionCheck =
  | { actor: Actor; mustChangePassword: boolean }
  | { actor: null; phase: Exclude<SessionPhase, 'LIVE'> };

/**
 * Asks the database who a session belongs to, at this moment: revoked, idle, over, deactivated or with other roles counts
 * from the next request on. This is the one read without an actor, for it finds out who the actor is.
 */
export async function checkSession(sessionId: string, now: Date): Promise<SessionCheck> {
  const session = await db().authSession.findUnique({
    where: { id: sessionId },
    include: { user: { include: { organisation: true } } },
  });
  if (session?.user.status !== 'ACTIVE') return { actor: null, phase: 'REVOKED' };
  const phase = sessionPhase(session, now);
  if (phase !== 'LIVE') return { actor: null, phase };
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
    await db().authSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now } });
  }
  return { actor: toActor(session.user, sessionId), mustChangePassword: session.user.mustChangePassword };
}
