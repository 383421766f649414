import 'server-only';
import type { Terms } from '@/domain/approval-terms';
import type { Day } from '@/domain/calendar';
import { type ContractTerms, checkContractTerms, needsLinkage } from '@/domain/contract-terms';
import { checkGate, checkPassedOn } from '@/domain/gates';
import { can, type Permission } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import { mustPass, refuse } from '@/domain/refusal';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import { once } from '@/features/ledger/idempotency';
import { settledNow } from '@/features/ledger/queries-settled';
import type { Label } from '@/i18n/label';
import { type Context, type Result, today, write } from '@/server/command';
import { nextNumber } from '@/server/counters';
import { toDate } from '@/server/dates';

/** The revision of the contract that the person had before their eyes; another one now is refused with CONFLICT. */
type Seen = { caseId: string; version: number | null; revision?: number | undefined };

export type ContractInput = Seen & ContractTerms & { idempotencyKey?: string };

/**
 * Writes the contract and its plan of tranches, or writes them anew: a redraft counts the revision and needs a fresh
 * legal check. Refuses what checkContractTerms refuses, and NOT_PERMITTED, NOT_ASSIGNED, CONFLICT_DECLARED,
 * TRANSITION_NOT_AVAILABLE, CONFLICT, NOT_FOUND, IDEMPOTENCY_KEY_*.
 */
export function draftContract(ctx: Context, { idempotencyKey: key, ...input }: ContractInput): Promise<Result<void>> {
  const { tranches, version: _ofTheForm, ...terms } = input;
  const plan = tranches.map((row) => `${row.plannedOn} ${row.amountFen}`).join();
  const request = { ...terms, revision: input.revision ?? null, plan };
  return write(
    ctx,
    async (tx) => {
      const claim = { key, command: 'contract.draft', request, resultId: input.caseId } as const;
      await once(tx, ctx, claim, () =>
        changeCaseIn(tx, ctx, input.caseId, input.version, (change) => writeDraft(change, input)),
      );
    },
    { caseId: input.caseId },
  );
}

async function writeDraft(change: CaseChange, input: Omit<ContractInput, 'idempotencyKey'>): Promise<void> {
  const { tx, ctx, facts } = change;
  mayTouch(change, 'contract.draft');
  mustPass(checkGate('YOU_ARE_ASSIGNED', facts, ctx.actor, today(ctx)));
  const approved = await approvedTerms(change);
  const ceilingBps = rateCeilingOf(facts, input.termMonths, today(ctx));
  mustPass(checkContractTerms(input, approved, facts.definition, facts.applicantKind, ceilingBps));

  const current = await currentContract(change, input.revision);
  await eraseDraft(tx, ctx, formKeys.contract(facts.id));
  const data = {
    ...(await partiesOf(change)),
    status: 'DRAFT' as const,
    amountFen: input.amountFen,
    termMonths: input.termMonths,
    rateBps: input.rateBps,
    repaymentMethod: input.repaymentMethod,
    securityKind: input.securityKind,
    securityReference: input.securityKind === 'NONE' ? null : (input.securityReference?.trim() ?? null),
    linkedHouseholds: needsLinkage(facts.definition, facts.applicantKind) ? input.linkedHouseholds : null,
    draftedById: ctx.actor.userId,
    draftedAt: ctx.now,
    legalCheckedById: null,
    legalCheckedAt: null,
    legalOpinion: null,
  };
  const contract = current
    ? await tx.contract.update({ where: { id: current.id }, data: { ...data, revision: { increment: 1 } } })
    : await tx.contract.create({ data: { ...data, caseId: facts.id } });
  await planTranches(change, input.tranches);
  await change.record('contract.drafted', {
    contractId: contract.id,
    revision: contract.revision,
    amountFen: contract.amountFen.toString(),
    termMonths: contract.termMonths,
    rateBps: contract.rateBps,
    tranches: input.tranches.length,
  });
}

/**
 * The legal check, by somebody who did not draft. REFUSED sends the contract back to its drafter with the opinion.
 * NOT_PERMITTED, SAME_PERSON, CONFLICT_DECLARED, CONTRACT_MISSING, STATUS_DOES_NOT_ALLOW, INVALID_INPUT (refused
 * without opinion), TRANSITION_NOT_AVAILABLE, CONFLICT, NOT_FOUND.
 */
export function checkContract(
  ctx: Context,
  input: Seen & { outcome: 'PASSED' | 'REFUSED'; opinion: string },
): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    mayTouch(change, 'contract.check');
    mustPass(checkPassedOn(change.facts, ctx.actor, today(ctx)));
    const contract = (await currentContract(change, input.revision)) ?? refuse('CONTRACT_MISSING');
    if (contract.draftedById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'DRAFTER' });
    // a draft that was sent back is checked again only after its redraft
    if (contract.status !== 'DRAFT' || contract.legalCheckedAt !== null) refuse('STATUS_DOES_NOT_ALLOW');
    const opinion = input.opinion.trim();
    if (input.outcome === 'REFUSED' && opinion === '') refuse('INVALID_INPUT');
    await change.tx.contract.update({
      where: { id: contract.id },
      data: {
        status: input.outcome === 'PASSED' ? 'LEGAL_CHECKED' : 'DRAFT',
        legalCheckedById: ctx.actor.userId,
        legalCheckedAt: ctx.now,
        legalOpinion: opinion,
      },
    });
    const kind = input.outcome === 'PASSED' ? 'contract.checked' : 'contract.refused';
    await change.record(kind, { contractId: contract.id, revision: contract.revision });
  });
}

/**
 * Signing: the contract gets its number and the case goes on to disbursement. The signed files are documents of the
 * catalogue and stand in the gates of `sign`. NOT_PERMITTED, NOT_ASSIGNED, APPROVAL_EXPIRED, CONTRACT_MISSING,
 * CONTRACT_NOT_LEGAL_CHECKED, CONDITIONS_OPEN, DOCUMENTS_MISSING, DOCUMENTS_UNCHECKED, DATE_IN_FUTURE,
 * DATE_OUT_OF_ORDER (before the approval), TRANSITION_NOT_AVAILABLE, CONFLICT, NOT_FOUND.
 */
export function signContract(ctx: Context, input: Seen & { signedOn: Day }): Promise<Result<{ number: string }>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { tx, facts } = change;
    mayTouch(change, 'case.sign');
    const contract = (await currentContract(change, input.revision)) ?? refuse('CONTRACT_MISSING');
    if (input.signedOn > today(ctx)) refuse('DATE_IN_FUTURE', { today: today(ctx) });
    if (facts.approvedOn !== null && input.signedOn < facts.approvedOn)
      refuse('DATE_OUT_OF_ORDER', { earliest: facts.approvedOn });
    await change.move('sign', {
      set: { contractedAmountFen: contract.amountFen },
      payload: {
        ...{ amountFen: contract.amountFen.toString(), contractId: contract.id },
        ...(await settledNow(tx, { CONTRACT: [contract.id] })),
      },
      occurredOn: input.signedOn,
    });
    const number = await contractNumber(change, input.signedOn);
    await tx.contract.update({
      where: { id: contract.id },
      data: { status: 'SIGNED', signedOn: toDate(input.signedOn), number },
    });
    return { number };
  });
}

function mayTouch({ ctx, facts }: CaseChange, permission: Permission) {
  if (!can(ctx.actor, permission)) refuse('NOT_PERMITTED');
  if (facts.stage !== 'CONTRACT' || facts.status !== 'OPEN') refuse('TRANSITION_NOT_AVAILABLE');
  if (facts.conflicts.includes(ctx.actor.userId)) refuse('CONFLICT_DECLARED');
}

async function currentContract({ tx, facts }: CaseChange, seen: number | undefined) {
  const contract = await tx.contract.findFirst({ where: { caseId: facts.id, status: { not: 'VOID' } } });
  if (seen !== undefined && seen !== (contract?.revision ?? 0)) refuse('CONFLICT');
  return contract;
}

async function approvedTerms({ tx, facts }: CaseChange): Promise<Terms & { on: Day }> {
  const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  const { approvedAmountFen: amountFen, approvedTermMonths: termMonths, approvedRateBps: rateBps } = row;
  if (amountFen === null || termMonths === null || rateBps === null || facts.approvedOn === null)
    refuse('TRANSITION_NOT_AVAILABLE');
  return { amountFen, termMonths, rateBps, on: facts.approvedOn };
}

/** The parties as they are called on paper: Chinese, whatever language the drafter reads. */
async function partiesOf({ tx, facts }: CaseChange): Promise<{ lenderName: string; borrowerName: string }> {
  const lender = await tx.organisation.findUniqueOrThrow({ where: { id: facts.handlingOrganisationId } });
  const applicant = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  return { lenderName: (lender.name as unknown as Label).zh, borrowerName: applicant.applicantName };
}

/** Replaces what was only planned; instalments of an earlier contract that money once touched keep their numbers. */
async function planTranches({ tx, facts }: CaseChange, tranches: ContractTerms['tranches']) {
  await tx.tranche.deleteMany({ where: { caseId: facts.id, status: 'PLANNED', payments: { none: {} } } });
  const kept = await tx.tranche.aggregate({ where: { caseId: facts.id }, _max: { sequence: true } });
  const offset = (kept._max.sequence ?? 0) + 1;
  await tx.tranche.createMany({
    data: tranches.map((row, index) => ({
      caseId: facts.id,
      sequence: offset + index,
      plannedOn: toDate(row.plannedOn),
      amountFen: row.amountFen,
    })),
  });
}

/** Programme, county, year and the next number of that county and year; taken last, for the counter stays locked. */
export async function contractNumber({ tx, facts }: Pick<CaseChange, 'tx' | 'facts'>, signedOn: Day): Promise<string> {
  const year = Number(signedOn.slice(0, 4));
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: facts.programmeId } });
  const county = await tx.regionVersion.findFirst({ where: { regionId: facts.countyId, validTo: null } });
  const number = await nextNumber(tx, facts.countyId, year, 'CONTRACT');
  return `${programme.code}-${county?.code ?? facts.countyId}-${year}-C${String(number).padStart(4, '0')}`;
}
