import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { findPlace, reaches } from '@/features/applicants/places';
import { definitionInForce, listBranches } from '@/features/consultations/programmes';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import type { BackEntryStatus } from '@/generated/prisma/client';
import { normaliseText } from '@/lib/text';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { countLook, tellOfUsedUp } from '@/server/looks';
import { crossing } from '@/server/row-scope';
import { checkEntry, type EntryRow, findEntry, seal, unseal } from './entry-queries';
import type { Typed } from './fields';

/** Where an entry may still be changed: before it is handed to the second person, and after that person sent it back. */
const EDITABLE: readonly BackEntryStatus[] = ['DRAFT', 'REFUSED'];

/** The entry, locked until the transaction ends. NOT_FOUND outside the actor's scope. */
export async function lockEntry(tx: Tx, ctx: Context, id: string): Promise<EntryRow> {
  const row = (await findEntry(tx, ctx.actor, id)) ?? refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT 1 FROM back_entry WHERE id = ${row.id}::uuid FOR UPDATE`;
  return (await findEntry(tx, ctx.actor, id)) ?? refuse('NOT_FOUND');
}

/** An event of an entry: it counts in no figure, for there is no case yet. */
export function recordOn(tx: Tx, ctx: Context, row: EntryRow, kind: string, about: Partial<NewEvent> = {}) {
  return recordEvent(tx, ctx, { kind, payload: { stage: row.stage }, subjectId: row.id, scope: row, ...about });
}

/** Only who entered it changes it, so that the second person stays a second person. NOT_PERMITTED, STATUS_DOES_NOT_ALLOW. */
function mustBeOwn(ctx: Context, row: EntryRow): void {
  mustHold(ctx, 'back-entry.write');
  if (row.enteredById !== ctx.actor.userId) refuse('NOT_PERMITTED');
  if (!EDITABLE.includes(row.status)) refuse('STATUS_DOES_NOT_ALLOW');
}

/** BACK_ENTRY_EXISTS when the paper file of this number was entered in the county before, by whomever. */
async function mustBeNew(tx: Tx, countyId: number, paperReference: string, exceptId?: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`back-entry:${countyId}:${paperReference}`}, 0))`;
  const known = await crossing(tx, 'one paper, one case', () =>
    tx.backEntry.findFirst({
      where: {
        countyId,
        paperReference,
        status: { notIn: ['REFUSED', 'DISCARDED'] },
        ...(exceptId ? { id: { not: exceptId } } : {}),
      },
      select: { id: true },
    }),
  );
  if (known) refuse('BACK_ENTRY_EXISTS', { reference: paperReference });
}

export type NewBackEntry = {
  programmeId: string;
  kind: ApplicantKind;
  townshipId: number;
  villageId: number | null;
  /** the branch that carries the case; a financier's own person has their own whatever stands here */
  branchId: string | null;
  stage: Stage;
  paperReference: string;
  typed?: Typed;
  sheetImportId?: string;
};

/**
 * Begins the entry of a paper case as a draft. NOT_PERMITTED, REGION_OUT_OF_SCOPE, PROGRAMME_NOT_AVAILABLE,
 * APPLICANT_KIND_NOT_ALLOWED, BACK_ENTRY_EXISTS.
 */
export function startBackEntry(ctx: Context, input: NewBackEntry): Promise<Result<{ id: string }>> {
  return write(ctx, (tx) => insertEntry(tx, ctx, input));
}

/** The same inside a transaction that is already open. */
export async function insertEntry(tx: Tx, ctx: Context, input: NewBackEntry): Promise<{ id: string }> {
  mustHold(ctx, 'back-entry.write');
  const place = await findPlace(tx, input.townshipId, input.villageId);
  if (!place || !reaches(ctx.actor, place)) refuse('REGION_OUT_OF_SCOPE');
  const definition = await definitionInForce(tx, input.programmeId, place.provinceId, today(ctx));
  if (!definition) refuse('PROGRAMME_NOT_AVAILABLE');
  if (!definition.body.applicants.some((row) => row.kind === input.kind)) refuse('APPLICANT_KIND_NOT_ALLOWED');
  const branches = await listBranches(tx, ctx.actor, definition, place, today(ctx));
  const branch =
    ctx.actor.scope.kind === 'FINANCIER' ? branches[0] : branches.find((entry) => entry.id === input.branchId);
  if (!branch) refuse('PROGRAMME_NOT_AVAILABLE');
  const paperReference = normaliseText(input.paperReference);
  await mustBeNew(tx, place.countyId, paperReference);
  const typed = input.typed ?? {};
  const { id } = await tx.backEntry.create({
    data: {
      ...place,
      financierId: branch.financierId,
      provincialBranchId: branch.provincialBranchId,
      countyBranchId: branch.countyBranchId,
      programmeId: input.programmeId,
      applicantName: normaliseText(typed.name ?? ''),
      title: normaliseText(typed.title ?? ''),
      paperReference,
      stage: input.stage,
      bodyCipher: seal({ applicantKind: input.kind, typed }),
      sheetImportId: input.sheetImportId ?? null,
      enteredById: ctx.actor.userId,
      enteredAt: ctx.now,
    },
    select: { id: true },
  });
  await recordOn(tx, ctx, await lockEntry(tx, ctx, id), 'back-entry.started');
  return { id };
}

export type BackEntrySave = {
  id: string;
  /** what the form was drawn from: another one now means that it was saved elsewhere since */
  revision: number;
  paperReference: string;
  stage: Stage;
  typed: Typed;
};

/**
 * Keeps what was typed, whatever it says. One that was sent back is a draft again. NOT_FOUND, NOT_PERMITTED (another
 * person's), STATUS_DOES_NOT_ALLOW, CONFLICT, BACK_ENTRY_EXISTS.
 */
export function saveBackEntry(ctx: Context, input: BackEntrySave): Promise<Result<{ revision: number }>> {
  return write(ctx, async (tx) => {
    const row = await lockEntry(tx, ctx, input.id);
    mustBeOwn(ctx, row);
    if (row.revision !== input.revision) refuse('CONFLICT');
    const paperReference = normaliseText(input.paperReference);
    await mustBeNew(tx, row.countyId, paperReference, row.id);
    await eraseDraft(tx, ctx, formKeys.backEntry(row.id));
    const { revision } = await tx.backEntry.update({
      where: { id: row.id },
      data: {
        status: 'DRAFT',
        applicantName: normaliseText(input.typed.name ?? ''),
        title: normaliseText(input.typed.title ?? ''),
        paperReference,
        stage: input.stage,
        bodyCipher: seal({ applicantKind: unseal(row).applicantKind, typed: input.typed }),
        revision: { increment: 1 },
      },
      select: { revision: true },
    });
    return { revision };
  });
}

/** Whether somebody else may go on with an entry: whoever entered it has left, and it was not handed on. */
export async function isAbandoned(tx: Tx, row: Pick<EntryRow, 'status' | 'enteredById'>): Promise<boolean> {
  if (!EDITABLE.includes(row.status)) return false;
  const writer = await tx.user.findUnique({ where: { id: row.enteredById }, select: { status: true } });
  return writer?.status !== 'ACTIVE';
}

/**
 * Goes on with what somebody who has left had begun to enter: the paper case would be shut to everybody otherwise. From
 * now on it is this person's, so that another one confirms it. NOT_FOUND, NOT_PERMITTED (its writer is still there),
 * STATUS_DOES_NOT_ALLOW, CONFLICT.
 */
export function takeOverBackEntry(ctx: Context, input: { id: string; revision: number }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'back-entry.write');
    const row = await lockEntry(tx, ctx, input.id);
    if (!EDITABLE.includes(row.status)) refuse('STATUS_DOES_NOT_ALLOW');
    if (!(await isAbandoned(tx, row))) refuse('NOT_PERMITTED');
    if (row.revision !== input.revision) refuse('CONFLICT');
    await tx.backEntry.update({
      where: { id: row.id },
      data: {
        enteredById: ctx.actor.userId,
        status: 'DRAFT',
        settledById: null,
        settledAt: null,
        revision: { increment: 1 },
      },
    });
    await recordOn(tx, ctx, row, 'back-entry.taken-over', { payload: { fromId: row.enteredById } });
  });
}

/**
 * Hands the entry to a second person. BACK_ENTRY_INCOMPLETE with how many things stand against it (they are shown on its
 * page), PROGRAMME_NOT_AVAILABLE, and what saving refuses.
 */
export function submitBackEntry(ctx: Context, input: { id: string; revision: number }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await lockEntry(tx, ctx, input.id);
    mustBeOwn(ctx, row);
    if (row.revision !== input.revision) refuse('CONFLICT');
    await mustBeComplete(tx, ctx, row);
    await mustBeNew(tx, row.countyId, row.paperReference, row.id);
    await handOn(tx, ctx, row);
  });
}

/** Hands a fresh own draft on when nothing stands against it; else it stays a draft. For sheets, inside their transaction. */
export async function submitIn(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await lockEntry(tx, ctx, id);
  mustBeOwn(ctx, row);
  const { definition, problems } = await checkEntry(tx, row, today(ctx));
  if (definition && problems.length === 0) await handOn(tx, ctx, row);
}

async function handOn(tx: Tx, ctx: Context, row: EntryRow): Promise<void> {
  await tx.backEntry.update({
    where: { id: row.id },
    data: {
      status: 'SUBMITTED',
      submittedAt: ctx.now,
      settledById: null,
      settledAt: null,
      refusal: null,
      revision: { increment: 1 },
    },
  });
  await recordOn(tx, ctx, row, 'back-entry.submitted');
}

/** The entry as read, or PROGRAMME_NOT_AVAILABLE, BACK_ENTRY_INCOMPLETE. */
export async function mustBeComplete(tx: Tx, ctx: Context, row: EntryRow) {
  const checked = await checkEntry(tx, row, today(ctx));
  const { definition } = checked;
  if (!definition) refuse('PROGRAMME_NOT_AVAILABLE');
  if (checked.problems.length > 0) refuse('BACK_ENTRY_INCOMPLETE', { count: checked.problems.length });
  return { ...checked, definition };
}

/**
 * Gives an entry up that was not handed on: what was typed is erased, its scans go, the number of the paper file is free
 * again. Only its author may. NOT_FOUND, NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, CONFLICT.
 */
export function discardBackEntry(ctx: Context, input: { id: string; revision: number }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await lockOwn(tx, ctx, input.id);
    if (row.revision !== input.revision) refuse('CONFLICT');
    await eraseDraft(tx, ctx, formKeys.backEntry(row.id));
    // files without a row are swept
    await tx.backEntryScan.deleteMany({ where: { backEntryId: row.id } });
    await tx.backEntry.update({
      where: { id: row.id },
      data: {
        status: 'DISCARDED',
        applicantName: '',
        title: '',
        bodyCipher: seal({ applicantKind: unseal(row).applicantKind, typed: {} }),
        revision: { increment: 1 },
      },
    });
    await recordOn(tx, ctx, row, 'back-entry.discarded');
  });
}

/** Mutations of scans ask the same of the entry as saving does. */
export async function lockOwn(tx: Tx, ctx: Context, id: string): Promise<EntryRow> {
  const row = await lockEntry(tx, ctx, id);
  mustBeOwn(ctx, row);
  return row;
}

/**
 * The numbers of the applicant in full, for whoever compares them with the scans; the look is an event, the numbers are
 * in none. NOT_FOUND, NOT_PERMITTED, and what countLook refuses.
 */
export async function revealNumbers(
  ctx: Context,
  input: { id: string },
): Promise<Result<{ number: string; phone: string; account: string }>> {
  const result = await write(ctx, async (tx) => {
    if (!can(ctx.actor, 'personal-data.reveal') || !can(ctx.actor, 'back-entry.confirm')) refuse('NOT_PERMITTED');
    const row = (await findEntry(tx, ctx.actor, input.id)) ?? refuse('NOT_FOUND');
    const { typed } = unseal(row);
    await countLook(tx, ctx);
    await recordEvent(tx, ctx, {
      kind: 'personal-data.revealed',
      payload: { field: 'BACK_ENTRY', reason: 'CHECK_AGAINST_DOCUMENT' },
      subjectId: row.id,
      scope: row,
    });
    return { number: typed.number ?? '', phone: typed.phone ?? '', account: typed.payeeAccount ?? '' };
  });
  return tellOfUsedUp(ctx, result);
}
