import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { PERMISSIONS, type Role } from '@/domain/permissions';
import { type PersonOfCase, peopleWhoSee } from '@/features/cases/people-queries';
import { read } from '@/server/command';
import { Prisma, type Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

/** More than a list of choices can be read through: the rest is found by name. */
export const MAX_ADDRESSEES = 50;

export type Addressee = { id: string; name: Label; organisation: Label; roles: readonly Role[] };
export type Addressees = { people: Addressee[]; more: boolean };

const ANSWERING = PERMISSIONS['instruction.answer'];
/** who answers for a figure of a place; a case or a meeting may also address a branch */
const OFFICIALS: readonly Role[] = ['TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER', 'REGULATOR'];

const REGION_COLUMNS = {
  provinceId: 'province_id',
  cityId: 'city_id',
  countyId: 'county_id',
  townshipId: 'township_id',
} as const;

type Narrowed = { query?: string; ids?: readonly string[]; officialsOnly?: boolean };

/**
 * The active people who can answer and whose organisation lies in the actor's own region or below it, nearest to the top
 * first; at most MAX_ADDRESSEES. Nobody for an actor without a region of their own.
 */
export async function peopleBelow(tx: Tx, actor: Actor, narrowed: Narrowed = {}): Promise<Addressees> {
  const { scope } = actor;
  if (scope.kind !== 'NATION' && (scope.kind !== 'REGION' || scope.column === 'villageId'))
    return { people: [], more: false };
  const area =
    scope.kind === 'REGION' && scope.column !== 'villageId'
      ? Prisma.sql`${Prisma.raw(`v.${REGION_COLUMNS[scope.column]}`)} = ${scope.regionId}`
      : Prisma.sql`true`;
  // what stands for anything in LIKE finds nothing, rather than everybody
  const query = narrowed.query?.replace(/[%_\\]/g, '').trim() ?? '';
  const like = `%${query}%`;
  const roles = [...(narrowed.officialsOnly ? OFFICIALS : ANSWERING)];
  const rows = await tx.$queryRaw<Addressee[]>`
    SELECT u.id, u.name, o.name AS organisation, u.roles::text[] AS roles
    FROM app_user u JOIN organisation o ON o.id = u.organisation_id
      JOIN region_version v ON v.region_id = o.region_id AND v.valid_to IS NULL
    WHERE u.status = 'ACTIVE' AND o.active AND ${area} AND u.id <> ${actor.userId}::uuid
      AND u.roles && ${roles}::"Role"[]
      ${narrowed.ids ? Prisma.sql`AND u.id = ANY(${[...narrowed.ids]}::uuid[])` : Prisma.empty}
      ${query === '' ? Prisma.empty : Prisma.sql`AND (u.name->>'zh' LIKE ${like} OR u.name->>'en' ILIKE ${like} OR o.name->>'zh' LIKE ${like} OR o.name->>'en' ILIKE ${like})`}
    ORDER BY o.level, o.region_id, o.id, u.id LIMIT ${MAX_ADDRESSEES + 1}`;
  return { people: rows.slice(0, MAX_ADDRESSEES), more: rows.length > MAX_ADDRESSEES };
}

/** The same in a transaction of its own, for the form. */
export function listPeopleBelow(actor: Actor, narrowed: Narrowed): Promise<Addressees> {
  return read(actor, (tx) => peopleBelow(tx, actor, narrowed));
}

/** Of the people who see a case, those who can answer an instruction; the actor left out. Empty outside the scope. */
export function listAnsweringPeopleOfCase(actor: Actor, caseId: string): Promise<Addressee[]> {
  return read(actor, async (tx) => (await answeringPeopleOfCase(tx, actor, caseId)) ?? []);
}

/** The same in an open transaction; null when the case is outside the actor's scope. */
export async function answeringPeopleOfCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  ids?: readonly string[],
): Promise<Addressee[] | null> {
  const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) } });
  if (!row) return null;
  const people: PersonOfCase[] = await peopleWhoSee(tx, row, { roles: ANSWERING, ...(ids ? { ids } : {}) });
  return people.filter((person) => person.id !== actor.userId);
}
