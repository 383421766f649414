import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Worker } from '@/domain/hand-over';
import { can, PERMISSIONS, type Role } from '@/domain/permissions';
import { read } from '@/server/command';
import { Prisma, type Tx } from '@/server/db';
import { toActor } from '@/server/session';

/** More than a list of choices can be read through: the rest is found by name. */
const MAX_PEOPLE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type Person = { id: string; name: Label; organisation: Label; roles: readonly Role[]; active: boolean };

/**
 * Whose work this person may hand over: a security administrator anybody's, the head of a unit that of its own people,
 * a county official also that of the offices and stations of the county.
 */
function reachOf(actor: Actor): Prisma.Sql {
  if (!can(actor, 'hand-over.make')) return Prisma.sql`false`;
  if (actor.roles.includes('SECURITY_ADMIN')) return Prisma.sql`true`;
  const own = Prisma.sql`u.organisation_id = ${actor.organisation.id}::uuid`;
  const { scope } = actor;
  if (!actor.roles.includes('COUNTY_OFFICIAL') || scope.kind !== 'REGION' || scope.column !== 'countyId') return own;
  return Prisma.sql`(${own} OR (o.kind NOT IN ('BANK', 'INSURER', 'OPERATOR') AND EXISTS (
    SELECT 1 FROM region_version v WHERE v.region_id = o.region_id AND v.valid_to IS NULL AND v.county_id = ${scope.regionId})))`;
}

/** People whose work can be handed over, deactivated ones too, by name or organisation; at most MAX_PEOPLE. */
export function listLeavers(actor: Actor, query: string): Promise<{ people: Person[]; more: boolean }> {
  return read(actor, async (tx) => {
    // what stands for anything in LIKE finds nothing, rather than everybody
    const plain = query.replace(/[%_\\]/g, '').trim();
    const like = `%${plain}%`;
    const rows = await tx.$queryRaw<Person[]>`
      SELECT u.id, u.name, o.name AS organisation, u.roles::text[] AS roles, u.status = 'ACTIVE' AS active
      FROM app_user u JOIN organisation o ON o.id = u.organisation_id
      WHERE ${reachOf(actor)} AND u.roles && ${[...PERMISSIONS['case.read']]}::"Role"[]
        ${plain === '' ? Prisma.empty : Prisma.sql`AND (u.name->>'zh' LIKE ${like} OR u.name->>'en' ILIKE ${like} OR o.name->>'zh' LIKE ${like} OR u.username = ${plain})`}
      ORDER BY o.level DESC, o.id, u.id LIMIT ${MAX_PEOPLE + 1}`;
    return { people: rows.slice(0, MAX_PEOPLE), more: rows.length > MAX_PEOPLE };
  });
}

/** The person as an actor, when their work is within this actor's reach; null otherwise. */
export async function findLeaver(tx: Tx, actor: Actor, userId: string): Promise<Found | null> {
  if (!UUID.test(userId)) return null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM app_user u JOIN organisation o ON o.id = u.organisation_id
    WHERE u.id = ${userId}::uuid AND ${reachOf(actor)}`;
  return row ? findPerson(tx, userId) : null;
}

export type Found = { actor: Actor; worker: Worker; person: Person };

/** A person by id, active or not; null for an id nobody has. */
export async function findPerson(tx: Tx, userId: string): Promise<Found | null> {
  if (!UUID.test(userId)) return null;
  const user = await tx.user.findUnique({ where: { id: userId }, include: { organisation: true } });
  if (!user) return null;
  const actor = toActor(user, user.id);
  const active = user.status === 'ACTIVE' && user.organisation.active;
  return {
    actor,
    worker: { userId, active, organisationId: user.organisationId, scope: actor.scope, roles: user.roles },
    person: {
      id: userId,
      name: actor.displayName,
      organisation: actor.organisation.name,
      roles: user.roles,
      active,
    },
  };
}

/** Who could take over: the active colleagues of the leaver, and for a security administrator those who see the same. */
export async function listSuccessors(tx: Tx, actor: Actor, leaver: Found): Promise<Found[]> {
  const { organisation } = leaver.actor;
  const crosses = actor.roles.includes('SECURITY_ADMIN');
  const users = await tx.user.findMany({
    where: {
      id: { not: leaver.worker.userId },
      status: 'ACTIVE',
      roles: { hasSome: [...PERMISSIONS['case.read']] },
      organisation: crosses
        ? {
            active: true,
            regionId: organisation.regionId,
            financierId: organisation.financierId,
            provincialBranchId: organisation.provincialBranchId,
            countyBranchId: organisation.countyBranchId,
          }
        : { active: true, id: organisation.id },
    },
    orderBy: [{ organisationId: 'asc' }, { id: 'asc' }],
    take: MAX_PEOPLE,
    select: { id: true },
  });
  const found: Found[] = [];
  for (const { id } of users) {
    const person = await findPerson(tx, id);
    if (person) found.push(person);
  }
  return found;
}
