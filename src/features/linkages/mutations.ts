import 'server-only';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { stageIndex } from '@/domain/stage';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import type { BenefitKind, LinkageModel } from '@/generated/prisma/client';
import { type Context, type Result, read, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import { visibleTo } from '@/server/scope';

export type NewLinkage = {
  caseId: string;
  model: LinkageModel;
  signedOn: Day;
  /** what is built belongs to */
  propertyRights: string;
  termMonths: number;
  /** the same kind and promise for each household, for a year */
  benefitKind: BenefitKind;
  promisedFen: bigint;
  householdIds: readonly string[];
};

const MAX_HOUSEHOLDS = 500;

/**
 * 利益联结协议 with households of the county: no linkage, no money. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (the
 * programme asks none, or not in this model; closed), LINKAGE_STANDS, HOUSEHOLD_ELSEWHERE, DATE_IN_FUTURE, INVALID_INPUT.
 */
export function agreeLinkage(ctx: Context, input: NewLinkage): Promise<Result<{ agreementId: string }>> {
  const { caseId, signedOn, promisedFen, benefitKind } = input;
  const householdIds = [...new Set(input.householdIds)];
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts, record } = change;
    if (!can(ctx.actor, 'linkage.record')) refuse('NOT_PERMITTED');
    mustRun(change);
    if (!facts.definition.linkageModels.includes(input.model)) refuse('STATUS_DOES_NOT_ALLOW');
    if (facts.linkage) refuse('LINKAGE_STANDS');
    if (signedOn > today(ctx)) refuse('DATE_IN_FUTURE');
    const propertyRights = input.propertyRights.trim();
    const isEmpty = householdIds.length === 0 || propertyRights === '' || input.termMonths < 1 || promisedFen <= 0n;
    if (isEmpty || householdIds.length > MAX_HOUSEHOLDS) refuse('INVALID_INPUT');
    const here = await tx.household.count({ where: { id: { in: householdIds }, countyId: facts.countyId } });
    if (here < householdIds.length) refuse('HOUSEHOLD_ELSEWHERE', { count: householdIds.length - here });
    const { id } = await tx.linkageAgreement.create({
      data: {
        caseId,
        model: input.model,
        signedOn: toDate(signedOn),
        propertyRights,
        termMonths: input.termMonths,
        recordedById: ctx.actor.userId,
        recordedAt: ctx.now,
        households: { create: householdIds.map((householdId) => ({ householdId, benefitKind, promisedFen })) },
      },
      select: { id: true },
    });
    const payload = { agreementId: id, model: input.model, households: householdIds.length };
    await record('linkage.agreed', payload, { occurredOn: signedOn });
    return { agreementId: id };
  });
}

/** STATUS_DOES_NOT_ALLOW unless the case runs, past its application. */
function mustRun({ facts }: CaseChange): void {
  if (facts.status !== 'OPEN' || stageIndex(facts.stage) < stageIndex('ACCEPTANCE')) refuse('STATUS_DOES_NOT_ALLOW');
}

/** Ends the agreement in force, with a reason; no more money until another is recorded. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, INVALID_INPUT. */
export async function endLinkage(
  ctx: Context,
  { agreementId, reason }: { agreementId: string; reason: string },
): Promise<Result<void>> {
  const where = { id: agreementId, caseRecord: visibleTo(ctx.actor) };
  const agreement = await read(ctx.actor, (tx) => tx.linkageAgreement.findFirst({ where, select: { caseId: true } }));
  if (!agreement) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, agreement.caseId, null, async (change) => {
    if (!can(ctx.actor, 'linkage.record')) refuse('NOT_PERMITTED');
    mustRun(change);
    if (reason.trim() === '') refuse('INVALID_INPUT');
    const ended = await change.tx.linkageAgreement.updateMany({
      where: { id: agreementId, endedAt: null },
      data: { endedAt: ctx.now, endReason: reason.trim() },
    });
    if (ended.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await change.record('linkage.ended', { agreementId }, { remark: reason.trim() });
  });
}

export type NewBenefit = { linkedHouseholdId: string; amountFen: bigint; receivedOn: Day; note?: string };

/**
 * What a household received by the agreement. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (the agreement ended),
 * DATE_IN_FUTURE, DATE_OUT_OF_ORDER (before it was signed), INVALID_INPUT.
 */
export async function recordBenefit(ctx: Context, input: NewBenefit): Promise<Result<{ benefitId: string }>> {
  const { linkedHouseholdId, amountFen, receivedOn, note = '' } = input;
  const where = { id: linkedHouseholdId, agreement: { caseRecord: visibleTo(ctx.actor) } };
  const seen = await read(ctx.actor, (tx) =>
    tx.linkedHousehold.findFirst({ where, select: { agreement: { select: { caseId: true } } } }),
  );
  if (!seen) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, seen.agreement.caseId, null, async ({ tx, record }) => {
    if (!can(ctx.actor, 'benefit.record')) refuse('NOT_PERMITTED');
    const { agreement } = await tx.linkedHousehold.findUniqueOrThrow({
      where: { id: linkedHouseholdId },
      include: { agreement: true },
    });
    if (agreement.endedAt !== null) refuse('STATUS_DOES_NOT_ALLOW');
    if (amountFen <= 0n) refuse('INVALID_INPUT');
    if (receivedOn > today(ctx)) refuse('DATE_IN_FUTURE');
    const signedOn = toDay(agreement.signedOn);
    if (receivedOn < signedOn) refuse('DATE_OUT_OF_ORDER', { earliest: signedOn });
    const recorded = { recordedById: ctx.actor.userId, recordedAt: ctx.now };
    const { id } = await tx.linkageBenefit.create({
      data: { linkedHouseholdId, amountFen, receivedOn: toDate(receivedOn), note: note.trim(), ...recorded },
      select: { id: true },
    });
    const payload = { benefitId: id, linkedHouseholdId, amountFen: `${amountFen}` };
    await record('benefit.recorded', payload, { occurredOn: receivedOn });
    return { benefitId: id };
  });
}
