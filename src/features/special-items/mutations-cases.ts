import 'server-only';
import { financierPath } from '@/domain/case-facts';
import { checkGate } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { stageIndex } from '@/domain/stage';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { sendToLevel } from '@/features/decisions/level';
import { type Context, type Result, today, write } from '@/server/command';
import { toDay } from '@/server/dates';
import { lockSpecialItem } from './lock';

type OnCase = { specialItemId: string; caseId: string };

/**
 * Puts a case under a special item: from now on its organisation may decide it, as far as the ceiling still goes. A case
 * that waits for a decision goes where it now belongs. NOT_PERMITTED, NOT_FOUND, SPECIAL_ITEM_NOT_IN_FORCE,
 * CASE_OUTSIDE_SPECIAL_ITEM, CASE_IN_SPECIAL_ITEM, CASE_DECIDED_ALREADY, IN_SESSION, CONFLICT_DECLARED, NO_AUTHORITY.
 */
export function addCaseToItem(ctx: Context, input: OnCase): Promise<Result<void>> {
  return onCase(ctx, input, async (change, item) => {
    const { tx, facts } = change;
    const { reference } = facts;
    const day = today(ctx);
    if (item.status !== 'APPROVED' || day < toDay(item.validFrom) || day >= toDay(item.validTo))
      refuse('SPECIAL_ITEM_NOT_IN_FORCE');
    if (facts.programmeId !== item.programmeId || !financierPath(facts).includes(item.organisationId))
      refuse('CASE_OUTSIDE_SPECIAL_ITEM', { reference });
    const other = await tx.specialItemCase.findFirst({
      where: {
        caseId: facts.id,
        specialItem: { OR: [{ id: item.id }, { status: 'APPROVED', validTo: { gt: ctx.now } }] },
      },
    });
    if (other) refuse('CASE_IN_SPECIAL_ITEM', { reference });
    await tx.specialItemCase.create({
      data: { specialItemId: item.id, caseId: facts.id, addedById: ctx.actor.userId, addedAt: ctx.now },
    });
    await reroute(change);
    await change.record('special-item.added', { specialItemId: item.id });
  });
}

/**
 * Takes a case out before it is decided; it goes back to the level of the ordinary limits. NOT_PERMITTED, NOT_FOUND,
 * CASE_DECIDED_ALREADY, IN_SESSION, CONFLICT_DECLARED, NO_AUTHORITY.
 */
export function removeCaseFromItem(ctx: Context, input: OnCase): Promise<Result<void>> {
  return onCase(ctx, input, async (change, item) => {
    const { tx, facts } = change;
    const removed = await tx.specialItemCase.deleteMany({ where: { specialItemId: item.id, caseId: facts.id } });
    if (removed.count === 0) refuse('NOT_FOUND');
    await reroute(change);
    await change.record('special-item.removed', { specialItemId: item.id });
  });
}

function onCase(
  ctx: Context,
  { specialItemId, caseId }: OnCase,
  run: (change: CaseChange, item: Awaited<ReturnType<typeof lockSpecialItem>>) => Promise<void>,
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'special-item.request')) refuse('NOT_PERMITTED');
    // the case first, as an approval does, so that neither waits for the other
    await changeCaseIn(tx, ctx, caseId, null, async (change) => {
      const item = await lockSpecialItem(tx, ctx, specialItemId, 'special-item.request');
      const { facts } = change;
      const decided =
        facts.status === 'CLOSED' || facts.approvals.length > 0 || stageIndex(facts.stage) > stageIndex('DECISION');
      if (decided) refuse('CASE_DECIDED_ALREADY', { reference: facts.reference });
      if (facts.sessionId !== null) refuse('IN_SESSION');
      await run(change, item);
    });
  });
}

async function reroute(change: CaseChange): Promise<void> {
  await change.refresh();
  const { ctx, facts } = change;
  if (facts.stage !== 'DECISION') return;
  if (checkGate('AUTHORITY_COVERS', facts, ctx.actor, today(ctx)) !== null) await sendToLevel(change);
}
