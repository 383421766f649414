import 'server-only';
import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import type { Tx } from '@/server/db';

/**
 * The organisations of a financier whose own affairs (sessions, special items) somebody reads: theirs and those below it.
 * A branch does not read its head office's agenda, on which other branches' cases stand. A finance bureau decides for
 * itself and has no branches. Nobody else reads any.
 */
export async function organisationsBelow(tx: Tx, actor: Actor, permission: Permission): Promise<string[]> {
  const { scope, organisation } = actor;
  if (!can(actor, permission) || organisation.financierId === null) return [];
  if (scope.kind !== 'FINANCIER') return [organisation.id];
  const rows = await tx.organisation.findMany({
    where: { [scope.column]: scope.organisationId },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
