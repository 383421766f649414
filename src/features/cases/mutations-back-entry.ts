import 'server-only';
import type { Day } from '@/domain/calendar';
import { stageOf } from '@/domain/programme';
import { nextStage, type Stage, stageIndex, transitionOf, type Verb } from '@/domain/stage';
import type { Context } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
import type { NewEvent } from '@/server/events';
import { type CaseChange, changeCaseIn, recommendAsAsked, routeDecision } from './mutations';
import { insertCase, type NewCase } from './mutations-open';

/** How a case left a stage on paper: the day, and what the event of that step carries as usual. */
export type Left = { on: Day; payload?: NewEvent['payload'] };

type Terms = Pick<
  Prisma.CaseRecordUncheckedCreateInput,
  | 'recommendedAmountFen'
  | 'recommendedTermMonths'
  | 'recommendedRateBps'
  | 'approvedAmountFen'
  | 'approvedTermMonths'
  | 'approvedRateBps'
  | 'contractedAmountFen'
>;

export type RunningCase = NewCase & {
  backEntryId: string;
  /** who entered it, and answers for it at consultation */
  enteredById: string;
  stage: Stage;
  /** one for each stage of the programme before the present one */
  left: Partial<Record<Stage, Left>>;
  terms: Terms;
};

const LEAVING = {
  CONSULTATION: 'submit',
  ACCEPTANCE: 'accept',
  DUE_DILIGENCE: 'recommend',
  DECISION: 'approve',
  CONTRACT: 'sign',
  DISBURSEMENT: 'disburse',
} as const satisfies Partial<Record<Stage, Verb>>;

/** Noon in Shanghai: paper knows days, and noon lies on its day wherever it is read. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00+08:00`);

/**
 * 补录: a case that ran on paper, at its present stage. Its visits and the events of the steps it took carry their original
 * days and are recorded now, so that figures as of a day and figures as recorded on a day are both right. Whatever the
 * steps of the portal would have checked, the caller has checked (domain/back-entry.ts).
 */
export async function openRunningCase(
  tx: Tx,
  ctx: Context,
  input: RunningCase,
): Promise<{ id: string; reference: string }> {
  const { backEntryId, enteredById, stage, left, terms, ...opening } = input;
  const created = await insertCase(tx, ctx, opening, {
    ...terms,
    stage,
    furthestStage: stage,
    backEntryId,
    createdById: enteredById,
  });
  await changeCaseIn(tx, ctx, created.id, null, async (change) => {
    await walk(change, input);
    const reachedDecisionOn = left.ACCEPTANCE?.on;
    if (reachedDecisionOn && stageIndex(stage) >= stageIndex('DECISION'))
      await recommendAsAsked(change, reachedDecisionOn);
    // from here on it is decided as any other: by who holds authority today
    const { recommendedAmountFen } = change.facts;
    if (stage === 'DECISION' && recommendedAmountFen) await routeDecision(change, recommendedAmountFen);
    await change.record('case.back-entered', { backEntryId, stage, enteredById });
    await keepBook(change);
  });
  return created;
}

/** Visits and events of the steps up to the present stage. */
async function walk(change: CaseChange, input: RunningCase): Promise<void> {
  const { stage, left } = input;
  const record = (kind: string, payload: NewEvent['payload'], occurredOn: Day) =>
    change.record(kind, payload, { occurredOn });
  const used = input.definition.stages.map((row) => row.stage);

  let standing: Stage = 'CONSULTATION';
  let since = input.consultedOn;
  await record(
    'case.opened',
    { to: standing, reached: [standing], requestedAmountFen: input.requestedAmountFen.toString() },
    since,
  );
  for (let sequence = 1; ; sequence += 1) {
    const away: Left | undefined = standing === stage ? undefined : left[standing];
    const entry = stageOf(input.definition, standing);
    await change.tx.stageVisit.create({
      data: {
        caseId: change.facts.id,
        stage: standing,
        sequence,
        enteredAt: noonOf(since),
        leftAt: away ? noonOf(away.on) : null,
        limitWorkingDays: entry.limitWorkingDays,
      },
    });
    if (standing === stage) break;
    const next = nextStage(standing, used);
    if (!away || !next) throw new Error(`a case cannot have left ${standing} for ${stage}`);
    const verb: Verb = LEAVING[standing as keyof typeof LEAVING];
    await record(
      transitionOf(verb).event,
      { ...away.payload, verb, from: standing, to: next, reached: [next] },
      away.on,
    );
    standing = next;
    since = away.on;
  }
}

/** What is paid and owed on the case is what the events of the paper have said so far, and nothing besides. */
export async function keepBook({ book, set }: CaseChange): Promise<void> {
  await set({ disbursedAmountFen: book.paidFen, outstandingAmountFen: book.owedFen });
}
