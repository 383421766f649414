import 'server-only';
import { financierPath } from '@/domain/case-facts';
import { refuse } from '@/domain/refusal';
import { decisionLevel } from '@/domain/waiting';
import { type CaseChange, routeDecision } from '@/features/cases/mutations';
import { today } from '@/server/command';
import { standing } from './approval';

/**
 * Sends a case where the authority in force puts it. Approvals given under the authority that ended fall with it,
 * visibly, and so do their conditions. NO_AUTHORITY.
 */
export async function sendToLevel(change: CaseChange) {
  const { tx, ctx, facts } = change;
  const amountFen = facts.recommendedAmountFen ?? facts.requestedAmountFen;
  const level = decisionLevel(facts, amountFen, today(ctx)) ?? refuse('NO_AUTHORITY');
  const fallen = await tx.approval.findMany({ where: standing(change), select: { id: true } });
  const ids = fallen.map((row) => row.id);
  await tx.approval.updateMany({
    where: { id: { in: ids } },
    data: { voidedAt: ctx.now, voidReason: 'case.escalated' },
  });
  await tx.condition.updateMany({ where: { approvalId: { in: ids } }, data: { status: 'VOID' } });

  const path = financierPath(facts);
  if (path.indexOf(level.organisationId) > path.indexOf(facts.decisionOrganisationId ?? '')) {
    await routeDecision(change, amountFen);
    return;
  }
  await change.set({ decisionOrganisationId: level.organisationId });
  await change.record('case.rerouted', {
    amountFen: amountFen.toString(),
    toOrganisationId: level.organisationId,
    authorityLimitId: level.row.id,
  });
}
