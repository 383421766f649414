import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import {
  CASE_DOCUMENT_KINDS,
  type CaseDocumentKind,
  checkGenerate,
  isOfTheMoment,
  mayReadGenerated,
  templateOf,
} from '@/domain/generated-documents';
import { can } from '@/domain/permissions';
import type { GeneratedKind } from '@/domain/programme';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { organisationsBelow } from '@/features/organisations/below';
import { type Result, read } from '@/server/command';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { words } from './case-source';

export type GeneratedView = { id: string; kind: GeneratedKind; madeAt: Date; madeBy: Label | null; sizeBytes: number };
export type CaseDocuments = {
  made: GeneratedView[];
  /** what may be made now; `waited`: the applicant waits for it and nobody has made it yet */
  makeable: { kind: CaseDocumentKind; waited: boolean }[];
  /** what the programme's templates will allow later */
  later: CaseDocumentKind[];
};

/** The documents made of a case, newest first, and which this person may make; null outside the actor's scope. */
export function listGenerated(actor: Actor, caseId: string): Promise<CaseDocuments | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const made = await viewsOf(tx, actor, { caseId });
    const mine = CASE_DOCUMENT_KINDS.filter(
      (kind) =>
        can(actor, 'generated-document.make') && mayReadGenerated(actor, kind) && templateOf(facts.definition, kind),
    );
    const now = mine.filter((kind) => checkGenerate(facts, actor, kind) === null);
    return {
      made,
      makeable: now.map((kind) => ({
        kind,
        waited: isOfTheMoment(facts, kind) && !made.some((row) => row.kind === kind),
      })),
      later: mine.filter((kind) => !now.includes(kind)),
    };
  });
}

/** The minutes made of a session, newest first; null for whoever may not read the session. */
export function listGeneratedMinutes(
  actor: Actor,
  sessionId: string,
): Promise<{ made: GeneratedView[]; mayMake: boolean } | null> {
  return read(actor, async (tx) => {
    const session = UUID.test(sessionId) ? await findReadable(tx, actor, sessionId) : null;
    if (!session) return null;
    return {
      made: await viewsOf(tx, actor, { sessionId }),
      mayMake: session.status === 'CLOSED' && can(actor, 'generated-document.make'),
    };
  });
}

/** The key of a document's bytes. Refuses NOT_FOUND outside the actor's scope and for whoever may not read its kind; FILE_ERASED. */
export function openGenerated(
  actor: Actor,
  id: string,
): Promise<Result<{ key: string; mediaType: string; fileName: string; sizeBytes: number }>> {
  return read(actor, async (tx) => {
    const row = UUID.test(id) ? await tx.generatedDocument.findUnique({ where: { id } }) : null;
    const about = row && mayReadGenerated(actor, row.kind) ? await nameOfSubject(tx, actor, row) : null;
    if (!row || about === null) return { ok: false, refusal: { code: 'NOT_FOUND' } };
    if (row.erasedAt) return { ok: false, refusal: { code: 'FILE_ERASED' } };
    const fileName = `${about} ${words()(`programmes.values.generatedKinds.${row.kind}`)}.docx`.trim();
    return { ok: true, value: { key: row.fileKey, mediaType: DOCX, fileName, sizeBytes: row.sizeBytes } };
  });
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The number of the case or session that a document speaks of; null where the actor may not see that. */
async function nameOfSubject(
  tx: Tx,
  actor: Actor,
  { caseId, sessionId }: { caseId: string | null; sessionId: string | null },
): Promise<string | null> {
  if (caseId !== null) {
    const found = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { reference: true },
    });
    return found?.reference ?? null;
  }
  const session = sessionId === null ? null : await findReadable(tx, actor, sessionId);
  return session && (session.number ?? '');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function findReadable(tx: Tx, actor: Actor, sessionId: string) {
  const organisationId = { in: await organisationsBelow(tx, actor, 'decision-session.read') };
  return tx.decisionSession.findFirst({
    where: { id: sessionId, organisationId },
    select: { status: true, number: true },
  });
}

async function viewsOf(
  tx: Tx,
  actor: Actor,
  where: { caseId: string } | { sessionId: string },
): Promise<GeneratedView[]> {
  const rows = await tx.generatedDocument.findMany({ where, orderBy: { id: 'desc' } });
  const people = await namesOf(
    tx,
    rows.map((row) => row.madeById),
  );
  return rows
    .filter((row) => mayReadGenerated(actor, row.kind))
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      madeAt: row.madeAt,
      madeBy: people.get(row.madeById)?.name ?? null,
      sizeBytes: row.sizeBytes,
    }));
}
