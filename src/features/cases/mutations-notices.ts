import 'server-only';
import { type CaseFacts, intakeHolder } from '@/domain/case-facts';
import type { Stage } from '@/domain/stage';
import type { Waiting } from '@/domain/waiting';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';

/** A change that tells people; `told` are those whom it has told already, so that nobody hears of one act twice. */
type Telling = { tx: Tx; ctx: Context; facts: CaseFacts; told: Set<string> };

/** Tells whom the case newly waits for by name; who only shares a role finds it in the worklist. */
export async function tellAssigned(
  { tx, ctx, facts, told }: Telling,
  before: { waitingTask: string | null; waitingUserIds: string[] },
  waiting: Waiting | null,
): Promise<void> {
  if (!waiting) return;
  const known = before.waitingTask === waiting.task ? before.waitingUserIds : [];
  const people = waiting.userIds.filter((id) => !known.includes(id) && !told.has(id));
  await notify(tx, ctx, people, { kind: 'ASSIGNED', caseId: facts.id, payload: { task: waiting.task } });
}

/** Tells the person who had handed the case on from the stage it comes back to; at consultation, also who looks after it. */
export async function tellReturned({ tx, ctx, facts, told }: Telling, stage: Stage): Promise<void> {
  const visit = await tx.stageVisit.findFirst({
    where: { caseId: facts.id, stage, leftById: { not: null } },
    orderBy: { sequence: 'desc' },
    select: { leftById: true },
  });
  const people = [visit?.leftById, stage === 'CONSULTATION' ? intakeHolder(facts) : null].filter((id) => id != null);
  await notify(tx, ctx, people, { kind: 'RETURNED', caseId: facts.id, payload: { stage } });
  for (const id of people) told.add(id);
}

/** Tells who had asked for the supplement that it is there. */
export async function tellAnswered({ tx, ctx, facts, told }: Telling): Promise<void> {
  const request = await tx.supplementRequest.findFirst({
    where: { caseId: facts.id, answeredAt: null },
    select: { requestedById: true },
  });
  if (!request) return;
  await notify(tx, ctx, [request.requestedById], { kind: 'ANSWERED', caseId: facts.id });
  told.add(request.requestedById);
}
