import 'server-only';
import { type Actor, actsFor, type Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { checkGate } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { checkYourTask } from '@/domain/transfer';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import type { OpinionKind, OpinionStatus } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';

export type OpinionRow = {
  id: string;
  kind: OpinionKind;
  status: OpinionStatus;
  askedBy: Label | null;
  askedOf: Label | null;
  question: string;
  answer: string | null;
  dueOn: Day;
  /** the reader answers here; who signs last does so in the decision */
  mayAnswer: boolean;
  mayCancel: boolean;
};

export type OpinionsView = {
  caseId: string;
  version: number;
  reference: string;
  rows: OpinionRow[];
  /** what the reader may ask for now */
  offers: OpinionKind[];
};

/** What was asked of colleagues on a case, the open ones first; null outside the actor's scope. */
export function getOpinions(actor: Actor, caseId: string, today: Day): Promise<OpinionsView | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const requests = await tx.opinionRequest.findMany({
      where: { caseId, status: { not: 'CANCELLED' } },
      orderBy: [{ status: 'asc' }, { id: 'desc' }],
    });
    const people = await namesOf(
      tx,
      requests.flatMap((row) => [row.askedById, row.askedOfId]),
    );
    const sameRound = (round: number) => facts.stage === 'DECISION' && round === facts.decisionRound;
    return {
      caseId,
      version: facts.version,
      reference: facts.reference,
      rows: requests.map((row) => ({
        id: row.id,
        kind: row.kind,
        status: row.status,
        askedBy: people.get(row.askedById)?.name ?? null,
        askedOf: people.get(row.askedOfId)?.name ?? null,
        question: row.question,
        answer: row.answer,
        dueOn: toDay(row.dueOn),
        mayAnswer:
          row.status === 'ASKED' &&
          facts.status !== 'CLOSED' &&
          (row.kind === 'OPINION' || (row.kind === 'SIGN_BEFORE' && sameRound(row.round))) &&
          can(actor, 'opinion.give') &&
          actsFor(actor).includes(row.askedOfId),
        mayCancel: row.status === 'ASKED' && can(actor, 'opinion.ask') && actsFor(actor).includes(row.askedById),
      })),
      offers: offersOf(facts, actor, today),
    };
  });
}

function offersOf(facts: CaseFacts, actor: Actor, today: Day): OpinionKind[] {
  if (!can(actor, 'opinion.ask') || checkYourTask(facts, actor, today)) return [];
  const adds =
    can(actor, 'case.decide') &&
    facts.stage === 'DECISION' &&
    facts.status === 'OPEN' &&
    (['YOUR_TURN', 'NOT_IN_SESSION', 'NOT_YET_APPROVED_BY_YOU'] as const).every(
      (gate) => checkGate(gate, facts, actor, today) === null,
    );
  return adds ? ['OPINION', 'SIGN_BEFORE', 'SIGN_AFTER'] : ['OPINION'];
}
