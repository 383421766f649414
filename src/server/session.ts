import 'server-only';
import { type Actor, type Label, scopeOf } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { type FactorState, type FactorStep, factorOwed } from '@/domain/second-factor';
import { type SessionPhase, type SessionTimes, sessionEndsAt, sessionPhase } from '@/domain/sign-in';
import { toDate } from './dates';
import { db, Prisma, type Tx } from './db';
import { log } from './log';
import { factorColumns } from './second-factor';
import { sqlWithoutActor } from './sql';

// A row is touched at most this often, so that reading a page stays a read.
const TOUCH_EVERY_MS = 60_000;

type UserWithOrganisation = Pick<
  Prisma.UserGetPayload<object>,
  'id' | 'username' | 'staffNumber' | 'name' | 'roles' | 'status'
> & {
  organisation: Pick<
    Prisma.OrganisationGetPayload<object>,
    'id' | 'kind' | 'level' | 'name' | 'regionId' | 'financierId' | 'provincialBranchId' | 'countyBranchId'
  >;
};

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

/** The colleagues for whom somebody stands in on a day: while both are of one office, for either may have moved since. */
export async function absentOn(tx: Tx, userId: string, day: Day): Promise<string[]> {
  const on = toDate(day);
  const rows = await tx.$queryRaw<{ absentId: string }[]>`
    SELECT s.absent_id AS "absentId" FROM stand_in s JOIN app_user u ON u.id = s.stand_in_id
    JOIN app_user a ON a.id = s.absent_id AND a.organisation_id = u.organisation_id
    WHERE s.stand_in_id = ${userId}::uuid AND s.ended_at IS NULL AND ${on}::date BETWEEN s.valid_from AND s.valid_to`;
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

/** `mustChangePassword`, `owes`: nothing else is open to the person yet. `endsAt`: when it ends if nothing more is asked for. */
export type SessionCheck =
  | { actor: Actor; mustChangePassword: boolean; owes: FactorStep | null; endsAt: Date }
  | { actor: null; phase: Exclude<SessionPhase, 'LIVE'> };

type FoundUser = UserWithOrganisation & { mustChangePassword: boolean; standsInFor: string[] };

/** A user `u` of organisation `o` as `toActor` wants them, with the colleagues for whom they stand in on the day. */
const userColumns = (day: Day) => Prisma.sql`
  u.id, u.username, u.staff_number AS "staffNumber", u.name, u.roles::text[] AS roles, u.status::text AS status,
  u.must_change_password AS "mustChangePassword",
  json_build_object('id', o.id, 'kind', o.kind, 'level', o.level, 'name', o.name, 'regionId', o.region_id,
    'financierId', o.financier_id, 'provincialBranchId', o.provincial_branch_id, 'countyBranchId', o.county_branch_id) AS organisation,
  ARRAY(SELECT s.absent_id::text FROM stand_in s JOIN app_user a ON a.id = s.absent_id AND a.organisation_id = u.organisation_id
    WHERE s.stand_in_id = u.id AND s.ended_at IS NULL AND ${day}::date BETWEEN s.valid_from AND s.valid_to) AS "standsInFor"`;

/**
 * Asks the database who a session belongs to, at this moment: revoked, idle, over, deactivated or with other roles counts
 * from the next request on. This is the one read without an actor, for it finds out who the actor is. `isUse: false` is asked by
 * a page that only wants to know how long it may stay: it makes no session live longer.
 */
export async function checkSession(sessionId: string, now: Date, { isUse = true } = {}): Promise<SessionCheck> {
  const [session] = await sqlWithoutActor.$queryRaw<(FoundUser & SessionTimes & FactorState & { isOver: boolean })[]>`
    SELECT a.last_seen_at AS "lastSeenAt", a.expires_at AS "expiresAt", a.revoked_at AS "revokedAt",
      a.factor_at AS "provedAt", ${factorColumns()}, ${passwordIsOver(now)} AS "isOver", ${userColumns(dayOf(now))}
    FROM auth_session a JOIN app_user u ON u.id = a.user_id JOIN organisation o ON o.id = u.organisation_id
    WHERE a.id = ${sessionId}::uuid`;
  const phase = session?.status === 'ACTIVE' ? sessionPhase(session, now) : 'REVOKED';
  if (!session || phase !== 'LIVE') {
    if (session && isUse) log.info({ person: session.id, phase }, 'a session that has ended was used');
    return { actor: null, phase: phase === 'LIVE' ? 'REVOKED' : phase };
  }
  const touches = isUse && now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS;
  if (touches) {
    await db().authSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now } });
  }
  return {
    actor: toActor(session, sessionId, session.standsInFor),
    mustChangePassword: session.isOver,
    owes: factorOwed(session),
    endsAt: sessionEndsAt(touches ? { ...session, lastSeenAt: now } : session),
  };
}

/** A one-time password, or one older than the rule allows; who came by the identity provider has shown none. */
const passwordIsOver = (now: Date) => Prisma.sql`
  (a.method = 'PASSWORD' AND (u.must_change_password OR EXISTS (SELECT 1 FROM identity_rule r
    WHERE r.kind = 'PASSWORD_DAYS' AND r.value > 0
    AND coalesce(u.password_changed_at, u.created_at) + make_interval(days => r.value) <= ${now})))`;

/**
 * Whose a key of the HTTP interface is (see features/api-keys), by its hash; null for one that is unknown, over or ended,
 * and where its person is not active or has yet to change a one-time password.
 */
export async function checkApiToken(keyHash: Buffer, now: Date): Promise<Actor | null> {
  const [user] = await sqlWithoutActor.$queryRaw<(FoundUser & { tokenId: string })[]>`
    SELECT k.id AS "tokenId", ${userColumns(dayOf(now))}
    FROM api_token k JOIN app_user u ON u.id = k.user_id JOIN organisation o ON o.id = u.organisation_id
    WHERE k.key_hash = ${keyHash} AND k.revoked_at IS NULL AND k.expires_at > ${now}`;
  if (user?.status !== 'ACTIVE' || user.mustChangePassword) return null;
  return toActor(user, user.tokenId, user.standsInFor);
}
