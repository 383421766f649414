import { can, type Permission, ROLES } from '@/domain/permissions';
import type { Prisma, Tx } from './db';

/** Active people in such organisations whose roles hold a permission: for telling them that something waits for them. */
export async function holdersIn(
  tx: Tx,
  permission: Permission,
  organisation: Prisma.OrganisationWhereInput,
): Promise<string[]> {
  const roles = ROLES.filter((role) => can({ roles: [role] }, permission));
  const people = await tx.user.findMany({
    where: { status: 'ACTIVE', roles: { hasSome: roles }, organisation },
    select: { id: true },
  });
  return people.map((row) => row.id);
}
