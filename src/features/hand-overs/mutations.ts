import 'server-only';
import { checkSuccessor, type HandOverKind, type KeptReason, keepsCase, type Worker } from '@/domain/hand-over';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { replaceManager } from '@/features/due-diligence/mutations';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { notify } from '@/server/notify';
import { organisationScope } from '@/server/organisation-scope';
import { crossing } from '@/server/row-scope';
import { keptReasonOf, type OpenItem, openItemsOf } from './item-queries';
import { findLeaver, findPerson } from './people-queries';

const MAX_REASON = 500;

/** What became of each item; ids only. Kept as `hand_over.items`. */
export type Outcome = { kind: HandOverKind; id: string; kept: KeptReason | null };

/**
 * 工作交接: the open work of one person goes to another, in one transaction; what collides with four eyes, a declared
 * conflict, a role or the area stays, with the reason. NOT_PERMITTED, NOT_FOUND (the leaver is not within reach, the
 * successor unknown), INVALID_INPUT (no reason), SUCCESSOR_IS_LEAVER, SUCCESSOR_NOT_ACTIVE, SUCCESSOR_ELSEWHERE,
 * NOTHING_TO_HAND_OVER, SUCCESSOR_CANNOT_TAKE (each item would stay).
 */
export function handOverWork(
  ctx: Context,
  input: { fromId: string; toId: string; reason: string },
): Promise<Result<{ handOverId: string; moved: number; kept: number }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'hand-over.make')) refuse('NOT_PERMITTED');
    const reason = input.reason.trim();
    if (reason === '' || Array.from(reason).length > MAX_REASON) refuse('INVALID_INPUT');
    const leaver = (await findLeaver(tx, ctx.actor, input.fromId)) ?? refuse('NOT_FOUND');
    const successor = (await findPerson(tx, input.toId)) ?? refuse('NOT_FOUND');
    const refusal = checkSuccessor(ctx.actor, leaver.worker, successor.worker);
    if (refusal) refuse(refusal.code, refusal.params);
    const { items } = await openItemsOf(tx, leaver.actor);
    if (items.length === 0) refuse('NOTHING_TO_HAND_OVER');

    const handOverId = newUuid();
    // An administrator sees no case and still may move one: the change reaches as far as the leaver did, under the
    // maker's own name, and hands nothing of the case back.
    const reach: Context = { ...ctx, actor: { ...ctx.actor, scope: leaver.actor.scope } };
    const parties = { handOverId, from: leaver.worker, to: successor.worker };
    const outcomes: Outcome[] = [];
    await crossing(tx, 'work of a colleague', async () => {
      for (const [caseId, kinds] of byCase(items))
        outcomes.push(...(await moveCaseParts(tx, reach, caseId, kinds, parties)));
      for (const item of items)
        if (item.kind === 'INSTRUCTION') outcomes.push(await moveInstruction(tx, ctx, item, parties));
    });

    const moved = outcomes.filter((outcome) => outcome.kept === null).length;
    if (moved === 0) refuse('SUCCESSOR_CANNOT_TAKE', { count: outcomes.length });
    await tx.handOver.create({
      data: {
        id: handOverId,
        fromId: input.fromId,
        toId: input.toId,
        organisationId: leaver.worker.organisationId,
        reason,
        items: outcomes,
        handedOverById: ctx.actor.userId,
        handedOverAt: ctx.now,
      },
    });
    const kept = outcomes.length - moved;
    await recordEvent(tx, ctx, {
      kind: 'hand-over.made',
      payload: { handOverId, fromId: input.fromId, toId: input.toId, moved, kept },
      subjectId: handOverId,
      scope: await organisationScope(tx, leaver.actor.organisation),
    });
    await notify(tx, ctx, [input.toId], { kind: 'HANDED_OVER', subjectId: handOverId, payload: { count: moved } });
    return { handOverId, moved, kept };
  });
}

type Parties = { handOverId: string; from: Worker; to: Worker };
type CaseKind = Exclude<HandOverKind, 'INSTRUCTION'>;

/** Cases in one order, so that two hand-overs at once wait for each other instead of locking crosswise. */
function byCase(items: readonly OpenItem[]): [string, CaseKind[]][] {
  const cases = new Map<string, CaseKind[]>();
  for (const { kind, caseId } of items)
    if (kind !== 'INSTRUCTION' && caseId) cases.set(caseId, [...(cases.get(caseId) ?? []), kind]);
  return [...cases].sort(([left], [right]) => (left < right ? -1 : 1));
}

async function moveCaseParts(
  tx: Tx,
  ctx: Context,
  caseId: string,
  kinds: readonly CaseKind[],
  { handOverId, from, to }: Parties,
): Promise<Outcome[]> {
  const makerConflict = await tx.conflictDeclaration.count({ where: { caseId, userId: ctx.actor.userId } });
  // changeCase would refuse the whole for a case from which the maker has stood back
  if (makerConflict > 0) return kinds.map((kind) => ({ kind, id: caseId, kept: 'MAKER_CONFLICT' }));
  return changeCaseIn(tx, ctx, caseId, null, async (change) => {
    const outcomes: Outcome[] = [];
    const gone: CaseKind[] = [];
    for (const kind of kinds) {
      // asked again of the locked case
      const kept = keepsCase(kind, change.facts, to, ctx.actor.userId);
      outcomes.push({ kind, id: caseId, kept });
      if (kept !== null) continue;
      await movePart(change, kind, from.userId, to.userId);
      gone.push(kind);
    }
    if (gone.length > 0)
      await change.record('case.handed-over', { handOverId, fromId: from.userId, toId: to.userId, kinds: gone });
    return outcomes;
  });
}

/**
 * Who opened a case answers for it until it is submitted and whenever something is missing: that is what goes over. Who
 * opened it stays as it was.
 */
async function movePart(change: CaseChange, kind: CaseKind, fromId: string, toId: string): Promise<void> {
  if (kind === 'INVESTIGATION') await replaceManager(change, fromId, toId);
  else await change.set({ takenOverById: toId });
}

async function moveInstruction(tx: Tx, ctx: Context, item: OpenItem, parties: Parties): Promise<Outcome> {
  const { handOverId, from, to } = parties;
  const id = item.instructionId ?? '';
  const kept = keptReasonOf(item, to, ctx.actor.userId);
  if (kept !== null) return { kind: 'INSTRUCTION', id, kept };
  const written = await tx.instruction.updateMany({
    where: { id, status: 'OPEN', addresseeId: from.userId },
    data: { addresseeId: to.userId, version: { increment: 1 } },
  });
  if (written.count !== 1) refuse('CONFLICT');
  await recordEvent(tx, ctx, {
    kind: 'instruction.handed-over',
    payload: { instructionId: id, handOverId, fromId: from.userId, toId: to.userId },
    subjectId: id,
    ...(item.caseId ? { caseId: item.caseId } : {}),
    scope: item.facts ?? {},
  });
  const about = { subjectId: id, ...(item.caseId ? { caseId: item.caseId } : {}) };
  await notify(tx, ctx, [item.issuedById ?? refuse('NOT_FOUND')], { kind: 'INSTRUCTION_MOVED', ...about });
  return { kind: 'INSTRUCTION', id, kept: null };
}
