import 'server-only';
import { checkRemoval, checkUpload, checkVerdict, requirementOf } from '@/domain/documents';
import { refuse } from '@/domain/refusal';
import { type CaseChange, changeCase, changeCaseIn } from '@/features/cases/mutations';
import { scopeColumns } from '@/features/cases/scope-columns';
import { once } from '@/features/ledger/idempotency';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, read, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { cleanFileName, isPhoto, type MediaType, sniff } from '@/server/file-kind';
import { addJob } from '@/server/jobs';
import { asSystem } from '@/server/row-scope';
import { scanBytes } from '@/server/scanner';
import { visibleTo } from '@/server/scope';
import { openStream, removeBytes, type StoredBytes, storeWith } from '@/server/storage';
import { isUuid } from './schema';

export type NewDocument = {
  caseId: string;
  requirementCode: string;
  fileName: string;
  bytes: Uint8Array;
  /** a photo of this visit */
  siteVisitId?: string | undefined;
  idempotencyKey?: string | undefined;
};

/**
 * Adds a file to a requirement of the case; the next version of it, and in place of a rejected one where there is one.
 * Refuses NOT_FOUND, NOT_PERMITTED, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW, FILE_EMPTY, FILE_TOO_LARGE and
 * FILE_TYPE_NOT_ALLOWED (by content, whatever its name says; photos only where the catalogue wants photos),
 * IDEMPOTENCY_KEY_*. The same file sent again under its key is the document that it made, and its bytes are not kept twice.
 */
export async function storeDocument(ctx: Context, input: NewDocument): Promise<Result<{ documentId: string }>> {
  if (!isUuid(input.caseId)) return { ok: false, refusal: { code: 'NOT_FOUND' } };
  const { caseId, idempotencyKey: key } = input;
  const kind = await sniff(input.bytes);
  const newId = newUuid();
  const result = await storeWith(input.bytes, (stored) => {
    const { requirementCode, fileName, siteVisitId = null } = input;
    const request = { caseId, requirementCode, fileName, siteVisitId, sha256: stored.sha256 };
    const claim = { key, command: 'document.store', request, resultId: newId } as const;
    const store = async (change: CaseChange) => {
      const refusal = checkUpload(change.facts, ctx.actor);
      if (refusal) refuse(refusal.code, refusal.params);
      const requirement = requirementOf(change.facts, requirementCode) ?? refuse('NOT_FOUND');
      if (kind.kind !== 'ALLOWED') refuse('FILE_TYPE_NOT_ALLOWED', { kind: kind.kind });
      if (requirement.media === 'PHOTO' && !isPhoto(kind.mediaType)) refuse('FILE_TYPE_NOT_ALLOWED', { kind: 'PHOTO' });
      await addDocument(change, input, newId, stored, kind.mediaType);
    };
    return write(
      ctx,
      async (tx) => {
        const documentId = await once(tx, ctx, claim, () => changeCaseIn(tx, ctx, caseId, null, store));
        return { documentId, key: stored.key };
      },
      { caseId },
    );
  });
  if (!result.ok) return result;
  const { documentId } = result.value;
  if (documentId !== newId) await removeBytes(result.value.key);
  return { ok: true, value: { documentId } };
}

async function addDocument(
  change: CaseChange,
  input: NewDocument,
  id: string,
  stored: StoredBytes,
  mediaType: MediaType,
): Promise<void> {
  const { tx, ctx, facts } = change;
  const { requirementCode, siteVisitId = null } = input;
  if (siteVisitId !== null) {
    const where = { id: siteVisitId, caseId: facts.id };
    if (!isUuid(siteVisitId) || (await tx.siteVisit.count({ where })) === 0) refuse('NOT_FOUND');
  }
  const uploaded = { uploadedById: ctx.actor.userId, uploadedAt: ctx.now };
  const file = await tx.storedFile.create({
    data: { ...stored, ...uploaded, mediaType, originalName: cleanFileName(input.fileName, mediaType) },
  });
  // The case row is locked, so nobody else counts at the same time.
  const last = await tx.document.aggregate({ where: { caseId: facts.id, requirementCode }, _max: { version: true } });
  const version = (last._max.version ?? 0) + 1;
  const supersededId = await supersedeRejected(change, requirementCode);
  const document = await tx.document.create({
    data: {
      ...uploaded,
      id,
      caseId: facts.id,
      ...scopeColumns(facts),
      requirementCode,
      fileId: file.id,
      version,
      siteVisitId,
    },
  });
  await change.record('document.uploaded', {
    documentId: document.id,
    requirementCode,
    version,
    mediaType,
    sizeBytes: stored.sizeBytes,
    ...(supersededId ? { supersededId } : {}),
  });
  await addJob(tx, 'file.scan', { fileId: file.id });
}

/** The oldest rejected file of the requirement gives way to the new one; the others still say what is owed. */
async function supersedeRejected({ tx, facts }: CaseChange, requirementCode: string): Promise<string | null> {
  const rejected = await tx.document.findFirst({
    where: { caseId: facts.id, requirementCode, status: 'REJECTED' },
    orderBy: { version: 'asc' },
    select: { id: true },
  });
  if (!rejected) return null;
  await tx.document.update({ where: { id: rejected.id }, data: { status: 'SUPERSEDED' } });
  return rejected.id;
}

/** Changes the case of a document in scope; NOT_FOUND otherwise, exactly as for an id that does not exist. */
async function changeDocument<T>(
  ctx: Context,
  documentId: string,
  run: (change: CaseChange, document: CurrentDocument) => Promise<T>,
): Promise<Result<T>> {
  const found = isUuid(documentId)
    ? await read(ctx.actor, (tx) =>
        tx.document.findFirst({ where: { id: documentId, ...visibleTo(ctx.actor) }, select: { caseId: true } }),
      )
    : null;
  if (!found) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, found.caseId, null, async (change) =>
    run(change, await currentDocument(change.tx, documentId)),
  );
}

type CurrentDocument = Awaited<ReturnType<typeof currentDocument>>;

async function currentDocument(tx: Tx, id: string) {
  const { file, ...document } = await tx.document.findUniqueOrThrow({
    where: { id },
    include: { file: { select: { scanState: true } } },
  });
  return { ...document, quarantined: file.scanState === 'QUARANTINED' };
}

/**
 * The verdict of a second person on a file. Refuses NOT_FOUND, NOT_PERMITTED, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW,
 * SAME_PERSON, FILE_QUARANTINED, and INVALID_INPUT for a rejection that does not say why.
 */
export function checkDocument(
  ctx: Context,
  input: { documentId: string; outcome: 'CHECKED' | 'REJECTED'; remark?: string | null },
): Promise<Result<{ documentId: string }>> {
  return changeDocument(ctx, input.documentId, async (change, document) => {
    const refusal = checkVerdict(change.facts, document, ctx.actor, input.outcome);
    if (refusal) refuse(refusal.code, refusal.params);
    const remark = input.remark?.trim() || null;
    if (input.outcome === 'REJECTED' && !remark) refuse('INVALID_INPUT');
    await change.tx.document.update({
      where: { id: document.id },
      data: { status: input.outcome, checkedById: ctx.actor.userId, checkedAt: ctx.now, remark },
    });
    // The remark stays on the row: it is free text and may name somebody.
    await change.record(input.outcome === 'CHECKED' ? 'document.checked' : 'document.rejected', {
      documentId: document.id,
      requirementCode: document.requirementCode,
      version: document.version,
    });
    return { documentId: document.id };
  });
}

/** Takes back one's own file before it was checked. Refuses NOT_FOUND, NOT_PERMITTED, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW. */
export function removeDocument(ctx: Context, input: { documentId: string }): Promise<Result<{ caseId: string }>> {
  return changeDocument(ctx, input.documentId, async (change, document) => {
    const refusal = checkRemoval(change.facts, document, ctx.actor);
    if (refusal) refuse(refusal.code, refusal.params);
    await change.tx.document.update({ where: { id: document.id }, data: { status: 'REMOVED' } });
    await change.record('document.removed', {
      documentId: document.id,
      requirementCode: document.requirementCode,
      version: document.version,
    });
    return { caseId: change.facts.id };
  });
}

/**
 * Has a stored file scanned and writes the verdict; a quarantined one is an event on each case that holds it. Throws when
 * the scanner cannot be reached, so that the job comes back. A job has no actor, hence no write().
 */
export async function scanFile(fileId: string, now: Date, requestId: string): Promise<void> {
  const file = await asSystem('a job', (tx) =>
    tx.storedFile.findUnique({ where: { id: fileId }, select: { key: true, scanState: true } }),
  );
  if (file?.scanState !== 'PENDING') return;
  const scanState = await scanBytes(await openStream(file.key));
  await asSystem('a job', async (tx) => {
    const { documents } = await tx.storedFile.update({
      where: { id: fileId },
      data: { scanState },
      select: { documents: { include: { caseRecord: { select: { programmeId: true, applicantKind: true } } } } },
    });
    if (scanState !== 'QUARANTINED') return;
    for (const { caseRecord, ...document } of documents)
      await recordEvent(
        tx,
        { actor: null, now, requestId },
        {
          kind: 'document.quarantined',
          payload: { documentId: document.id, requirementCode: document.requirementCode, version: document.version },
          caseId: document.caseId,
          scope: { ...document, ...caseRecord },
        },
      );
  });
}
