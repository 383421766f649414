import 'server-only';
import type { Day } from '@/domain/calendar';
import type { CaseFacts, Duty } from '@/domain/case-facts';
import { isOfAnotherFinancier } from '@/domain/financier';
import { checkDuty, checkDutyOf } from '@/domain/four-eyes';
import { checkTransition } from '@/domain/gates';
import { stageOf } from '@/domain/programme';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { refuse } from '@/domain/refusal';
import {
  type CaseStatus,
  newlyReached,
  nextStage,
  previousStage,
  returnTargets,
  type Stage,
  stageIndex,
  transitionOf,
  type Verb,
} from '@/domain/stage';
import { decisionLevel, isTurnOf, waitingFor } from '@/domain/waiting';
import { type Context, type Result, today, write } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { scopeSql } from '@/server/scope';
import { caseFacts } from './facts';
import { type Book, bookOf, sayBook, settleBook } from './mutations-book';
import { dueOf, turnClock } from './mutations-clock';
import { tellAnswered, tellAssigned, tellReturned } from './mutations-notices';
import { releaseQuota } from './mutations-quota';
import { voidWhatFalls } from './mutations-void';

/**
 * The one place that writes a case's stage and status. Every feature changes a case through `changeCase`: it locks the
 * row inside the actor's scope, hands out the facts, and afterwards rewrites what the case waits for and its due day.
 */

type CaseData = Omit<
  Prisma.CaseRecordUncheckedUpdateInput,
  | 'stage'
  | 'status'
  | 'outcome'
  | 'reviewStep'
  | 'furthestStage'
  | 'version'
  | 'dueOn'
  | 'dueProvisional'
  | 'waitingTask'
>;

export type CaseChange = {
  tx: Tx;
  ctx: Context;
  facts: CaseFacts;
  /** takes a transition of the table; refuses with the first gate that is shut */
  move: (verb: Verb, options?: MoveOptions) => Promise<void>;
  /** writes columns of the case that no transition owns */
  set: (data: CaseData) => Promise<void>;
  /** appends an event of the case */
  record: (kind: string, payload?: NewEvent['payload'], about?: { occurredOn?: Day; remark?: string }) => Promise<void>;
  /** four eyes: takes a duty on the case or refuses with SAME_PERSON or CONFLICT_DECLARED */
  takeDuty: (duty: Duty, userId?: string) => Promise<void>;
  /** reads the facts again after other tables were written */
  refresh: () => Promise<void>;
  /** what is paid and owed, as the events of this change leave it, and the earliest day on which one of them changed it */
  book: Book;
  /** whom a notice of this change has told already */
  told: Set<string>;
};

export type MoveOptions = {
  /** for CHOSEN destinations */
  to?: Stage;
  set?: CaseData;
  payload?: NewEvent['payload'];
  reason?: string;
  occurredOn?: Day;
};

/** The row as it was locked: nothing but the end of a command writes whom the case waits for. */
type Locked = { version: number; waiting_task: string | null; waiting_user_ids: string[] };

/**
 * One command on a case in one transaction. `expectedVersion` is what the person's form was drawn from: another version
 * now means that somebody moved the case, and is refused with CONFLICT. NOT_FOUND: no such case in the actor's scope.
 */
export function changeCase<T>(
  ctx: Context,
  caseId: string,
  expectedVersion: number | null,
  run: (change: CaseChange) => Promise<T>,
): Promise<Result<T>> {
  return write(ctx, async (tx) => changeCaseIn(tx, ctx, caseId, expectedVersion, run), { caseId });
}

/** The same inside a transaction that is already open. */
export async function changeCaseIn<T>(
  tx: Tx,
  ctx: Context,
  caseId: string,
  expectedVersion: number | null,
  run: (change: CaseChange) => Promise<T>,
): Promise<T> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT c.version, c.waiting_task, c.waiting_user_ids FROM case_record c WHERE c.id = ${caseId}::uuid AND ${scopeSql(ctx.actor, 'c')} FOR UPDATE`;
  if (!row) refuse('NOT_FOUND');
  if (expectedVersion !== null && row.version !== expectedVersion) refuse('CONFLICT');
  const facts = await loadFacts(tx, caseId);
  const acting = inStead(ctx, facts);
  await noteOpened(tx, ctx, facts);
  // whoever declared a conflict acts no further on this case, whatever the command
  if (facts.conflicts.includes(ctx.actor.userId)) refuse('CONFLICT_DECLARED');
  const change: CaseChange = {
    tx,
    ctx: acting,
    facts,
    move: async (verb, options = {}) => {
      await moveCase(change, verb, options);
    },
    set: async (data) => {
      await tx.caseRecord.update({ where: { id: caseId }, data });
      await change.refresh();
    },
    record: (kind, payload = {}, about = {}) =>
      recordEvent(tx, OWN_ACTS.test(kind) ? ctx : acting, {
        kind,
        payload: sayBook(change, kind, payload, about.occurredOn),
        caseId,
        scope: change.facts,
        ...about,
      }),
    takeDuty: async (duty, userId) => {
      if (userId !== undefined) return takeDuty(change, duty, userId);
      const refusal = checkDutyOf(facts, ctx.actor, duty);
      if (refusal) refuse(refusal.code, refusal.params);
      // who was stood in for counts as one with who did it, also after their return
      for (const id of [ctx.actor.userId, acting.onBehalfOfId]) if (id) await takeDuty(change, duty, id);
    },
    refresh: async () => {
      Object.assign(change.facts, await loadFacts(tx, caseId));
    },
    book: bookOf(facts),
    told: new Set(),
  };
  const value = await run(change);
  await settleCase(change, row);
  return value;
}

/** What people do in their own name, whoever's turn it is. */
const OWN_ACTS =
  /^(comment|correction|exposure|instruction|opinion|personal-data|receipt)\.|^case\.(conflict-declared|copied|printed|urged)$/;

/** 代班: on a case that waits for an absent colleague by name, their stand-in acts for them. */
function inStead(ctx: Context, facts: CaseFacts): Context {
  const named = waitingFor(facts, today(ctx))?.userIds ?? [];
  const absent = named.includes(ctx.actor.userId) ? undefined : ctx.actor.standsInFor.find((id) => named.includes(id));
  return absent ? { ...ctx, onBehalfOfId: absent } : ctx;
}

/** Whoever acts in their turn has looked at the case: from then on it is not recalled. */
async function noteOpened(tx: Tx, ctx: Context, facts: CaseFacts) {
  const waiting = waitingFor(facts, today(ctx));
  if (facts.opened || !waiting || facts.handedOnById === ctx.actor.userId) return;
  if (!isTurnOf(waiting, ctx.actor) || isOfAnotherFinancier(facts, ctx.actor)) return;
  await tx.caseRecord.update({
    where: { id: facts.id },
    data: { openedAt: ctx.now, openedById: ctx.actor.userId },
  });
}

/** The facts, which must exist: NOT_FOUND. */
export async function loadFacts(tx: Tx, caseId: string, known?: CaseFacts): Promise<CaseFacts> {
  return (await caseFacts(tx, caseId, known)) ?? refuse('NOT_FOUND');
}

async function takeDuty({ tx, ctx, facts }: CaseChange, duty: Duty, userId: string) {
  const refusal = checkDuty(facts, userId, duty);
  if (refusal) refuse(refusal.code, refusal.params);
  if (facts.duties.some((row) => row.userId === userId)) return;
  await tx.caseDuty.create({ data: { caseId: facts.id, userId, duty, takenAt: ctx.now } });
  facts.duties.push({ userId, duty });
}

// ------------------------------------------------------------------ the transition itself

async function moveCase(change: CaseChange, verb: Verb, options: MoveOptions) {
  const { tx, ctx, facts } = change;
  const row = transitionOf(verb);
  if (verb === 'reopen') await mustHaveItsData(change);
  const [refusal] = checkTransition(verb, facts, ctx.actor, today(ctx));
  if (refusal) refuse(refusal.code, refusal.params);
  if (row.reason && !options.reason?.trim()) refuse('INVALID_INPUT');

  const target = destination(facts, verb, options.to);
  const status: CaseStatus = row.becomes === 'SAME' ? facts.status : row.becomes;
  const used = facts.definition.stages.map((entry) => entry.stage);
  const reached = newlyReached(facts.furthestStage, target.stage, used);
  const voided = await voidWhatFalls(change, verb, target.stage);
  if (status === 'CLOSED' || voided.approvalFell) await releaseQuota(change);
  const payload: NewEvent['payload'] = {
    ...options.payload,
    ...voided.payload,
    verb,
    ...standingDelta(facts, target.stage, status),
    ...(reached.length > 0 ? { reached } : {}),
    ...(target.stage === facts.stage && target.reviewStep !== facts.reviewStep ? { reviewStep: facts.reviewStep } : {}),
  };

  const written = await tx.caseRecord.updateMany({
    where: { id: facts.id, version: facts.version, stage: facts.stage, status: facts.status },
    data: {
      ...options.set,
      ...voided.set,
      stage: target.stage,
      reviewStep: target.reviewStep,
      status,
      outcome: status === 'CLOSED' ? (row.outcome ?? facts.outcome) : null,
      furthestStage: reached.at(-1) ?? facts.furthestStage,
      handedOnById: ctx.actor.userId,
      handedOnAt: ctx.now,
      // a time without a person: nothing was handed on that could be taken back
      openedAt: row.to === 'NEXT' || row.to === 'NEXT_STEP' ? null : ctx.now,
      openedById: null,
      version: { increment: 1 },
    },
  });
  if (written.count !== 1) refuse('CONFLICT');
  const stayed = await turnClock(change, target.stage, status);
  if (target.stage !== facts.stage || target.reviewStep !== facts.reviewStep) await endTransfers(change);
  if (verb === 'return') await tellReturned(change, target.stage);
  if (verb === 'supplement') await tellAnswered(change);
  if (verb !== 'supplement' && (status === 'OPEN' || status === 'CLOSED')) await dropSupplement(change);
  await recordEvent(tx, ctx, {
    kind: row.event,
    payload: sayBook(change, row.event, { ...payload, ...(stayed === null ? {} : { stayed }) }, options.occurredOn),
    caseId: facts.id,
    scope: facts,
    ...(options.reason ? { remark: options.reason } : {}),
    ...(options.occurredOn ? { occurredOn: options.occurredOn } : {}),
  });
  const before = facts.stage;
  await change.refresh();
  if (facts.stage === 'DECISION' && stageIndex(before) < stageIndex('DECISION')) await openDecision(change);
}

/** A case whose applicant's data were erased by rule is taken up by nobody again: CASE_DATA_ERASED. */
async function mustHaveItsData({ tx, facts }: CaseChange) {
  const erased = await tx.event.count({ where: { caseId: facts.id, kind: 'case.data-erased' } });
  if (erased > 0) refuse('CASE_DATA_ERASED');
}

/**
 * A case comes to the decision with what was recommended; where nobody investigates it, with what was asked for. The
 * level that decides follows from the amount: NO_AUTHORITY when nobody on the path may decide it.
 */
async function openDecision(change: CaseChange) {
  const { facts, ctx } = change;
  await recommendAsAsked(change, today(ctx));
  await routeDecision(change, facts.recommendedAmountFen ?? facts.requestedAmountFen);
}

/** Where nothing was recommended, what was asked for is, at the ceiling of the day; 0 for what is given. */
export async function recommendAsAsked({ facts, set }: CaseChange, on: Day): Promise<void> {
  if (facts.recommendedAmountFen !== null) return;
  const termMonths = facts.requestedTermMonths;
  await set({
    recommendedAmountFen: facts.requestedAmountFen,
    recommendedTermMonths: termMonths,
    recommendedRateBps: rateCeilingOf(facts, termMonths, on),
  });
}

/** 转办 holds for the task in hand and ends with it. */
async function endTransfers({ tx, ctx, facts }: CaseChange, task?: string) {
  if (facts.transfers.some((row) => row.task !== task))
    await tx.caseTransfer.updateMany({
      where: { caseId: facts.id, endedAt: null, ...(task ? { task: { not: task } } : {}) },
      data: { endedAt: ctx.now },
    });
}

/** A case that goes on or ends without the supplement owes it no more; it may be asked for anew. */
async function dropSupplement({ tx, ctx, facts }: CaseChange) {
  if (facts.supplementItems === null) return;
  await tx.supplementRequest.updateMany({
    where: { caseId: facts.id, answeredAt: null },
    data: { answeredAt: ctx.now },
  });
}

function destination(facts: CaseFacts, verb: Verb, chosen?: Stage): { stage: Stage; reviewStep: number } {
  const used = facts.definition.stages.map((entry) => entry.stage);
  const next = () => ({ stage: nextStage(facts.stage, used) ?? refuse('TRANSITION_NOT_AVAILABLE'), reviewStep: 0 });
  switch (transitionOf(verb).to) {
    case 'SAME':
      return { stage: facts.stage, reviewStep: facts.reviewStep };
    case 'NEXT':
      return next();
    case 'NEXT_STEP': {
      const steps = stageOf(facts.definition, facts.stage).reviewSteps.length;
      return facts.reviewStep + 1 < steps ? { stage: facts.stage, reviewStep: facts.reviewStep + 1 } : next();
    }
    case 'BACK': {
      if (facts.stage === 'ACCEPTANCE' && facts.reviewStep > 0)
        return { stage: facts.stage, reviewStep: facts.reviewStep - 1 };
      const stage = previousStage(facts.stage, used) ?? refuse('TRANSITION_NOT_AVAILABLE');
      return { stage, reviewStep: Math.max(0, stageOf(facts.definition, stage).reviewSteps.length - 1) };
    }
    case 'CHOSEN': {
      if (!chosen || !returnTargets(facts.stage, used).includes(chosen)) refuse('TRANSITION_NOT_AVAILABLE');
      return { stage: chosen, reviewStep: 0 };
    }
  }
}

/** from/to of an event: where the case stops standing and where it begins to (figure_of reads it). */
function standingDelta(facts: CaseFacts, stage: Stage, status: CaseStatus): { from?: Stage; to?: Stage } {
  const stood = facts.status !== 'CLOSED';
  const stands = status !== 'CLOSED';
  if (stood && stands && stage === facts.stage) return {};
  return { ...(stood ? { from: facts.stage } : {}), ...(stands ? { to: stage } : {}) };
}

/** After every change: the due day of the running visit, whose turn it is, and a notice to whom that is new. */
async function settleCase(change: CaseChange, locked: Locked) {
  const { tx, ctx, facts } = change;
  await settleBook(change);
  const fresh = await loadFacts(tx, facts.id, facts);
  const waiting = waitingFor(fresh, today(ctx));
  if (fresh.status === 'OPEN') await endTransfers({ ...change, facts: fresh }, waiting?.task);
  const due = await dueOf(tx, facts.id);
  const task = waiting?.task ?? null;
  const organisationId = waiting?.organisationId ?? null;
  await tx.$executeRaw`UPDATE case_record SET
    due_on = ${due.dueOn}::date, due_provisional = ${due.dueProvisional},
    waiting_since = CASE WHEN waiting_task IS DISTINCT FROM ${task} OR waiting_organisation_id IS DISTINCT FROM ${organisationId}::uuid
      THEN ${ctx.now} ELSE waiting_since END,
    waiting_task = ${task}, waiting_roles = ${[...(waiting?.roles ?? [])]}::"Role"[],
    waiting_user_ids = ${[...(waiting?.userIds ?? [])]}::uuid[], waiting_organisation_id = ${organisationId}::uuid
    WHERE id = ${facts.id}::uuid`;
  await tellAssigned(change, { waitingTask: locked.waiting_task, waitingUserIds: locked.waiting_user_ids }, waiting);
}

/**
 * Where the amount is decided: sets the deciding organisation, and when that is above the handling branch, records why
 * the case goes up by itself. NO_AUTHORITY when nobody on the path may decide it.
 */
export async function routeDecision(change: CaseChange, amountFen: bigint): Promise<void> {
  const level = decisionLevel(change.facts, amountFen, today(change.ctx));
  if (!level) refuse('NO_AUTHORITY');
  await change.set({ decisionOrganisationId: level.organisationId });
  if (level.passed.length > 0)
    await change.record('case.escalated', {
      amountFen: amountFen.toString(),
      toOrganisationId: level.organisationId,
      authorityLimitId: level.row.id,
      passed: level.passed.map((step) => ({
        organisationId: step.organisationId,
        upToFen: step.upToFen?.toString() ?? null,
      })),
    });
}
