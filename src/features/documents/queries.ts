import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { completeness, documentGaps, requirementsFor } from '@/domain/completeness';
import {
  checkRemoval,
  checkUpload,
  checkVerdict,
  type DocumentStatus,
  maySeeContent,
  requirementOf,
} from '@/domain/documents';
import { can } from '@/domain/permissions';
import type { Requirement } from '@/domain/programme';
import type { RefusalValue } from '@/domain/refusal';
import { type Stage, stageIndex } from '@/domain/stage';
import { findCaseFacts } from '@/features/cases/queries';
import { type Result, read } from '@/server/command';
import type { Tx } from '@/server/db';
import { hasScanner } from '@/server/scanner';
import { visibleTo } from '@/server/scope';
import { isUuid } from './schema';

export type ScanState = 'PENDING' | 'CLEAN' | 'QUARANTINED' | 'NOT_SCANNED';

export type DocumentView = {
  id: string;
  caseId: string;
  requirementCode: string;
  version: number;
  status: DocumentStatus;
  scanState: ScanState;
  /** its bytes went by rule */
  isErased: boolean;
  /** null for whoever may not see the content: a name on a file is often the name of a person */
  fileName: string | null;
  mediaType: string;
  sizeBytes: number;
  uploadedBy: Label;
  uploadedAt: Date;
  checkedBy: Label | null;
  checkedAt: Date | null;
  remark: string | null;
  mayCheck: boolean;
  mayRemove: boolean;
};

export type RequirementView = {
  code: string;
  name: Label;
  stage: Stage;
  stageName: Label;
  required: boolean;
  minimum: number;
  /** the case has come as far as this stage */
  isDue: boolean;
  photosOnly: boolean;
  hasTemplate: boolean;
  /** files still owed, and files that wait for the check */
  missing: number;
  unchecked: number;
  files: DocumentView[];
  /** every file there ever was but removed ones, the newest first; more than `files` where one gave way to another */
  versions: VersionView[];
};

/** A file among those of its requirement, with the number of the one that took its place. */
export type VersionView = DocumentView & { replacedByVersion: number | null };

export type DocumentList = {
  caseId: string;
  reference: string;
  title: string;
  stage: Stage;
  /** requirements met out of those owed to leave this stage */
  completeness: { met: number; owed: number };
  /** required ones that only later stages ask for and that are not met yet */
  owedLater: number;
  requirements: RequirementView[];
  /** why this person may add no file; null when they may */
  uploadRefusal: RefusalValue | null;
};

const NOT_REMOVED = { status: { not: 'REMOVED' } } as const;

function findDocuments(tx: Tx, actor: Actor, where: { caseId: string } | { id: string }) {
  return tx.document.findMany({
    where: { ...where, ...NOT_REMOVED, ...visibleTo(actor) },
    include: { file: true },
    orderBy: [{ requirementCode: 'asc' }, { version: 'asc' }],
  });
}

type DocumentRow = Awaited<ReturnType<typeof findDocuments>>[number];

async function namesOf(tx: Tx, rows: DocumentRow[]): Promise<Map<string, Label>> {
  const ids = new Set(rows.flatMap((row) => [row.uploadedById, row.checkedById]).filter((id) => id !== null));
  const users = await tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name as Label]));
}

const NOBODY: Label = { zh: '--', en: '--' };

function viewOf(row: DocumentRow, facts: CaseFacts, actor: Actor, names: Map<string, Label>): DocumentView {
  const isReader = maySeeContent(facts, actor, requirementOf(facts, row.requirementCode));
  const rule = { ...row, quarantined: row.file.scanState === 'QUARANTINED' };
  return {
    id: row.id,
    caseId: row.caseId,
    requirementCode: row.requirementCode,
    version: row.version,
    status: row.status,
    scanState: row.file.scanState,
    isErased: row.file.erasedAt !== null,
    fileName: isReader ? row.file.originalName : null,
    mediaType: row.file.mediaType,
    sizeBytes: row.file.sizeBytes,
    uploadedBy: names.get(row.uploadedById) ?? NOBODY,
    uploadedAt: row.uploadedAt,
    checkedBy: row.checkedById ? (names.get(row.checkedById) ?? NOBODY) : null,
    checkedAt: row.checkedAt,
    remark: isReader ? row.remark : null,
    mayCheck: checkVerdict(facts, rule, actor, row.status === 'CHECKED' ? 'REJECTED' : 'CHECKED') === null,
    mayRemove: checkRemoval(facts, row, actor) === null,
  };
}

/** Catalogue, files and gaps of a case; null outside the actor's scope. */
export function getDocumentList(actor: Actor, caseId: string): Promise<DocumentList | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'document.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const { title } = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId }, select: { title: true } });
    const rows = await findDocuments(tx, actor, { caseId });
    const names = await namesOf(tx, rows);
    const replacements = await replacementsOf(tx, actor, caseId);
    const versions = rows.map((row) => ({
      ...viewOf(row, facts, actor, names),
      replacedByVersion: replacements.get(row.id) ?? null,
    }));
    const owed = completeness(facts, facts.stage);
    const whole = completeness(facts, 'FOLLOW_UP');
    return {
      caseId,
      reference: facts.reference,
      title,
      stage: facts.stage,
      completeness: owed,
      owedLater: whole.owed - whole.met - (owed.owed - owed.met),
      requirements: requirementsFor(facts)
        .sort((a, b) => stageIndex(a.stage) - stageIndex(b.stage))
        .map((row) => requirementView(row, facts, versions)),
      uploadRefusal: checkUpload(facts, actor),
    };
  });
}

/** Document → number of the file that took its place, as the uploads recorded it. */
async function replacementsOf(tx: Tx, actor: Actor, caseId: string): Promise<Map<string, number>> {
  const uploads = await tx.event.findMany({
    where: { caseId, kind: 'document.uploaded', ...visibleTo(actor) },
    select: { payload: true },
  });
  return new Map(
    uploads.flatMap(({ payload }) => {
      const { supersededId, version } = payload as { supersededId?: string; version?: number };
      return supersededId && version ? [[supersededId, version] as const] : [];
    }),
  );
}

function requirementView(row: Requirement, facts: CaseFacts, versions: VersionView[]): RequirementView {
  const isDue = stageIndex(row.stage) <= stageIndex(facts.stage);
  // What stands against leaving the stage the case is in, or against leaving the later one that asks for it.
  const gaps = documentGaps(facts, isDue ? facts.stage : row.stage);
  const gap = gaps.find((entry) => entry.requirement.code === row.code);
  return {
    code: row.code,
    name: row.name,
    stage: row.stage,
    stageName: facts.definition.stages.find((entry) => entry.stage === row.stage)?.name ?? row.name,
    required: row.required,
    minimum: row.minimum,
    isDue,
    photosOnly: row.media === 'PHOTO',
    hasTemplate: (row.template?.length ?? 0) > 0,
    missing: gap?.missing ?? 0,
    unchecked: gap?.unchecked ?? 0,
    files: versions.filter((file) => file.requirementCode === row.code && file.status !== 'SUPERSEDED'),
    versions: versions.filter((file) => file.requirementCode === row.code).reverse(),
  };
}

/** Completeness of a case for one line of text; null outside the actor's scope. */
export function getCompleteness(actor: Actor, caseId: string) {
  return read(actor, async (tx) => {
    const facts = can(actor, 'document.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const missing = documentGaps(facts, facts.stage).map((gap) => gap.requirement.name);
    return { ...completeness(facts, facts.stage), missing };
  });
}

/** Facts and documents behind one document id; null outside scope or for one that was removed. */
async function findDocument(tx: Tx, actor: Actor, documentId: string) {
  if (!isUuid(documentId) || !can(actor, 'document.read')) return null;
  const [row] = await findDocuments(tx, actor, { id: documentId });
  const facts = row ? await findCaseFacts(tx, actor, row.caseId) : null;
  return row && facts ? { row, facts, requirement: requirementOf(facts, row.requirementCode) } : null;
}

/**
 * What is needed to send a file's bytes. NOT_FOUND for another county's, an unknown one, and one whose content this role
 * may not see; FILE_ERASED; FILE_QUARANTINED; FILE_BEING_SCANNED while a configured scanner has not said.
 */
export function openDocument(
  actor: Actor,
  documentId: string,
): Promise<Result<{ key: string; mediaType: string; fileName: string; sizeBytes: number }>> {
  return read(actor, async (tx) => {
    const refused = (code: RefusalValue['code']) => ({ ok: false, refusal: { code } }) as const;
    const found = await findDocument(tx, actor, documentId);
    if (!found || !maySeeContent(found.facts, actor, found.requirement)) return refused('NOT_FOUND');
    const { key, mediaType, originalName, sizeBytes, scanState, erasedAt } = found.row.file;
    if (erasedAt) return refused('FILE_ERASED');
    if (scanState === 'QUARANTINED') return refused('FILE_QUARANTINED');
    if (scanState === 'PENDING' && hasScanner()) return refused('FILE_BEING_SCANNED');
    return { ok: true, value: { key, mediaType, fileName: originalName, sizeBytes } } as const;
  });
}

export type DocumentPage = {
  document: DocumentView;
  requirement: { code: string; name: Label };
  reference: string;
  title: string;
  /** why there is nothing to check for this person; null when there is */
  verdictRefusal: RefusalValue | null;
  /** within the case's files that this person may open */
  position: number;
  total: number;
  previousId: string | null;
  nextId: string | null;
};

/** One file to look at, with its neighbours; null outside scope and for whoever may not see the content. */
export function getDocumentPage(actor: Actor, caseId: string, documentId: string): Promise<DocumentPage | null> {
  return read(actor, async (tx) => {
    const found = await findDocument(tx, actor, documentId);
    if (!found?.requirement || found.row.caseId !== caseId) return null;
    if (!maySeeContent(found.facts, actor, found.requirement)) return null;
    const { facts, requirement, row } = found;
    const { title } = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId }, select: { title: true } });
    const order = requirementsFor(facts).sort((a, b) => stageIndex(a.stage) - stageIndex(b.stage));
    const place = (code: string) => order.findIndex((entry) => entry.code === code);
    const open = (await findDocuments(tx, actor, { caseId }))
      .filter((entry) => entry.status !== 'SUPERSEDED' || entry.id === documentId)
      .filter((entry) => maySeeContent(facts, actor, requirementOf(facts, entry.requirementCode)))
      .sort((a, b) => place(a.requirementCode) - place(b.requirementCode));
    const at = open.findIndex((entry) => entry.id === documentId);
    const rule = { ...row, quarantined: row.file.scanState === 'QUARANTINED' };
    return {
      document: viewOf(row, facts, actor, await namesOf(tx, [row])),
      requirement: { code: requirement.code, name: requirement.name },
      reference: facts.reference,
      title,
      verdictRefusal: checkVerdict(facts, rule, actor, 'REJECTED'),
      position: at + 1,
      total: open.length,
      previousId: open[at - 1]?.id ?? null,
      nextId: open[at + 1]?.id ?? null,
    };
  });
}

export type BlankForm = {
  reference: string;
  name: Label;
  lines: Label[];
  programme: Label;
  applicantName: string;
  countyName: string;
};

/** What a blank form of a requirement shows, filled with what is known and not personal; null where there is none. */
export function getBlankForm(actor: Actor, caseId: string, code: string): Promise<BlankForm | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'document.read') ? await findCaseFacts(tx, actor, caseId) : null;
    const requirement = facts && requirementOf(facts, code);
    if (!facts || !requirement?.template?.length) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId }, select: { applicantName: true } });
    const county = await tx.regionVersion.findFirst({
      where: { regionId: facts.countyId, validTo: null },
      select: { name: true },
    });
    return {
      reference: facts.reference,
      name: requirement.name,
      lines: requirement.template,
      programme: facts.definition.name,
      applicantName: row.applicantName,
      countyName: county?.name ?? '',
    };
  });
}
