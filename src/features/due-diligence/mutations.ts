import 'server-only';
import type { Day } from '@/domain/calendar';
import { checkComplete, checkReport, type ReportContent, reportDifferences } from '@/domain/due-diligence-report';
import { checkDuty } from '@/domain/four-eyes';
import { checkPassedOn } from '@/domain/gates';
import { can, type Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { itemsFor, scoreReport } from '@/domain/scoring';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { eraseDraft } from '@/features/drafts/mutations';
import type { DueDiligenceReport } from '@/generated/prisma/client';
import { type Context, type Result, today } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import { contentOf, EMPTY_REPORT, reportVersions, standingReport } from './report-rows';

const isAssigned = ({ facts }: CaseChange, userId: string) => facts.assignments.some((row) => row.userId === userId);

/** Whose part this is: the person's own, or that of the assigned manager for whom they stand in. */
const seatOf = ({ ctx }: CaseChange) => ctx.onBehalfOfId ?? ctx.actor.userId;

/** Refuses NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, MANAGERS_NOT_ASSIGNED or NOT_ASSIGNED unless an assigned manager is at work. */
function requireManagerAtWork(change: CaseChange, permission: Permission) {
  const { ctx, facts } = change;
  if (!can(ctx.actor, permission)) refuse('NOT_PERMITTED');
  if (facts.stage !== 'DUE_DILIGENCE' || facts.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
  if (facts.assignments.length < 2) refuse('MANAGERS_NOT_ASSIGNED');
  if (!isAssigned(change, seatOf(change))) refuse('NOT_ASSIGNED');
}

// ------------------------------------------------------------------ who investigates

/**
 * The lead of the handling branch gives the case to two account managers of that branch; earlier assignments end.
 * SAME_PERSON (the two are one, or one holds another duty on the case), CONFLICT_DECLARED, MANAGER_NOT_AVAILABLE
 * (not an active account manager of the handling branch), NOTHING_CHANGED.
 */
export function assignManagers(
  ctx: Context,
  input: { caseId: string; version: number | null; managerAId: string; managerBId: string },
): Promise<Result<void>> {
  const { caseId, managerAId, managerBId } = input;
  return changeCase(ctx, caseId, input.version, async (change) => {
    const { tx, facts } = change;
    const passedOn = checkPassedOn(facts, ctx.actor, today(ctx));
    if (passedOn) refuse(passedOn.code, passedOn.params);
    await change.move('assign', { payload: { managerAId, managerBId } });
    if (ctx.actor.organisation.id !== facts.handlingOrganisationId) refuse('NOT_PERMITTED');
    const chosen = [managerAId, managerBId];
    if (managerAId === managerBId) refuse('SAME_PERSON', { duty: 'OTHER_MANAGER' });
    const available = await tx.user.count({
      where: {
        id: { in: chosen },
        organisationId: facts.handlingOrganisationId,
        status: 'ACTIVE',
        roles: { has: 'ACCOUNT_MANAGER' },
      },
    });
    if (available !== chosen.length) refuse('MANAGER_NOT_AVAILABLE');
    for (const userId of chosen) {
      const refusal = checkDuty(facts, userId, 'DUE_DILIGENCE');
      if (refusal) refuse(refusal.code, refusal.params);
    }
    const kept = facts.assignments.filter((row) => row.userId === (row.part === 'MANAGER_A' ? managerAId : managerBId));
    if (kept.length === chosen.length) refuse('NOTHING_CHANGED');
    await tx.caseAssignment.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: ctx.now } });
    await tx.caseAssignment.createMany({
      data: [
        { caseId, part: 'MANAGER_A', userId: managerAId, assignedById: ctx.actor.userId, assignedAt: ctx.now },
        { caseId, part: 'MANAGER_B', userId: managerBId, assignedById: ctx.actor.userId, assignedAt: ctx.now },
      ],
    });
    await change.refresh();
    await reopenReport(change);
  });
}

/**
 * One manager's part of a case goes to another, inside a change; whether this person may take it is the caller's question
 * (domain/hand-over.ts). A confirmation by whoever left falls.
 */
export async function replaceManager(change: CaseChange, fromId: string, toId: string): Promise<void> {
  const { tx, ctx, facts } = change;
  const held = facts.assignments.find((row) => row.userId === fromId);
  if (!held) refuse('NOT_ASSIGNED');
  const caseId = facts.id;
  await tx.caseAssignment.updateMany({ where: { caseId, userId: fromId, endedAt: null }, data: { endedAt: ctx.now } });
  await tx.caseAssignment.create({
    data: { caseId, part: held.part, userId: toId, assignedById: ctx.actor.userId, assignedAt: ctx.now },
  });
  await change.refresh();
  await reopenReport(change);
}

/** A confirmation holds only while both who gave it are assigned; otherwise the report is a draft again. */
async function reopenReport(change: CaseChange) {
  const { report } = change.facts;
  if (report?.status !== 'CONFIRMED') return;
  const both = [report.authorId, report.confirmedById ?? ''].every((userId) => isAssigned(change, userId));
  if (both) return;
  await change.tx.dueDiligenceReport.update({ where: { id: report.id }, data: asDraft });
  await change.refresh();
}

const asDraft = { status: 'DRAFT', confirmedById: null, confirmedAt: null, revision: { increment: 1 } } as const;

/**
 * 回避: from now on the person acts no further on the case. If they were investigating it, their assignment ends, a
 * report of theirs falls, and the case waits for a new assignment; an approval of theirs falls while the decision is open.
 * The statement stays out of the event.
 * NOT_PERMITTED, STATUS_DOES_NOT_ALLOW (closed), CONFLICT_DECLARED (already).
 */
export function declareConflict(ctx: Context, input: { caseId: string; statement: string }): Promise<Result<void>> {
  const { caseId, statement } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts } = change;
    const { userId } = ctx.actor;
    if (!can(ctx.actor, 'case.declare-conflict')) refuse('NOT_PERMITTED');
    if (facts.status === 'CLOSED') refuse('STATUS_DOES_NOT_ALLOW');
    if (statement.trim() === '') refuse('INVALID_INPUT');
    await tx.conflictDeclaration.create({ data: { caseId, userId, statement, declaredAt: ctx.now } });
    const assigned = isAssigned(change, userId);
    if (assigned) {
      await tx.caseAssignment.updateMany({ where: { caseId, userId, endedAt: null }, data: { endedAt: ctx.now } });
      const { report } = facts;
      if (report && report.status !== 'SUBMITTED' && report.authorId === userId)
        await tx.dueDiligenceReport.update({ where: { id: report.id }, data: { status: 'VOID' } });
      await change.refresh();
      await reopenReport(change);
    }
    const voidedApprovals = await voidApprovalsOf(change, userId);
    const payload = { userId, assigned, ...(voidedApprovals > 0 ? { voidedApprovals } : {}) };
    await change.record('case.conflict-declared', payload);
  });
}

/** While the decision is open, what the person approved falls with its conditions; how many approvals did. */
async function voidApprovalsOf({ tx, ctx, facts }: CaseChange, approverId: string): Promise<number> {
  if (facts.stage !== 'DECISION') return 0;
  const where = { caseId: facts.id, approverId, voidedAt: null, outcome: 'APPROVED' } as const;
  const fallen = await tx.approval.findMany({ where, select: { id: true } });
  const ids = fallen.map((row) => row.id);
  const data = { voidedAt: ctx.now, voidReason: 'case.conflict-declared' };
  await tx.approval.updateMany({ where: { id: { in: ids } }, data });
  await tx.condition.updateMany({ where: { approvalId: { in: ids } }, data: { status: 'VOID' } });
  return ids.length;
}

// ------------------------------------------------------------------ the site visit

/**
 * 双人现场走访: both assigned managers went there. Photos are added to the visit as documents (SITE_PHOTO). The same words
 * by the same person are the same visit.
 * VISIT_NEEDS_BOTH_MANAGERS, DATE_IN_FUTURE, DATE_OUT_OF_ORDER (before the consultation), and those of a manager at work.
 */
export function recordSiteVisit(
  ctx: Context,
  input: { caseId: string; visitedOn: Day; place: string; observations: string; visitorIds: string[] },
): Promise<Result<{ siteVisitId: string }>> {
  const { caseId, visitedOn, place, observations } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts } = change;
    requireManagerAtWork(change, 'due-diligence.write');
    const visitorIds = [...new Set(input.visitorIds)];
    if (visitorIds.length < 2 || !visitorIds.every((userId) => isAssigned(change, userId)))
      refuse('VISIT_NEEDS_BOTH_MANAGERS');
    const { consultedOn } = await tx.caseRecord.findUniqueOrThrow({
      where: { id: facts.id },
      select: { consultedOn: true },
    });
    if (visitedOn > today(ctx)) refuse('DATE_IN_FUTURE', { today: today(ctx) });
    if (visitedOn < toDay(consultedOn)) refuse('DATE_OUT_OF_ORDER', { earliest: toDay(consultedOn) });
    if (place.trim() === '' || observations.trim() === '') refuse('INVALID_INPUT');
    await eraseDraft(tx, ctx, formKeys.visit(caseId));
    const words = { caseId, visitedOn: toDate(visitedOn), place, observations, recordedById: ctx.actor.userId };
    // sent twice, by two windows or because the first answer was lost; with somebody else it is another visit
    const known = await tx.siteVisit.findFirst({
      where: { ...words, visitorIds: { hasEvery: visitorIds } },
      select: { id: true },
    });
    if (known) return { siteVisitId: known.id };
    for (const userId of visitorIds) await change.takeDuty('DUE_DILIGENCE', userId);
    const visit = await tx.siteVisit.create({
      data: { ...words, visitorIds, recordedAt: ctx.now },
      select: { id: true },
    });
    await change.record('site-visit.recorded', { siteVisitId: visit.id, visitorIds }, { occurredOn: visitedOn });
    return { siteVisitId: visit.id };
  });
}

// ------------------------------------------------------------------ the report

export type ReportInput = ReportContent & {
  caseId: string;
  /** what the form was drawn from; 0 where no version stood. Left out: not compared */
  revision?: number | undefined;
  /** also demand that nothing is missing, so that the second manager can confirm it */
  complete?: boolean | undefined;
};

export type SavedReport = { reportId: string; version: number; revision: number };

/**
 * Saves the report, whole or as a draft. The first to save is its author; a confirmed one becomes a draft again; after a
 * return a new version begins. REPORT_NOT_YOURS, CONFLICT (`fields`: where what stands now differs from what was sent),
 * the refusals of checkReport, with `complete` those of checkComplete, and those of a manager at work.
 */
export function saveReport(ctx: Context, input: ReportInput): Promise<Result<SavedReport>> {
  const { caseId, revision, complete, ...content } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts } = change;
    requireManagerAtWork(change, 'due-diligence.write');
    const versions = await reportVersions(tx, caseId);
    const standing = standingReport(versions);
    const items = itemsFor(facts.definition, facts.applicantKind);
    const differences = reportDifferences(items, standing ? contentOf(standing) : EMPTY_REPORT, content);
    const authorId = seatOf(change);
    if (standing && standing.authorId !== authorId && isAssigned(change, standing.authorId)) refuse('REPORT_NOT_YOURS');
    if (revision !== undefined && revision !== (standing?.revision ?? 0) && differences.length > 0)
      refuse('CONFLICT', { fields: [...new Set(differences.map((row) => row.field))].join(',') });
    const refusal = checkReport(facts, content, today(ctx)) ?? (complete ? checkComplete(facts, content) : null);
    if (refusal) refuse(refusal.code, refusal.params);
    await eraseDraft(tx, ctx, formKeys.report(caseId));
    if (standing && differences.length === 0 && standing.authorId === authorId)
      return { reportId: standing.id, version: standing.version, revision: standing.revision };

    await change.takeDuty('DUE_DILIGENCE');
    const data = {
      ...content,
      scoreBps: scoreReport(items, content.answers).scoreBps,
      authorId,
      updatedAt: ctx.now,
    };
    const saved = standing
      ? await tx.dueDiligenceReport.update({ where: { id: standing.id }, data: { ...data, ...asDraft } })
      : await tx.dueDiligenceReport.create({ data: { ...data, caseId, version: (versions[0]?.version ?? 0) + 1 } });
    await change.record('report.saved', eventOf(saved));
    await change.refresh();
    return { reportId: saved.id, version: saved.version, revision: saved.revision };
  });
}

const eventOf = (report: DueDiligenceReport) => ({
  reportId: report.id,
  version: report.version,
  revision: report.revision,
  scoreBps: report.scoreBps,
});

/**
 * The second manager stands behind the report as it is. SAME_PERSON (its author), REPORT_INCOMPLETE,
 * SCORE_BELOW_MINIMUM, CONFLICT (`revision`: changed since it was read), NOTHING_CHANGED (already confirmed).
 */
export function confirmReport(ctx: Context, input: { caseId: string; revision?: number }): Promise<Result<void>> {
  const { caseId, revision } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts } = change;
    requireManagerAtWork(change, 'due-diligence.write');
    const standing = standingReport(await reportVersions(tx, caseId));
    const seat = seatOf(change);
    if ([seat, ctx.actor.userId].includes(standing?.authorId ?? '')) refuse('SAME_PERSON', { duty: 'REPORT_AUTHOR' });
    const refusal = checkComplete(facts, standing ? contentOf(standing) : EMPTY_REPORT);
    if (refusal || !standing) refuse(refusal?.code ?? 'REPORT_INCOMPLETE', refusal?.params);
    if (standing.status !== 'DRAFT') refuse('NOTHING_CHANGED');
    if (revision !== undefined && revision !== standing.revision) refuse('CONFLICT');
    // an author since replaced does not vouch for it: the present one saves it first
    if (!isAssigned(change, standing.authorId)) refuse('REPORT_NOT_CONFIRMED');
    await change.takeDuty('DUE_DILIGENCE');
    const confirmed = await tx.dueDiligenceReport.update({
      where: { id: standing.id },
      data: { status: 'CONFIRMED', confirmedById: seat, confirmedAt: ctx.now },
    });
    await change.record('report.confirmed', eventOf(confirmed));
    await change.refresh();
  });
}

/**
 * Hands the case to the decision with what the confirmed report recommends; the level that decides follows from the
 * amount. The gates of `recommend`, the refusals of checkReport, and NO_AUTHORITY when nobody on the path may decide it.
 */
export function recommendCase(ctx: Context, input: { caseId: string; version: number | null }): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    const { tx } = change;
    const standing = standingReport(await reportVersions(tx, input.caseId));
    const content = standing ? contentOf(standing) : EMPTY_REPORT;
    const { recommendedAmountFen, termMonths, rateBps } = content;
    await change.move('recommend', {
      set: { recommendedAmountFen, recommendedTermMonths: termMonths, recommendedRateBps: rateBps },
      payload: {
        reportId: standing?.id ?? null,
        recommendedAmountFen: recommendedAmountFen?.toString() ?? null,
        termMonths,
        rateBps,
      },
    });
    // what was asked for may have been corrected since the report was confirmed
    const refusal = checkReport(change.facts, content, today(ctx));
    if (refusal) refuse(refusal.code, refusal.params);
    // the gate REPORT_CONFIRMED has let only a whole report through
    if (!standing || recommendedAmountFen === null) throw new Error('recommended without a confirmed report');
    await tx.dueDiligenceReport.update({
      where: { id: standing.id },
      data: { status: 'SUBMITTED', submittedAt: ctx.now },
    });
    await change.refresh();
  });
}
