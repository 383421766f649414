import 'server-only';
import { actsFor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { checkColleague, checkTransfer } from '@/domain/transfer';
import { waitingFor } from '@/domain/waiting';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { type Context, type Result, today } from '@/server/command';
import { notify } from '@/server/notify';

/**
 * 转办: the task in hand goes to a named colleague of the same office who may do it; passed on again, it goes to the next.
 * NOT_PERMITTED, NOT_FOUND, CONFLICT, CONFLICT_DECLARED, NOT_YOUR_TASK, TASK_NOT_TRANSFERABLE, COLLEAGUE_NOT_AVAILABLE,
 * INVALID_INPUT (no reason).
 */
export function transferTask(
  ctx: Context,
  input: { caseId: string; version: number | null; toId: string; reason: string },
): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'case.transfer')) refuse('NOT_PERMITTED');
    const refusal = checkTransfer(facts, ctx.actor, today(ctx));
    if (refusal) refuse(refusal.code, refusal.params);
    const reason = input.reason.trim();
    if (reason === '') refuse('INVALID_INPUT');
    const waiting = waitingFor(facts, today(ctx)) ?? refuse('NOT_YOUR_TASK');
    const user = await tx.user.findUnique({ where: { id: input.toId } });
    const colleague = user?.status === 'ACTIVE' ? { ...user, userId: user.id } : refuse('COLLEAGUE_NOT_AVAILABLE');
    const unfit = checkColleague(facts, waiting, colleague, ctx.actor.organisation.id);
    if (unfit || input.toId === ctx.actor.userId) refuse('COLLEAGUE_NOT_AVAILABLE');
    await endOpen(change, waiting.task);
    await tx.caseTransfer.create({
      data: {
        caseId: facts.id,
        task: waiting.task,
        fromId: ctx.actor.userId,
        toId: input.toId,
        reason,
        transferredAt: ctx.now,
      },
    });
    await change.record('case.transferred', { task: waiting.task, toId: input.toId }, { remark: reason });
    await notify(tx, ctx, [input.toId], { kind: 'TRANSFERRED', caseId: facts.id, payload: { task: waiting.task } });
    change.told.add(input.toId);
  });
}

/**
 * The task waits for every holder of the role again. By who passed it on or their stand-in, or by who may hand over the
 * work of that office. NOT_PERMITTED, NOT_FOUND, CONFLICT, STATUS_DOES_NOT_ALLOW (nothing is passed on), NOT_YOUR_TASK.
 */
export function takeBackTask(ctx: Context, input: { caseId: string; version: number | null }): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'case.transfer')) refuse('NOT_PERMITTED');
    const task = waitingFor(facts, today(ctx))?.task ?? '';
    const row = await tx.caseTransfer.findFirst({ where: { caseId: facts.id, task, endedAt: null } });
    if (!row) refuse('STATUS_DOES_NOT_ALLOW');
    const from = await tx.user.findUniqueOrThrow({ where: { id: row.fromId } });
    const headsIt = can(ctx.actor, 'hand-over.make') && from.organisationId === ctx.actor.organisation.id;
    if (!actsFor(ctx.actor).includes(row.fromId) && !headsIt) refuse('NOT_YOUR_TASK');
    await endOpen(change, task);
    await change.record('case.transfer-ended', { task, toId: row.toId });
  });
}

async function endOpen({ tx, ctx, facts }: CaseChange, task: string) {
  await tx.caseTransfer.updateMany({
    where: { caseId: facts.id, task, endedAt: null },
    data: { endedAt: ctx.now },
  });
}
