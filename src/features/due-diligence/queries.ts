import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { maySeeContent, requirementOf } from '@/domain/documents';
import type { ReportContent } from '@/domain/due-diligence-report';
import { checkDuty } from '@/domain/four-eyes';
import { can } from '@/domain/permissions';
import type { ReportItem } from '@/domain/programme';
import type { RefusalValue } from '@/domain/refusal';
import { itemsFor, scoreReport } from '@/domain/scoring';
import { namesOf, regionNamesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import type { DueDiligenceReport } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { contentOf, reportToContinue, reportVersions, standingReport } from './report-rows';
import { type ReturnView, returnsOf } from './returns-queries';
import { editRefusal } from './work-refusal';

export const SITE_PHOTO = 'SITE_PHOTO';

export type ManagerView = { part: 'MANAGER_A' | 'MANAGER_B'; userId: string; name: Label; assignedAt: Date };
export type VisitView = {
  id: string;
  visitedOn: Day;
  place: string;
  observations: string;
  visitors: Label[];
  /** still counts: both who are assigned now were there */
  counts: boolean;
  photos: { documentId: string; name: string }[];
  /** how many there are, also for whoever may not look at them */
  photoCount: number;
};
export type ReportView = {
  id: string;
  version: number;
  revision: number;
  status: DueDiligenceReport['status'];
  content: ReportContent;
  scoreBps: number;
  missing: string[];
  author: Label;
  authorId: string;
  confirmedBy: Label | null;
  confirmedAt: Date | null;
  updatedAt: Date;
};

export type DueDiligenceView = {
  facts: CaseFacts;
  title: string;
  applicantName: string;
  purpose: string;
  place: string;
  consultedOn: Day;
  requestedTermMonths: number;
  dueOn: Day | null;
  dueProvisional: boolean;
  managers: ManagerView[];
  visits: VisitView[];
  items: ReportItem[];
  report: ReportView | null;
  /** newest first, each with what changed since */
  returns: ReturnView[];
  conflicts: { name: Label; declaredAt: Date }[];
};

async function placeOf(tx: Tx, { countyId, townshipId, villageId }: CaseFacts): Promise<string> {
  const ids = [countyId, townshipId, villageId].filter((id) => id !== null);
  const names = await regionNamesOf(tx, ids);
  return ids.map((id) => names.get(id) ?? '').join('');
}

const NOBODY: Label = { zh: '--', en: '--' };

/** Who investigated, what they saw and what they recommend; null outside the actor's scope. */
export function getDueDiligence(actor: Actor, caseId: string): Promise<DueDiligenceView | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      include: {
        assignments: { where: { endedAt: null }, orderBy: { part: 'asc' } },
        conflicts: { orderBy: { declaredAt: 'asc' } },
        siteVisits: {
          orderBy: { visitedOn: 'desc' },
          include: {
            photos: {
              where: { status: { in: ['UPLOADED', 'CHECKED'] }, file: { scanState: { not: 'QUARANTINED' } } },
              orderBy: { version: 'asc' },
              include: { file: { select: { originalName: true } } },
            },
          },
        },
      },
    });
    const versions = await reportVersions(tx, caseId);
    const standing = standingReport(versions);
    const shown = standing ?? versions[0];
    const people = await namesOf(tx, [
      ...row.assignments.map((entry) => entry.userId),
      ...row.conflicts.map((entry) => entry.userId),
      ...row.siteVisits.flatMap((visit) => visit.visitorIds),
      ...versions.flatMap((report) => [report.authorId, report.confirmedById]),
    ]);
    const nameOf = (userId: string) => people.get(userId)?.name ?? NOBODY;
    const showsPhotos = maySeeContent(facts, actor, requirementOf(facts, SITE_PHOTO));
    const items = itemsFor(facts.definition, facts.applicantKind);
    return {
      facts,
      title: row.title,
      applicantName: row.applicantName,
      purpose: row.purpose,
      place: await placeOf(tx, facts),
      consultedOn: toDay(row.consultedOn),
      requestedTermMonths: row.requestedTermMonths,
      dueOn: toDay(row.dueOn),
      dueProvisional: row.dueProvisional,
      managers: row.assignments.map(({ part, userId, assignedAt }) => ({
        part,
        userId,
        name: nameOf(userId),
        assignedAt,
      })),
      visits: row.siteVisits.map((visit) => ({
        id: visit.id,
        visitedOn: toDay(visit.visitedOn),
        place: visit.place,
        observations: visit.observations,
        visitors: visit.visitorIds.map(nameOf),
        counts: facts.assignments.every((entry) => visit.visitorIds.includes(entry.userId)),
        photos: showsPhotos
          ? visit.photos.map((photo) => ({ documentId: photo.id, name: photo.file.originalName }))
          : [],
        photoCount: visit.photos.length,
      })),
      items,
      report: shown ? reportView(shown, items, nameOf) : null,
      returns: await returnsOf(tx, facts, versions),
      conflicts: row.conflicts.map((entry) => ({ name: nameOf(entry.userId), declaredAt: entry.declaredAt })),
    };
  });
}

function reportView(
  row: DueDiligenceReport,
  items: readonly ReportItem[],
  nameOf: (userId: string) => Label,
): ReportView {
  const content = contentOf(row);
  return {
    ...scoreReport(items, content.answers),
    id: row.id,
    version: row.version,
    revision: row.revision,
    status: row.status,
    content,
    author: nameOf(row.authorId),
    authorId: row.authorId,
    confirmedBy: row.confirmedById ? nameOf(row.confirmedById) : null,
    confirmedAt: row.confirmedAt,
    updatedAt: row.updatedAt,
  };
}

export type ReportForm = {
  view: DueDiligenceView;
  start: ReportContent | null;
  revision: number;
  refusal: RefusalValue | null;
};

/** The report as a form for this person: where it starts, what it was drawn from, and why it may not be edited. */
export async function getReportForm(actor: Actor, caseId: string): Promise<ReportForm | null> {
  const view = await getDueDiligence(actor, caseId);
  if (!view) return null;
  const versions = await read(actor, (tx) => reportVersions(tx, caseId));
  const standing = standingReport(versions);
  const start = reportToContinue(versions, view.facts.conflicts);
  return {
    view,
    start: start ? contentOf(start) : null,
    revision: standing?.revision ?? 0,
    refusal: editRefusal(view, actor),
  };
}

export type AssignableView = {
  userId: string;
  name: Label;
  staffNumber: string;
  /** cases under way between due diligence and payment that they are assigned to */
  openCases: number;
  part: 'MANAGER_A' | 'MANAGER_B' | null;
  /** why they cannot take this case */
  refusal: RefusalValue | null;
};

/** The account managers of the handling branch with their load; null outside the actor's scope or without the right. */
export function listAssignable(actor: Actor, caseId: string): Promise<AssignableView[] | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.assign') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts || actor.organisation.id !== facts.handlingOrganisationId) return null;
    const users = await tx.user.findMany({
      where: {
        organisationId: facts.handlingOrganisationId,
        status: 'ACTIVE',
        roles: { has: 'ACCOUNT_MANAGER' },
      },
      orderBy: { staffNumber: 'asc' },
      select: { id: true, name: true, staffNumber: true },
    });
    const loads = await tx.caseAssignment.groupBy({
      by: ['userId'],
      where: {
        userId: { in: users.map((user) => user.id) },
        endedAt: null,
        caseRecord: {
          status: { not: 'CLOSED' },
          stage: { in: ['DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT'] },
        },
      },
      _count: true,
    });
    return users.map((user) => ({
      userId: user.id,
      name: user.name as Label,
      staffNumber: user.staffNumber,
      openCases: loads.find((load) => load.userId === user.id)?._count ?? 0,
      part: facts.assignments.find((row) => row.userId === user.id)?.part ?? null,
      refusal: checkDuty(facts, user.id, 'DUE_DILIGENCE'),
    }));
  });
}
