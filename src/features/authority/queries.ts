import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { Tx } from '@/server/db';

/** Names of financiers and codes of programmes that a row of authority may speak of. Refuses NOT_PERMITTED. */
export async function listGrantable(tx: Tx, actor: Pick<Actor, 'roles'>) {
  if (!can(actor, 'authority.manage')) refuse('NOT_PERMITTED');
  const organisations = await tx.organisation.findMany({
    where: { active: true, kind: { in: ['BANK', 'INSURER'] } },
    select: { name: true },
    orderBy: [{ regionId: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
  const programmes = await tx.programme.findMany({ orderBy: { code: 'asc' } });
  return {
    organisations: organisations.map(({ name }) => name as Label),
    programmes: programmes.map(({ code, name }) => ({ code, name: name as Label })),
  };
}
