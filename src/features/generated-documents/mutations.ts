import 'server-only';
import { createHash } from 'node:crypto';
import type { CaseFacts } from '@/domain/case-facts';
import { type CaseDocumentKind, checkGenerate, mayReadGenerated, templateOf } from '@/domain/generated-documents';
import { can } from '@/domain/permissions';
import { type GeneratedKind, type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { mustPass, refuse } from '@/domain/refusal';
import { changeCaseIn } from '@/features/cases/mutations';
import { findCaseFacts } from '@/features/cases/queries';
import { organisationsBelow } from '@/features/organisations/below';
import { type Context, type Result, read, today, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import { removeBytes, type StoredBytes, storeWith } from '@/server/storage';
import { caseDocumentData } from './case-data-queries';
import { fillTemplate, type TemplateData } from './fill-template';
import { sessionDocumentData } from './session-data-queries';
import { writeOfficialDocument } from './word';

/** What a document is made of: kept with it, so that it can be told whether anything changed. */
type Draft = {
  kind: GeneratedKind;
  about: { caseId: string } | { sessionId: string };
  template: ProgrammeBody['templates'][number];
  programmeDefinitionId: string;
  data: TemplateData;
  dataHash: string;
};
export type Generated = { documentId: string; isNew: boolean };

/**
 * Makes a document of a case by its definition's template and keeps it for good; where nothing that it says has changed,
 * the one that there is. Refuses NOT_FOUND, CONFLICT_DECLARED, NOT_PERMITTED, TEMPLATE_MISSING, GENERATED_NOT_NOW {kind},
 * CONFLICT (the case was changed meanwhile).
 */
export async function generateDocument(
  ctx: Context,
  { caseId, kind }: { caseId: string; kind: CaseDocumentKind },
): Promise<Result<Generated>> {
  const draftIn = async (tx: Tx, facts: CaseFacts) => {
    mustPass(checkGenerate(facts, ctx.actor, kind));
    return draftOfCase(tx, ctx, facts, kind);
  };
  const drafted = await draftedFirst(ctx, async (tx) => {
    const facts = await findCaseFacts(tx, ctx.actor, caseId);
    return facts && !checkGenerate(facts, ctx.actor, kind) ? draftOfCase(tx, ctx, facts, kind) : null;
  });
  return keep(ctx, drafted, caseId, (tx, stored) =>
    changeCaseIn(tx, ctx, caseId, null, async (change) => {
      const draft = await draftIn(tx, change.facts);
      const existing = await findSame(tx, draft);
      if (existing) return existing;
      const documentId = await addGenerated(tx, ctx, draft, drafted, stored);
      await change.record('generated-document.made', { documentId, generatedKind: kind });
      return { documentId, isNew: true };
    }),
  );
}

/**
 * The minutes of a session that is over, as a document. Refuses NOT_PERMITTED, NOT_FOUND, TEMPLATE_MISSING,
 * GENERATED_NOT_NOW, CONFLICT.
 */
export async function generateMinutes(ctx: Context, { sessionId }: { sessionId: string }): Promise<Result<Generated>> {
  const drafted = await draftedFirst(ctx, (tx) => draftOfSession(tx, ctx, sessionId));
  return keep(ctx, drafted, undefined, async (tx, stored) => {
    if (!can(ctx.actor, 'generated-document.make') || !mayReadGenerated(ctx.actor, 'SESSION_MINUTES'))
      refuse('NOT_PERMITTED');
    const session = await findSession(tx, ctx, sessionId);
    if (!session) refuse('NOT_FOUND');
    await tx.$queryRaw`SELECT 1 FROM decision_session WHERE id = ${sessionId}::uuid FOR UPDATE`;
    if (session.status !== 'CLOSED') refuse('GENERATED_NOT_NOW', { kind: 'SESSION_MINUTES' });
    const draft = (await draftOfSession(tx, ctx, sessionId)) ?? refuse('TEMPLATE_MISSING');
    const existing = await findSame(tx, draft);
    if (existing) return existing;
    const documentId = await addGenerated(tx, ctx, draft, drafted, stored);
    await recordEvent(tx, ctx, {
      kind: 'generated-document.made',
      payload: { documentId, generatedKind: 'SESSION_MINUTES', sessionId },
      subjectId: sessionId,
      scope: await organisationScope(tx, ctx.actor.organisation),
    });
    return { documentId, isNew: true };
  });
}

// ------------------------------------------------------------------ what both do

/** Filled before the bytes are written, so that no transaction waits for the disk; refusals are found again inside. */
function draftedFirst(ctx: Context, run: (tx: Tx) => Promise<Draft | null>): Promise<Draft | null> {
  return read(ctx.actor, run);
}

/** Bytes and row as one; the bytes go again where the document was there already. */
async function keep(
  ctx: Context,
  drafted: Draft | null,
  caseId: string | undefined,
  run: (tx: Tx, stored: StoredBytes | null) => Promise<Generated>,
): Promise<Result<Generated>> {
  const about = caseId ? { caseId } : {};
  const same = drafted && (await read(ctx.actor, (tx) => findSame(tx, drafted)));
  if (!drafted || same) return write(ctx, (tx) => run(tx, null), about);
  const filled = fillTemplate(drafted.template, {
    ...drafted.data,
    values: { ...drafted.data.values, today: today(ctx) },
  });
  return storeWith(await writeOfficialDocument(filled), async (stored) => {
    const result = await write(ctx, (tx) => run(tx, stored), about);
    if (result.ok && !result.value.isNew) await removeBytes(stored.key);
    return result;
  });
}

async function findSame(tx: Tx, { kind, about, dataHash }: Draft): Promise<Generated | null> {
  const found = await tx.generatedDocument.findFirst({ where: { kind, dataHash, ...about }, select: { id: true } });
  return found && { documentId: found.id, isNew: false };
}

async function addGenerated(
  tx: Tx,
  ctx: Context,
  draft: Draft,
  drafted: Draft | null,
  stored: StoredBytes | null,
): Promise<string> {
  // what was written is not what the case says now
  if (!stored || drafted?.dataHash !== draft.dataHash) refuse('CONFLICT');
  const { kind, about, programmeDefinitionId, dataHash } = draft;
  const { key, sha256, sizeBytes } = stored;
  const made = { madeById: ctx.actor.userId, madeAt: ctx.now };
  const row = await tx.generatedDocument.create({
    data: { ...about, ...made, kind, programmeDefinitionId, dataHash, fileKey: key, sha256, sizeBytes },
    select: { id: true },
  });
  return row.id;
}

async function draftOfCase(tx: Tx, ctx: Context, facts: CaseFacts, kind: CaseDocumentKind): Promise<Draft> {
  const template = templateOf(facts.definition, kind) ?? refuse('TEMPLATE_MISSING');
  const { programmeDefinitionId } = await tx.caseRecord.findUniqueOrThrow({
    where: { id: facts.id },
    select: { programmeDefinitionId: true },
  });
  const data = await caseDocumentData(tx, ctx.actor, facts, kind);
  return { kind, about: { caseId: facts.id }, template, programmeDefinitionId, data, dataHash: hashOf(template, data) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function findSession(tx: Tx, ctx: Context, sessionId: string) {
  if (!UUID.test(sessionId)) return null;
  const organisationId = { in: await organisationsBelow(tx, ctx.actor, 'decision-session.read') };
  return tx.decisionSession.findFirst({
    where: { id: sessionId, organisationId },
    include: { items: { select: { caseRecord: { select: { programmeDefinitionId: true } } } } },
  });
}

/** By the newest version among those that its cases pinned; null outside scope, and where none has a template. */
async function draftOfSession(tx: Tx, ctx: Context, sessionId: string): Promise<Draft | null> {
  const session = await findSession(tx, ctx, sessionId);
  if (!session) return null;
  const versions = await tx.programmeDefinition.findMany({
    where: { id: { in: session.items.map((row) => row.caseRecord.programmeDefinitionId) } },
    orderBy: [{ version: 'desc' }, { id: 'desc' }],
  });
  for (const { id: programmeDefinitionId, documentNumber, body } of versions) {
    const template = templateOf(parseProgrammeBody(body), 'SESSION_MINUTES');
    if (!template) continue;
    const data = await sessionDocumentData(tx, sessionId, documentNumber);
    const dataHash = hashOf(template, data);
    return { kind: 'SESSION_MINUTES', about: { sessionId }, template, programmeDefinitionId, data, dataHash };
  }
  return null;
}

/** Over template and data in a fixed order; the day of making is left out, or the same document were new every day. */
function hashOf(template: Draft['template'], data: TemplateData): string {
  const canonical = (value: unknown): unknown => {
    if (typeof value === 'bigint') return value.toString();
    if (Array.isArray(value)) return value.map(canonical);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return entries.map(([name, inner]) => [name, canonical(inner)]);
  };
  return createHash('sha256')
    .update(JSON.stringify(canonical([template, data])))
    .digest('hex');
}
