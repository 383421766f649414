import 'server-only';
import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import type { Tx } from '@/server/db';

/**
 * The organisations of a financier whose own affairs (sessions, special items) somebody reads: theirs and those below it.
 * A branch does not read its head office's agenda, on which other branches' cases stand. Nobody else reads any.
 */
export async function organisationsBelow(tx: Tx, actor: Actor, permission: Permission): Promise<string[]> {
  const { scope } = actor;
  if (!can(actor, permission) || scope.kind !== 'FINANCIER') return [];
  const rows = await tx.organisation.findMany({
    where: { [scope.column]: scope.organisationId },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
