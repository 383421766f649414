import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { BackEntryBody } from '@/domain/back-entry';
import { type Day, dayOf } from '@/domain/calendar';
import { requirementsFor } from '@/domain/completeness';
import { isReaderOf } from '@/domain/documents';
import { can } from '@/domain/permissions';
import type { ProgrammeBody } from '@/domain/programme';
import type { RefusalValue } from '@/domain/refusal';
import { type ApplicantKind, type Stage, stageIndex } from '@/domain/stage';
import { placeName } from '@/features/applicants/places';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import type { BackEntryStatus } from '@/generated/prisma/client';
import { type Result, read } from '@/server/command';
import type { Tx } from '@/server/db';
import { hasScanner } from '@/server/scanner';
import { visibleTo } from '@/server/scope';
import { checkEntry, findEntry, type Problem, STANDING } from './entry-queries';
import type { Typed } from './fields';
import { isAbandoned } from './mutations';

export const BACK_ENTRY_STATUSES = ['DRAFT', 'SUBMITTED', 'REFUSED', 'CONFIRMED'] as const satisfies BackEntryStatus[];
export type ShownStatus = (typeof BACK_ENTRY_STATUSES)[number];

const NOBODY: Label = { zh: '--', en: '--' };

/** Who may look at paper cases at all: those who enter and those who confirm them. */
export function mayReadBackEntries(actor: Pick<Actor, 'roles'>): boolean {
  return can(actor, 'back-entry.write') || can(actor, 'back-entry.confirm');
}

/** How many entries of this person's area wait for a second person and are not their own. */
export function countBackEntriesToConfirm(actor: Actor): Promise<number> {
  if (!can(actor, 'back-entry.confirm')) return Promise.resolve(0);
  return read(actor, (tx) =>
    tx.backEntry.count({
      where: { ...visibleTo(actor), status: 'SUBMITTED', enteredById: { not: actor.userId } },
    }),
  );
}

export type BackEntryLine = {
  id: string;
  revision: number;
  paperReference: string;
  title: string;
  applicantName: string;
  township: string;
  stage: Stage;
  enteredBy: Label;
  enteredOn: Day;
  /** the case that it became */
  openedCase: { id: string; reference: string } | null;
  mayConfirm: boolean;
};

export type BackEntryList = {
  counts: Record<ShownStatus, number>;
  rows: BackEntryLine[];
  next: string | null;
};

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Entries of a status in the actor's scope, newest first, with how many there are of each. */
export function listBackEntries(
  actor: Actor,
  wanted: { status: ShownStatus; after: string | null },
): Promise<BackEntryList> {
  return read(actor, async (tx) => {
    const counted = await tx.backEntry.groupBy({
      by: ['status'],
      where: { ...visibleTo(actor), ...STANDING },
      _count: true,
    });
    const counts: BackEntryList['counts'] = { DRAFT: 0, SUBMITTED: 0, REFUSED: 0, CONFIRMED: 0 };
    for (const row of counted) counts[row.status as ShownStatus] = row._count;
    const after = wanted.after && UUID.test(wanted.after) ? { id: { lt: wanted.after } } : {};
    const found = await tx.backEntry.findMany({
      where: { AND: [visibleTo(actor), { status: wanted.status }, after] },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      include: { caseRecord: { select: { id: true, reference: true } } },
    });
    const rows = found.slice(0, PAGE);
    const names = await regionNamesOf(
      tx,
      rows.map((row) => row.townshipId),
    );
    const people = await namesOf(
      tx,
      rows.map((row) => row.enteredById),
    );
    return {
      counts,
      next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
      rows: rows.map((row) => ({
        id: row.id,
        revision: row.revision,
        paperReference: row.paperReference,
        title: row.title,
        applicantName: row.applicantName,
        township: names.get(row.townshipId) ?? '',
        stage: row.stage as Stage,
        enteredBy: people.get(row.enteredById)?.name ?? NOBODY,
        enteredOn: dayOf(row.enteredAt),
        openedCase: row.caseRecord,
        mayConfirm: row.status === 'SUBMITTED' && can(actor, 'back-entry.confirm') && row.enteredById !== actor.userId,
      })),
    };
  });
}

/** The paper numbers of these entries, as far as they are in the actor's scope. */
export function findPaperReferences(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return read(actor, async (tx) => {
    const rows = await tx.backEntry.findMany({
      where: { AND: [visibleTo(actor), STANDING, { id: { in: [...ids] } }] },
      select: { id: true, paperReference: true },
    });
    return new Map(rows.map((row) => [row.id, row.paperReference]));
  });
}

export type ScanView = {
  id: string;
  name: string;
  mediaType: string;
  locked: boolean;
  /** the reader's role may open it */
  open: boolean;
};

export type RequirementScans = {
  code: string;
  name: Label;
  photosOnly: boolean;
  /** how many are owed for the present stage; 0: none is */
  needed: number;
  scans: ScanView[];
};

export type BackEntryView = {
  id: string;
  revision: number;
  status: ShownStatus;
  paperReference: string;
  /** what the case is called; the paper's number while it has no title */
  title: string;
  stage: Stage;
  applicantKind: ApplicantKind;
  typed: Typed;
  body: BackEntryBody;
  problems: Problem[];
  definition: ProgrammeBody | null;
  programmeName: Label;
  place: string;
  branch: Label;
  requirements: RequirementScans[];
  enteredBy: Label;
  enteredOn: Day;
  settledBy: Label | null;
  settledOn: Day | null;
  refusal: string | null;
  openedCase: { id: string; reference: string } | null;
  own: boolean;
  /** whether this person may change it now */
  editable: boolean;
  /** whether this person may go on with it, because whoever entered it has left */
  takeable: boolean;
  /** whether this person may settle it now */
  settles: boolean;
};

/** A paper case as entered, with what stands against handing it on; null outside the actor's scope or role. */
export function getBackEntry(actor: Actor, id: string, today: Day): Promise<BackEntryView | null> {
  return read(actor, async (tx) => {
    const row = mayReadBackEntries(actor) ? await findEntry(tx, actor, id) : null;
    if (!row) return null;
    const checked = await checkEntry(tx, row, today);
    const people = await namesOf(tx, [row.enteredById, row.settledById]);
    const regions = await regionNamesOf(tx, [row.countyId, row.townshipId, row.villageId]);
    const branchId = row.countyBranchId ?? row.provincialBranchId ?? row.financierId;
    const branches = await organisationNamesOf(tx, [branchId]);
    const programme = await tx.programme.findUniqueOrThrow({ where: { id: row.programmeId }, select: { name: true } });
    const openedCase = await tx.caseRecord.findUnique({
      where: { backEntryId: row.id },
      select: { id: true, reference: true },
    });
    const own = row.enteredById === actor.userId;
    return {
      id: row.id,
      revision: row.revision,
      status: row.status as ShownStatus,
      paperReference: row.paperReference,
      title: row.title || row.paperReference,
      stage: row.stage as Stage,
      applicantKind: checked.applicantKind,
      typed: checked.typed,
      body: checked.body,
      problems: checked.problems,
      definition: checked.definition?.body ?? null,
      programmeName: checked.definition?.body.name ?? (programme.name as Label),
      place: placeName(row, regions),
      branch: branches.get(branchId) ?? NOBODY,
      requirements: await requirementsOf(tx, actor, row, checked.definition?.body ?? null, checked.applicantKind, own),
      enteredBy: people.get(row.enteredById)?.name ?? NOBODY,
      enteredOn: dayOf(row.enteredAt),
      settledBy: row.settledById ? (people.get(row.settledById)?.name ?? NOBODY) : null,
      settledOn: row.settledAt ? dayOf(row.settledAt) : null,
      refusal: row.refusal,
      openedCase,
      own,
      editable: own && can(actor, 'back-entry.write') && (row.status === 'DRAFT' || row.status === 'REFUSED'),
      takeable: !own && can(actor, 'back-entry.write') && (await isAbandoned(tx, row)),
      settles: !own && can(actor, 'back-entry.confirm') && row.status === 'SUBMITTED',
    };
  });
}

type Entry = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

async function requirementsOf(
  tx: Tx,
  actor: Actor,
  row: Entry,
  definition: ProgrammeBody | null,
  applicantKind: ApplicantKind,
  own: boolean,
): Promise<RequirementScans[]> {
  if (!definition) return [];
  const files = await tx.storedFile.findMany({ where: { id: { in: row.scans.map((scan) => scan.fileId) } } });
  return requirementsFor({ definition, applicantKind }).map((requirement) => ({
    code: requirement.code,
    name: requirement.name,
    photosOnly: requirement.media === 'PHOTO',
    needed:
      requirement.required && stageIndex(requirement.stage) < stageIndex(row.stage as Stage) ? requirement.minimum : 0,
    scans: row.scans
      .filter((scan) => scan.requirementCode === requirement.code)
      .flatMap((scan) => {
        const file = files.find((entry) => entry.id === scan.fileId);
        if (!file) return [];
        const locked = file.scanState === 'QUARANTINED';
        const open = !locked && (own || isReaderOf(actor, requirement));
        return [{ id: scan.id, name: file.originalName, mediaType: file.mediaType, locked, open }];
      }),
  }));
}

/**
 * What is needed to send a scan's bytes. NOT_FOUND for another county's, an unknown one, and one whose content this role
 * may not see; FILE_ERASED; FILE_QUARANTINED; FILE_BEING_SCANNED while a configured scanner has not said.
 */
export function openScan(
  actor: Actor,
  scanId: string,
): Promise<Result<{ key: string; mediaType: string; fileName: string; sizeBytes: number }>> {
  return read(actor, async (tx) => {
    const refused = (code: RefusalValue['code']) => ({ ok: false, refusal: { code } }) as const;
    const scan = UUID.test(scanId) ? await tx.backEntryScan.findUnique({ where: { id: scanId } }) : null;
    const row = scan && mayReadBackEntries(actor) ? await findEntry(tx, actor, scan.backEntryId) : null;
    if (!scan || !row) return refused('NOT_FOUND');
    const file = await tx.storedFile.findUniqueOrThrow({ where: { id: scan.fileId } });
    const { definition, applicantKind } = await checkEntry(tx, row, dayOf(row.enteredAt));
    const requirement =
      definition &&
      requirementsFor({ definition: definition.body, applicantKind }).find(
        (entry) => entry.code === scan.requirementCode,
      );
    if (row.enteredById !== actor.userId && !isReaderOf(actor, requirement ?? null)) return refused('NOT_FOUND');
    if (file.erasedAt) return refused('FILE_ERASED');
    if (file.scanState === 'QUARANTINED') return refused('FILE_QUARANTINED');
    if (file.scanState === 'PENDING' && hasScanner()) return refused('FILE_BEING_SCANNED');
    const { key, mediaType, originalName, sizeBytes } = file;
    return { ok: true, value: { key, mediaType, fileName: originalName, sizeBytes } } as const;
  });
}
