import 'server-only';
import { type Actor, type Label, scopeOf } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { type SessionPhase, sessionPhase } from '@/domain/sign-in';
import type { Prisma } from '@/generated/prisma/client';
import { toDate } from './dates';
import { db, type Tx } from './db';

// A row is touched at most this often, so that reading a page stays a read.
const TOUCH_EVERY_MS = 60_000;

type UserWithOrganisation = Prisma.UserGetPayload<{ include: { organisation: true } }>;

/** The person as everything else sees them: roles, organisation and the scope that follows. */
export function toActor(user: UserWithOrganisation, sessionId: string, standsInFor: readonly string[] = []): Actor {
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
    standsInFor,
  };
}

/** The colleagues for whom somebody stands in on a day. */
export async function absentOn(tx: Tx, userId: string, day: Day): Promise<string[]> {
  const on = toDate(day);
  const rows = await tx.standIn.findMany({
    where: { standInId: userId, endedAt: null, validFrom: { lte: on }, validTo: { gte: on } },
    select: { absentId: true },
  });
  return rows.map((row) => row.absentId);
}

/** The person of this user name as an actor without a session of the browser: for jobs, seeds and tests. */
export async function actorNamed(tx: Tx, username: string, day?: Day): Promise<Actor> {
  const user = await tx.user.findUniqueOrThrow({ where: { username }, include: { organisation: true } });
  return toActor(user, user.id, day ? await absentOn(tx, user.id, day) : []);
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
  // side by side, so that a request waits no longer for the few who stand in for somebody
  const [session, absent] = await Promise.all([
    db().authSession.findUnique({
      where: { id: sessionId },
      include: { user: { include: { organisation: true } } },
    }),
    db().$queryRaw<{ id: string }[]>`
      SELECT s.absent_id AS id FROM auth_session a JOIN stand_in s ON s.stand_in_id = a.user_id
      WHERE a.id = ${sessionId}::uuid AND s.ended_at IS NULL
        AND ${toDate(dayOf(now))}::date BETWEEN s.valid_from AND s.valid_to`,
  ]);
  if (session?.user.status !== 'ACTIVE') return { actor: null, phase: 'REVOKED' };
  const phase = sessionPhase(session, now);
  if (phase !== 'LIVE') return { actor: null, phase };
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
    await db().authSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now } });
  }
  const standsInFor = absent.map((row) => row.id);
  return { actor: toActor(session.user, sessionId, standsInFor), mustChangePassword: session.user.mustChangePassword };
}
