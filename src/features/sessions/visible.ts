import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { organisationsBelow } from '@/features/organisations/below';
import type { Prisma } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

/**
 * Which sessions a person reads: a financier's people those of their own organisation and below it; those who supervise
 * by region any that has a case of their region on its agenda. Of its items they read those of their own scope.
 */
export async function sessionsVisibleTo(tx: Tx, actor: Actor): Promise<Prisma.DecisionSessionWhereInput> {
  if (actor.organisation.financierId !== null)
    return { organisationId: { in: await organisationsBelow(tx, actor, 'decision-session.read') } };
  if (!can(actor, 'decision-session.read')) return { id: { in: [] } };
  return { items: { some: { status: { not: 'REMOVED' }, caseRecord: visibleTo(actor) } } };
}
