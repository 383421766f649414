import 'server-only';
import type { Day } from '@/domain/calendar';
import { checkBorrowerAge, checkRequest } from '@/domain/gates';
import { checkBankAccount, checkIdentityNumber, checkSettlementAccount } from '@/domain/identity';
import { can } from '@/domain/permissions';
import type { ProgrammeBody } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import type { ApplicantKind } from '@/domain/stage';
import {
  type EntityInput,
  findOrCreateEntity,
  findOrCreatePerson,
  type HouseholdInput,
} from '@/features/applicants/mutations';
import { findPlace, type Place, reaches } from '@/features/applicants/places';
import { changeCase, changeCaseIn } from '@/features/cases/mutations';
import { giveLane } from '@/features/cases/mutations-lane';
import { openCase } from '@/features/cases/mutations-open';
import { refuseDuplicate } from '@/features/cases/under-way-queries';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import { normaliseText } from '@/lib/text';
import { type Context, type Result, today, write } from '@/server/command';
import { decrypt, encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import type { NewEvent } from '@/server/events';
import { searchKeys } from '@/server/pinyin';
import { type Branch, type DefinitionInForce, definitionInForce, listBranches } from './programmes';

export type Applicant = ({ kind: 'HOUSEHOLD' } & HouseholdInput) | EntityInput;

export type ConsultationInput = {
  programmeId: string;
  consultedOn: Day;
  townshipId: number;
  villageId: number | null;
  /** the branch that is to handle the case; a financier's own person has their own branch whatever stands here */
  branchId: string | null;
  /** of the programme's green channel, by which the case is given it at once; none: the ordinary lane */
  greenCriterion?: string | null;
  projectId?: string | null;
  applicant: Applicant;
  title: string;
  purpose: string;
  recommenderOrganisation?: string | null;
  recommenderPerson?: string | null;
  /** question code → answer; may be incomplete until the case is submitted */
  eligibility: Record<string, boolean>;
  payeeName?: string | null;
  payeeAccount?: string | null;
  requestedAmountFen: bigint;
  requestedTermMonths: number;
  /** the key of the draft that this was written in; it is erased with the registration */
  draftKey?: string;
};

/**
 * Registers a consultation: applicant, place, financier and request, all in one transaction with the new case.
 * Refuses NOT_PERMITTED, DATE_IN_FUTURE, REGION_OUT_OF_SCOPE, PROGRAMME_NOT_AVAILABLE, APPLICANT_KIND_NOT_ALLOWED,
 * AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE, BORROWER_AGE, IDENTITY_BELONGS_TO_ANOTHER, DUPLICATE_APPLICATION, INVALID_INPUT, and
 * NOT_FOUND for a project that is not in this county's pool, CONFLICT when the draft is gone: it was sent already. A criterion of
 * the green channel is given by who may grant it, and refused as grantLane refuses it.
 */
export function registerConsultation(
  ctx: Context,
  input: ConsultationInput,
): Promise<Result<{ id: string; reference: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'case.register')) refuse('NOT_PERMITTED');
    if (input.greenCriterion && !can(ctx.actor, 'lane.grant')) refuse('NOT_PERMITTED');
    if (input.consultedOn > today(ctx)) refuse('DATE_IN_FUTURE');
    const place = await findPlace(tx, input.townshipId, input.villageId);
    if (!place || !reaches(ctx.actor, place)) refuse('REGION_OUT_OF_SCOPE');
    const definition = await definitionInForce(tx, input.programmeId, place.provinceId, input.consultedOn);
    if (!definition) refuse('PROGRAMME_NOT_AVAILABLE');
    const branch = await chooseBranch(tx, ctx, input, place, definition);
    const refusal = checkRequest(definition.body, {
      applicantKind: input.applicant.kind,
      amountFen: input.requestedAmountFen,
      termMonths: input.requestedTermMonths,
    });
    if (refusal) refuse(refusal.code, refusal.params);
    if (input.draftKey && !(await eraseDraft(tx, ctx, input.draftKey))) refuse('CONFLICT');
    if (input.projectId) await requirePoolProject(tx, input.projectId, place);
    const applicant = await identifyApplicant(tx, ctx, input, place, definition);
    const opened = await openCase(tx, ctx, {
      programmeDefinitionId: definition.id,
      programmeId: definition.programmeId,
      programmeCode: definition.programmeCode,
      definition: definition.body,
      place,
      financier: {
        financierId: branch.financierId,
        provincialBranchId: branch.provincialBranchId,
        countyBranchId: branch.countyBranchId,
      },
      projectId: input.projectId ?? null,
      applicantKind: input.applicant.kind,
      ...applicant,
      title: normaliseText(input.title),
      purpose: input.purpose.trim(),
      recommenderOrganisation: input.recommenderOrganisation ?? null,
      recommenderPerson: input.recommenderPerson ?? null,
      eligibility: keepKnownAnswers(definition.body, input.applicant.kind, input.eligibility),
      payeeName: input.payeeName ?? null,
      payeeAccountCipher: input.payeeAccount ? encrypt(accountOf(input.applicant.kind, input.payeeAccount)) : null,
      requestedAmountFen: input.requestedAmountFen,
      requestedTermMonths: input.requestedTermMonths,
      consultedOn: input.consultedOn,
    });
    const criterion = input.greenCriterion;
    if (criterion)
      await changeCaseIn(tx, ctx, opened.id, null, (change) => giveLane(change, { criterion, reason: '' }));
    return opened;
  });
}

async function chooseBranch(
  tx: Tx,
  ctx: Context,
  input: ConsultationInput,
  place: Place,
  definition: DefinitionInForce,
): Promise<Branch> {
  const branches = await listBranches(tx, ctx.actor, definition, place, input.consultedOn);
  const chosen =
    ctx.actor.scope.kind === 'FINANCIER' ? branches[0] : branches.find((branch) => branch.id === input.branchId);
  return chosen ?? refuse('PROGRAMME_NOT_AVAILABLE');
}

async function requirePoolProject(tx: Tx, projectId: string, place: Place) {
  const project = await tx.project.findFirst({
    where: { id: projectId, countyId: place.countyId, status: 'IN_POOL' },
    select: { id: true },
  });
  if (!project) refuse('NOT_FOUND');
}

async function identifyApplicant(
  tx: Tx,
  ctx: Context,
  input: ConsultationInput,
  place: Place,
  { body }: DefinitionInForce,
) {
  if (input.applicant.kind === 'HOUSEHOLD') {
    const identity = checkIdentityNumber(input.applicant.identityNumber, today(ctx));
    const refusal = identity.ok ? checkBorrowerAge(body, identity.birthOn, input.consultedOn) : null;
    if (refusal) refuse(refusal.code, refusal.params);
    const person = await findOrCreatePerson(tx, ctx, input.applicant, place);
    // a cap on the household counts its borrowers together, so each may have a loan of their own beneath it
    const { personId, householdId } = person;
    await refuseDuplicate(tx, ctx, input.programmeId, body.householdCap ? { personId } : { householdId });
    return { personId: person.personId, operatingEntityId: null, applicantName: person.name };
  }
  const entity = await findOrCreateEntity(tx, ctx, input.applicant, place);
  await refuseDuplicate(tx, ctx, input.programmeId, { operatingEntityId: entity.operatingEntityId });
  return { personId: null, operatingEntityId: entity.operatingEntityId, applicantName: entity.name };
}

function keepKnownAnswers(definition: ProgrammeBody, kind: ApplicantKind, answers: Record<string, boolean>) {
  const asked = definition.eligibility.filter((row) => row.applicantKinds.includes(kind)).map((row) => row.code);
  return Object.fromEntries(Object.entries(answers).filter(([code]) => asked.includes(code)));
}

function accountOf(kind: ApplicantKind, text: string): string {
  const check = kind === 'HOUSEHOLD' ? checkBankAccount(text) : checkSettlementAccount(text);
  return check.ok ? check.value : refuse('INVALID_INPUT', { reason: check.code });
}

export type ConsultationEdit = {
  caseId: string;
  version: number;
  title: string;
  purpose: string;
  requestedAmountFen: bigint;
  requestedTermMonths: number;
  eligibility: Record<string, boolean>;
  recommenderOrganisation: string | null;
  recommenderPerson: string | null;
  payeeName: string | null;
  /** null keeps the account on file */
  payeeAccount: string | null;
};

/**
 * Completes or mends a case while it stands at consultation; later only a correction may. The event names what changed,
 * with old and new where the value is no personal one. NOTHING_CHANGED, TRANSITION_NOT_AVAILABLE outside consultation,
 * CONFLICT for a stale form, CONFLICT_DECLARED, AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE, INVALID_INPUT.
 */
export function editConsultation(ctx: Context, input: ConsultationEdit): Promise<Result<{ version: number }>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { facts, tx } = change;
    if (!can(ctx.actor, 'case.submit')) refuse('NOT_PERMITTED');
    if (facts.stage !== 'CONSULTATION' || facts.status !== 'OPEN') refuse('TRANSITION_NOT_AVAILABLE');
    if (facts.conflicts.includes(ctx.actor.userId)) refuse('CONFLICT_DECLARED');
    const refusal = checkRequest(facts.definition, {
      applicantKind: facts.applicantKind,
      amountFen: input.requestedAmountFen,
      termMonths: input.requestedTermMonths,
    });
    if (refusal) refuse(refusal.code, refusal.params);
    const before = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
    const account = input.payeeAccount ? accountOf(facts.applicantKind, input.payeeAccount) : null;
    const after = {
      title: normaliseText(input.title),
      purpose: input.purpose.trim(),
      requestedAmountFen: input.requestedAmountFen,
      requestedTermMonths: input.requestedTermMonths,
      recommenderOrganisation: input.recommenderOrganisation,
      recommenderPerson: input.recommenderPerson,
      payeeName: input.payeeName,
    };
    const eligibility = keepKnownAnswers(facts.definition, facts.applicantKind, input.eligibility);
    const changes: NewEvent['payload'] = {};
    for (const name of Object.keys(after) as (keyof typeof after)[]) {
      if (before[name] === after[name]) continue;
      changes[name] = SHOWN_FIELDS.has(name) ? { old: String(before[name]), new: String(after[name]) } : true;
    }
    for (const code of new Set([...Object.keys(facts.eligibility), ...Object.keys(eligibility)]))
      if (facts.eligibility[code] !== eligibility[code])
        changes[`eligibility.${code}`] = { old: facts.eligibility[code] ?? null, new: eligibility[code] ?? null };
    if (account && !(before.payeeAccountCipher && decrypt(before.payeeAccountCipher) === account))
      changes.payeeAccount = true;
    if (Object.keys(changes).length === 0) refuse('NOTHING_CHANGED');
    await eraseDraft(tx, ctx, formKeys.consultation(facts.id));
    await change.set({
      ...after,
      eligibility,
      ...(changes.title ? searchKeys(after.title) : {}),
      ...(changes.payeeAccount && account ? { payeeAccountCipher: encrypt(account) } : {}),
    });
    // A second form drawn from the same state must not overwrite this one unseen.
    const { version } = await tx.caseRecord.update({
      where: { id: facts.id },
      data: { version: { increment: 1 } },
      select: { version: true },
    });
    await change.record('case.edited', { changes });
    return { version };
  });
}

// The rest may hold a person's name or account: the event says that it changed, not from what.
const SHOWN_FIELDS: ReadonlySet<string> = new Set(['requestedAmountFen', 'requestedTermMonths']);
