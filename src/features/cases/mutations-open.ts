import 'server-only';
import type { Day } from '@/domain/calendar';
import { type CaseFacts, financierPath } from '@/domain/case-facts';
import { checkRequest } from '@/domain/gates';
import { refuse } from '@/domain/refusal';
import { type Context, today } from '@/server/command';
import { nextNumber } from '@/server/counters';
import { toDate } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { searchKeys } from '@/server/pinyin';
import { changeCaseIn, loadFacts } from './mutations';
import { openVisit } from './mutations-clock';

export type NewCase = {
  programmeDefinitionId: string;
  programmeId: string;
  programmeCode: string;
  definition: CaseFacts['definition'];
  place: { provinceId: number; cityId: number; countyId: number; townshipId: number; villageId: number | null };
  financier: { financierId: string; provincialBranchId: string | null; countyBranchId: string | null };
  projectId: string | null;
  applicantKind: CaseFacts['applicantKind'];
  personId: string | null;
  operatingEntityId: string | null;
  applicantName: string;
  title: string;
  purpose: string;
  recommenderOrganisation: string | null;
  recommenderPerson: string | null;
  eligibility: Record<string, boolean>;
  payeeName: string | null;
  payeeAccountCipher: Uint8Array<ArrayBuffer> | null;
  requestedAmountFen: bigint;
  requestedTermMonths: number;
  consultedOn: Day;
};

/** Opens a case at consultation. Refuses AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE, APPLICANT_KIND_NOT_ALLOWED, DATE_IN_FUTURE. */
export async function openCase(tx: Tx, ctx: Context, input: NewCase): Promise<{ id: string; reference: string }> {
  const refusal = checkRequest(input.definition, {
    applicantKind: input.applicantKind,
    amountFen: input.requestedAmountFen,
    termMonths: input.requestedTermMonths,
  });
  if (refusal) refuse(refusal.code, refusal.params);
  if (input.consultedOn > today(ctx)) refuse('DATE_IN_FUTURE');
  const created = await insertCase(tx, ctx, input);
  const facts = await loadFacts(tx, created.id);
  await openVisit(tx, ctx, facts, 'CONSULTATION');
  await recordEvent(tx, ctx, {
    kind: 'case.opened',
    payload: { to: 'CONSULTATION', reached: ['CONSULTATION'], requestedAmountFen: input.requestedAmountFen.toString() },
    caseId: created.id,
    scope: facts,
    occurredOn: input.consultedOn,
  });
  await changeCaseIn(tx, ctx, created.id, null, async () => undefined);
  return created;
}

/** The row of a new case under the next number of its county and year; `start` says where it stands when not at the beginning. */
export async function insertCase(
  tx: Tx,
  ctx: Context,
  input: NewCase,
  start: Partial<Prisma.CaseRecordUncheckedCreateInput> = {},
): Promise<{ id: string; reference: string }> {
  const { definition: _definition, programmeCode, place, financier, ...columns } = input;
  const year = Number(input.consultedOn.slice(0, 4));
  // found by its applicant too, where the title does not name them
  const keys = searchKeys(
    input.title.includes(input.applicantName) ? input.title : `${input.title} ${input.applicantName}`,
  );
  const handlingOrganisationId = financierPath(financier)[0];
  if (!handlingOrganisationId) throw new Error('a case needs a financier');
  const number = await nextNumber(tx, place.countyId, year, 'CASE');
  const county = await tx.regionVersion.findFirstOrThrow({
    where: { regionId: place.countyId, validTo: null },
    select: { code: true },
  });
  return tx.caseRecord.create({
    data: {
      ...columns,
      ...place,
      ...financier,
      ...keys,
      handlingOrganisationId,
      consultedOn: toDate(input.consultedOn),
      reference: `${programmeCode}-${county.code ?? place.countyId}-${year}-${String(number).padStart(4, '0')}`,
      handedOnAt: ctx.now,
      waitingSince: ctx.now,
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
      ...start,
    },
    select: { id: true, reference: true },
  });
}
