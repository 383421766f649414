import 'server-only';
import { checkTransition } from '@/domain/gates';
import { refuse } from '@/domain/refusal';
import type { Stage } from '@/domain/stage';
import { type Context, type Result, today } from '@/server/command';
import { type CaseChange, changeCase } from './mutations';
import type { PlainVerb } from './plain-verbs';
import { refuseDuplicate } from './under-way-queries';

export type TransitionInput = {
  caseId: string;
  version: number;
  verb: PlainVerb;
  reason?: string;
  /** for return */
  to?: Stage;
  /** requirement codes owed, for requestSupplement */
  items?: string[];
  /** what was supplemented */
  answer?: string;
};

/**
 * Takes one of the plain transitions. Besides the gates of the table: SUPPLEMENT_ITEMS_MISSING when nothing is asked for,
 * or when nothing was added since. DUPLICATE_APPLICATION: reopened beside another case. In the decision stage, decline and
 * return are votes (features/decisions).
 */
export function takeTransition(ctx: Context, input: TransitionInput): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    if (change.facts.stage === 'DECISION' && (input.verb === 'decline' || input.verb === 'return'))
      refuse('TRANSITION_NOT_AVAILABLE');
    if (input.verb === 'requestSupplement') return requestSupplement(change, input);
    if (input.verb === 'supplement') return supplement(change, input);
    // only where it could be reopened at all: an open case is its own applicant's case under way
    if (input.verb === 'reopen' && checkTransition('reopen', change.facts, ctx.actor, today(ctx)).length === 0)
      await refuseSecondCase(change);
    await change.move(input.verb, {
      ...(input.to ? { to: input.to } : {}),
      ...(input.reason ? { reason: input.reason } : {}),
    });
  });
}

/** A closed case does not come back beside another of the same applicant and programme. */
async function refuseSecondCase({ tx, ctx, facts }: CaseChange) {
  const { personId, operatingEntityId } = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  if (operatingEntityId) return refuseDuplicate(tx, ctx, facts.programmeId, { operatingEntityId });
  const { householdId } = await tx.person.findUniqueOrThrow({ where: { id: personId ?? '' } });
  // registering an application locks the household too
  await tx.$queryRaw`SELECT 1 FROM household WHERE id = ${householdId}::uuid FOR UPDATE`;
  await refuseDuplicate(tx, ctx, facts.programmeId, { householdId });
}

async function requestSupplement(change: CaseChange, { items = [], reason = '' }: TransitionInput) {
  const { tx, ctx, facts } = change;
  const known = new Set(facts.definition.catalogue.map((row) => row.code));
  const codes = [...new Set(items)].filter((code) => known.has(code));
  if (codes.length === 0) refuse('SUPPLEMENT_ITEMS_MISSING');
  await change.move('requestSupplement', { reason, payload: { items: codes } });
  await tx.supplementRequest.create({
    data: { caseId: facts.id, items: codes, note: reason, requestedById: ctx.actor.userId, requestedAt: ctx.now },
  });
}

async function supplement(change: CaseChange, { answer = '' }: TransitionInput) {
  const { tx, ctx, facts } = change;
  const request = await tx.supplementRequest.findFirst({ where: { caseId: facts.id, answeredAt: null } });
  // what was on file before it was asked for is what was found wanting
  const added = await tx.document.findMany({
    where: {
      caseId: facts.id,
      uploadedAt: { gte: request?.requestedAt ?? ctx.now },
      status: { in: ['UPLOADED', 'CHECKED'] },
      file: { scanState: { not: 'QUARANTINED' } },
    },
    select: { requirementCode: true },
  });
  const missing = (request?.items ?? []).filter((code) => !added.some((file) => file.requirementCode === code));
  if (missing.length > 0) refuse('SUPPLEMENT_ITEMS_MISSING');
  await change.move('supplement');
  await tx.supplementRequest.updateMany({
    where: { caseId: facts.id, answeredAt: null },
    data: { answeredById: ctx.actor.userId, answeredAt: ctx.now, answer },
  });
}
