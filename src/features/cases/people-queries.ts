import 'server-only';
import { type Actor, covers, type Label, type ScopedRow } from '@/domain/actor';
import { isOfAnotherFinancier } from '@/domain/financier';
import { can, PERMISSIONS, type Role } from '@/domain/permissions';
import { LENDING_ROLES } from '@/domain/role-rules';
import type { Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { toActor } from '@/server/session';

export type PersonOfCase = { id: string; name: Label; organisation: Label; roles: Role[] };

/** More people than a select can be searched through; a case has its offices and branches, some dozens in all. */
const MAX_PEOPLE = 300;

/**
 * Who may be told of a case: the active people whose own scope covers it and who may read cases, nearest first (the
 * branch and the township before the province). Administrators see no case and are not among them. Empty outside the
 * actor's scope.
 */
export function listPeopleOfCase(actor: Actor, caseId: string): Promise<PersonOfCase[]> {
  return read(actor, async (tx) => {
    const row = await scopedRow(tx, actor, caseId);
    return row ? peopleWhoSee(tx, row) : [];
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The columns of a case that scope goes by; null outside the actor's scope. */
async function scopedRow(tx: Tx, actor: Actor, caseId: string): Promise<ScopedRow | null> {
  if (!UUID.test(caseId)) return null;
  return tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) }, select: SCOPE_COLUMNS });
}

const SCOPE_COLUMNS = {
  provinceId: true,
  cityId: true,
  countyId: true,
  townshipId: true,
  villageId: true,
  financierId: true,
  provincialBranchId: true,
  countyBranchId: true,
} as const;

/** The same inside an open transaction, of a case that the caller has already found in scope; `among` narrows it. */
export async function peopleWhoSee(
  tx: Tx,
  row: ScopedRow,
  among: { ids?: readonly string[]; roles?: readonly Role[]; organisationId?: string | null } = {},
): Promise<PersonOfCase[]> {
  const users = await tx.user.findMany({
    where: {
      status: 'ACTIVE',
      roles: { hasSome: [...(among.roles ?? PERMISSIONS['case.read'])] },
      organisation: { active: true, OR: organisationsAround(row) },
      ...(among.ids ? { id: { in: [...among.ids] } } : {}),
      ...(among.organisationId ? { organisationId: among.organisationId } : {}),
    },
    include: { organisation: true },
    orderBy: [{ organisation: { level: 'desc' } }, { organisationId: 'asc' }, { id: 'asc' }],
    take: MAX_PEOPLE,
  });
  return (
    users
      .map((user) => toActor(user, user.id))
      .filter((person) => can(person, 'case.read') && covers(person.scope, row))
      // asked for by what they do: a finance bureau's people do none of another lender's work
      .filter((person) => !among.roles || !isOfAnotherFinancier(row, person) || holdsOther(person, among.roles))
      .map((person) => ({
        id: person.userId,
        name: person.displayName,
        organisation: person.organisation.name,
        roles: [...person.roles],
      }))
  );
}

/** Whether one of these roles is the person's and no lender's. */
function holdsOther(person: { roles: readonly Role[] }, roles: readonly Role[]): boolean {
  const lending: readonly Role[] = LENDING_ROLES;
  return person.roles.some((role) => roles.includes(role) && !lending.includes(role));
}

/** The offices of the case's regions and its branch with those above it; `covers` then says the same of each person. */
function organisationsAround(row: ScopedRow): Prisma.OrganisationWhereInput[] {
  const regions = [row.provinceId, row.cityId, row.countyId, row.townshipId, row.villageId].filter((id) => id !== null);
  const { financierId, provincialBranchId, countyBranchId } = row;
  return [
    { kind: { notIn: ['BANK', 'INSURER', 'OPERATOR'] }, OR: [{ level: 'NATION' }, { regionId: { in: regions } }] },
    { financierId, provincialBranchId: null, countyBranchId: null },
    ...(provincialBranchId ? [{ provincialBranchId, countyBranchId: null }] : []),
    ...(countyBranchId ? [{ countyBranchId }] : []),
  ];
}
