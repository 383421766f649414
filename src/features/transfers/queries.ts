import 'server-only';
import { type Actor, actsFor, type Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { checkColleague, checkTransfer } from '@/domain/transfer';
import { waitingFor } from '@/domain/waiting';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';

export type TransferView = {
  caseId: string;
  version: number;
  reference: string;
  task: string;
  /** to whom it is passed on at present */
  current: { from: Label | null; to: Label | null; at: Date; mayTakeBack: boolean } | null;
  mayPassOn: boolean;
};

/** The task in hand and whether the reader may pass it on or take it back; null where nothing of both is theirs to see. */
export function getTransfer(actor: Actor, caseId: string, today: Day): Promise<TransferView | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'case.read')) return null;
    const facts = await findCaseFacts(tx, actor, caseId);
    const waiting = facts && waitingFor(facts, today);
    if (!waiting) return null;
    const row = await tx.caseTransfer.findFirst({ where: { caseId, task: waiting.task, endedAt: null } });
    const people = await namesOf(tx, [row?.fromId, row?.toId]);
    const from = row ? await tx.user.findUniqueOrThrow({ where: { id: row.fromId } }) : null;
    const headsIt = can(actor, 'hand-over.make') && from?.organisationId === actor.organisation.id;
    const holds = can(actor, 'case.transfer');
    return {
      caseId,
      version: facts.version,
      reference: facts.reference,
      task: waiting.task,
      current: row && {
        from: people.get(row.fromId)?.name ?? null,
        to: people.get(row.toId)?.name ?? null,
        at: row.transferredAt,
        mayTakeBack: holds && (headsIt || actsFor(actor).includes(row.fromId)),
      },
      mayPassOn: holds && checkTransfer(facts, actor, today) === null,
    };
  });
}

/** Colleagues of the reader's office who may take the task in hand over. */
export function listTakers(actor: Actor, caseId: string, today: Day): Promise<{ id: string; name: Label }[]> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    const waiting = facts && waitingFor(facts, today);
    if (!waiting || checkTransfer(facts, actor, today)) return [];
    const users = await tx.user.findMany({
      where: { organisationId: actor.organisation.id, status: 'ACTIVE', NOT: { id: actor.userId } },
      orderBy: { id: 'asc' },
      take: 1_000,
    });
    return users
      .filter((user) => checkColleague(facts, waiting, { ...user, userId: user.id }, actor.organisation.id) === null)
      .map((user) => ({ id: user.id, name: user.name as Label }));
  });
}
