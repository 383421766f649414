import 'server-only';
import type { BackEntryBody } from '@/domain/back-entry';
import type { CaseFacts } from '@/domain/case-facts';
import { isReaderOf, requirementOf } from '@/domain/documents';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { findOrCreateEntity, findOrCreatePerson, type HouseholdKind } from '@/features/applicants/mutations';
import type { Place } from '@/features/applicants/places';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { openRunningCase } from '@/features/cases/mutations-back-entry';
import { scopeColumns } from '@/features/cases/scope-columns';
import { refuseDuplicate } from '@/features/cases/under-way-queries';
import type { DefinitionInForce } from '@/features/consultations/programmes';
import { normaliseText } from '@/lib/text';
import { type Context, contextOf, mustHold, type Result, write } from '@/server/command';
import { encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import type { EntryRow } from './entry-queries';
import { lockEntry, mustBeComplete, recordOn } from './mutations';
import { writeBooks } from './mutations-books';
import { type BookIds, daysOf, newBookIds, owed, termsOnPaper } from './paper-terms';

type Seen = { id: string; revision: number };

/** NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, CONFLICT, SAME_PERSON: what settling asks of an entry, either way. */
async function lockSubmitted(tx: Tx, ctx: Context, { id, revision }: Seen): Promise<EntryRow> {
  mustHold(ctx, 'back-entry.confirm');
  const row = await lockEntry(tx, ctx, id);
  if (row.status !== 'SUBMITTED') refuse('STATUS_DOES_NOT_ALLOW');
  if (row.revision !== revision) refuse('CONFLICT');
  if (row.enteredById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'BACK_ENTRY' });
  return row;
}

/**
 * A second person confirms that the entry is what the paper says, and it becomes a case: applicant, stage, days, money and
 * documents in one transaction. NOT_FOUND, NOT_PERMITTED, SAME_PERSON, STATUS_DOES_NOT_ALLOW, CONFLICT,
 * BACK_ENTRY_INCOMPLETE, PROGRAMME_NOT_AVAILABLE, IDENTITY_BELONGS_TO_ANOTHER, DUPLICATE_APPLICATION, NO_AUTHORITY.
 */
export function confirmBackEntry(ctx: Context, input: Seen): Promise<Result<{ caseId: string; reference: string }>> {
  return write(ctx, async (tx) => {
    const row = await lockSubmitted(tx, ctx, input);
    const { body, definition } = await mustBeComplete(tx, ctx, row);
    // first, for the reports of the months before hang on it
    await tx.backEntry.update({
      where: { id: row.id },
      data: { status: 'CONFIRMED', settledById: ctx.actor.userId, settledAt: ctx.now, revision: { increment: 1 } },
    });
    const ids = newBookIds(body);
    const opened = await openFrom(tx, ctx, row, body, definition, ids);
    await changeCaseIn(tx, ctx, opened.id, null, async (change) => {
      await writeBooks(change, body, ids);
      await fileScans(change, row);
    });
    await recordOn(tx, ctx, row, 'back-entry.confirmed', { payload: { stage: row.stage, openedCaseId: opened.id } });
    await notify(tx, ctx, [row.enteredById], { kind: 'BACK_ENTRY_CONFIRMED', caseId: opened.id, subjectId: row.id });
    return { caseId: opened.id, reference: opened.reference };
  });
}

/** Sends the entry back to who entered it. What confirming asks, and INVALID_INPUT without a reason. */
export function refuseBackEntry(ctx: Context, input: Seen & { reason: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await lockSubmitted(tx, ctx, input);
    const reason = input.reason.trim();
    if (reason === '') refuse('INVALID_INPUT');
    await tx.backEntry.update({
      where: { id: row.id },
      data: {
        status: 'REFUSED',
        settledById: ctx.actor.userId,
        settledAt: ctx.now,
        refusal: reason,
        revision: { increment: 1 },
      },
    });
    await recordOn(tx, ctx, row, 'back-entry.refused', { remark: reason });
    await notify(tx, ctx, [row.enteredById], { kind: 'BACK_ENTRY_REFUSED', subjectId: row.id });
  });
}

export type Settled = { id: string; reference: string | null; refusal: RefusalValue | null };

/** Confirms several, each by itself: what one refuses does not hold the others up. */
export async function confirmBackEntries(ctx: Context, entries: readonly Seen[]): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const seen of entries) {
    const result = await confirmBackEntry(contextOf(ctx.actor, ctx.now), seen);
    settled.push({
      id: seen.id,
      reference: result.ok ? result.value.reference : null,
      refusal: result.ok ? null : result.refusal,
    });
  }
  return settled;
}

async function openFrom(
  tx: Tx,
  ctx: Context,
  row: EntryRow,
  body: BackEntryBody,
  definition: DefinitionInForce,
  ids: BookIds,
) {
  const { provinceId, cityId, countyId, townshipId, villageId } = row;
  const place = { provinceId, cityId, countyId, townshipId, villageId };
  const applicant = await identify(tx, ctx, row, body, place);
  const questions = definition.body.eligibility.filter((entry) => entry.applicantKinds.includes(body.applicantKind));
  return openRunningCase(tx, ctx, {
    backEntryId: row.id,
    enteredById: row.enteredById,
    stage: body.stage,
    left: daysOf(body, definition.body, ids),
    terms: termsOnPaper(body, definition.body),
    programmeDefinitionId: definition.id,
    programmeId: definition.programmeId,
    programmeCode: definition.programmeCode,
    definition: definition.body,
    place,
    financier: {
      financierId: row.financierId,
      provincialBranchId: row.provincialBranchId,
      countyBranchId: row.countyBranchId,
    },
    projectId: null,
    applicantKind: body.applicantKind,
    ...applicant,
    title: normaliseText(owed(body.title)),
    purpose: owed(body.purpose).trim(),
    recommenderOrganisation: body.recommenderOrganisation,
    recommenderPerson: body.recommenderPerson,
    eligibility: body.eligible ? Object.fromEntries(questions.map((entry) => [entry.code, entry.mustBe])) : {},
    payeeName: body.payeeName,
    payeeAccountCipher: encrypt(owed(body.payeeAccount)),
    requestedAmountFen: owed(body.requestedAmountFen),
    requestedTermMonths: owed(body.requestedTermMonths),
    consultedOn: owed(body.consultedOn),
  });
}

/** The same people and entities as everywhere: found by their number, made new where nobody has it. */
async function identify(tx: Tx, ctx: Context, row: EntryRow, body: BackEntryBody, place: Place) {
  const [number, name, phone] = [owed(body.number), owed(body.name), owed(body.phone)];
  if (body.applicantKind === 'HOUSEHOLD') {
    const householdKind = owed(body.householdKind) as HouseholdKind;
    const person = await findOrCreatePerson(tx, ctx, { identityNumber: number, name, phone, householdKind }, place);
    await refuseDuplicate(tx, ctx, row.programmeId, { householdId: person.householdId });
    return { personId: person.personId, operatingEntityId: null, applicantName: person.name };
  }
  const entity = await findOrCreateEntity(
    tx,
    ctx,
    { kind: body.applicantKind, creditCode: number, name, contactName: owed(body.contactName), contactPhone: phone },
    place,
  );
  await refuseDuplicate(tx, ctx, row.programmeId, { operatingEntityId: entity.operatingEntityId });
  return { personId: null, operatingEntityId: entity.operatingEntityId, applicantName: entity.name };
}

/**
 * The scans become documents of the case. Whoever confirmed has compared them, so those that they may open and check are
 * checked; what their role may not see (a financier's papers, for a county) waits for the usual check.
 */
async function fileScans(change: CaseChange, row: EntryRow) {
  const { tx, ctx, facts } = change;
  const versions = new Map<string, number>();
  const files = await tx.storedFile.findMany({ where: { id: { in: row.scans.map((scan) => scan.fileId) } } });
  for (const scan of row.scans) {
    const file = files.find((entry) => entry.id === scan.fileId);
    if (!file || file.scanState === 'QUARANTINED') continue;
    const version = (versions.get(scan.requirementCode) ?? 0) + 1;
    versions.set(scan.requirementCode, version);
    const checked = mayCheck(ctx, facts, scan.requirementCode);
    const document = await tx.document.create({
      data: {
        caseId: facts.id,
        ...scopeColumns(facts),
        requirementCode: scan.requirementCode,
        fileId: file.id,
        version,
        status: checked ? 'CHECKED' : 'UPLOADED',
        uploadedById: file.uploadedById,
        uploadedAt: file.uploadedAt,
        ...(checked ? { checkedById: ctx.actor.userId, checkedAt: ctx.now } : {}),
      },
    });
    const about = { documentId: document.id, requirementCode: scan.requirementCode, version };
    await change.record('document.uploaded', { ...about, mediaType: file.mediaType, sizeBytes: file.sizeBytes });
    if (checked) await change.record('document.checked', about);
  }
}

function mayCheck(ctx: Context, facts: CaseFacts, code: string): boolean {
  return can(ctx.actor, 'document.check') && isReaderOf(ctx.actor, requirementOf(facts, code));
}
