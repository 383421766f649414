import 'server-only';
import { type CaseFacts, financierPath } from '@/domain/case-facts';
import { type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { orderSum } from '@/domain/purchase';
import type { ContractStatus } from '@/generated/prisma/client';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { authorityRowsOf } from './facts-authority';
import { exposureOf, policiesOf, riskFundOf } from './facts-money';

/** What a case was before; its authority is read anew only when the case went to another branch meanwhile. */
type Known = Deciders & Pick<CaseFacts, 'authorityRows'>;

/**
 * Loads what the rules of a case need, from any table; null when the id does not exist. Scope is the caller's duty.
 * `known`: the facts that the same transaction read before.
 */
export async function caseFacts(tx: Tx, caseId: string, known?: Known): Promise<CaseFacts | null> {
  const row = await tx.caseRecord.findUnique({
    where: { id: caseId },
    relationLoadStrategy: 'join',
    include: {
      assignments: { where: { endedAt: null }, select: { part: true, userId: true } },
      duties: { select: { userId: true, duty: true } },
      conflicts: { select: { userId: true } },
      documents: {
        where: { status: { in: ['UPLOADED', 'CHECKED', 'REJECTED'] } },
        select: { requirementCode: true, status: true, file: { select: { scanState: true } } },
      },
      siteVisits: {
        select: {
          visitorIds: true,
          _count: { select: { photos: { where: { status: { in: ['UPLOADED', 'CHECKED'] } } } } },
        },
      },
      reports: {
        where: { status: { not: 'VOID' } },
        select: { id: true, status: true, authorId: true, confirmedById: true },
      },
      approvals: { where: { voidedAt: null }, orderBy: { decidedAt: 'asc' } },
      conditions: { where: { status: { not: 'VOID' } }, select: { gate: true, status: true } },
      contracts: { where: { status: { not: 'VOID' } }, select: { status: true, legalCheckedAt: true } },
      tranches: { where: { status: { not: 'CANCELLED' } }, orderBy: { sequence: 'asc' } },
      findings: { where: { status: { not: 'SIGNED_OFF' } }, select: { status: true } },
      followUpReports: { where: { status: { not: 'REVIEWED' } }, select: { status: true } },
      supplements: { where: { answeredAt: null }, select: { items: true } },
      notices: {
        orderBy: { sequence: 'desc' },
        select: {
          status: true,
          round: true,
          fromOn: true,
          toOn: true,
          _count: { select: { objections: { where: { status: 'OPEN' } } } },
        },
      },
      linkages: { where: { endedAt: null }, select: { _count: { select: { households: true } } } },
      purchaseLines: { select: { quantity: true, unitPriceFen: true } },
      completionChecks: { orderBy: { sequence: 'asc' }, select: { kind: true, grade: true, checkedOn: true } },
      sessionItems: { where: { status: 'PENDING' }, select: { sessionId: true } },
      opinionRequests: {
        where: { kind: { in: ['SIGN_BEFORE', 'SIGN_AFTER'] }, status: { not: 'CANCELLED' } },
        select: { kind: true, status: true, askedOfId: true, round: true },
      },
      transfers: { where: { endedAt: null }, select: { task: true, toId: true } },
    },
  });
  if (!row) return null;
  const standing = row.approvals.filter((approval) => approval.round === row.decisionRound);
  const definition = await definitionBody(tx, row.programmeDefinitionId);
  const notice = row.notices.find((entry) => entry.status === 'PUBLISHED' && entry.round === row.decisionRound);
  // an objection holds the money until it is answered, also when a later round has a notice of its own
  const openObjections = row.notices.reduce((sum, entry) => sum + entry._count.objections, 0);
  const final =
    row.approvedAmountFen === null ? undefined : standing.findLast((approval) => approval.outcome === 'APPROVED');
  return {
    ...row,
    definition,
    eligibility: row.eligibility as Record<string, boolean>,
    handedOnById: row.openedAt !== null && row.openedById === null ? null : row.handedOnById,
    opened: row.openedAt !== null,
    conflicts: row.conflicts.map((conflict) => conflict.userId),
    documents: row.documents.map((file) => ({
      requirementCode: file.requirementCode,
      status: file.status as 'UPLOADED' | 'CHECKED' | 'REJECTED',
      quarantined: file.file.scanState === 'QUARANTINED',
    })),
    siteVisits: row.siteVisits.map((visit) => ({ visitorIds: visit.visitorIds, photos: visit._count.photos })),
    report: (row.reports[0] as CaseFacts['report']) ?? null,
    approvals: standing,
    approvedOn: final ? toDay(new Date(final.decidedAt.getTime() + SHANGHAI_OFFSET_MS)) : null,
    authorityRows:
      known && sameAuthority(known, row) ? known.authorityRows : await authorityRowsOf(tx, row, definition),
    policies: await policiesOf(tx, row, definition),
    exposureFen: await exposureOf(tx, row, definition),
    riskFund: definition.riskFund ? await riskFundOf(tx, row) : null,
    conditions: row.conditions as CaseFacts['conditions'],
    contract: contractFacts(row.contracts[0]),
    tranches: row.tranches.map((tranche) => ({
      id: tranche.id,
      status: tranche.status,
      plannedOn: toDay(tranche.plannedOn),
      milestone: tranche.milestone,
      holdDays: tranche.holdDays,
    })),
    openFindings: row.findings.filter((finding) => finding.status === 'OPEN').length,
    rectifiedFindings: row.findings.filter((finding) => finding.status === 'RECTIFIED').length,
    reportsDue: row.followUpReports.filter((report) => report.status === 'DUE' || report.status === 'RETURNED').length,
    reportsSubmitted: row.followUpReports.filter((report) => report.status === 'SUBMITTED').length,
    supplementItems: row.supplements[0]?.items ?? null,
    publicNotice: notice ? { fromOn: toDay(notice.fromOn), toOn: toDay(notice.toOn), openObjections } : null,
    linkage: row.linkages[0] ? { households: row.linkages[0]._count.households } : null,
    orderedFen: definition.purchase ? orderSum(row.purchaseLines) : 0n,
    completionChecks: row.completionChecks.map((check) => ({ ...check, checkedOn: toDay(check.checkedOn) })),
    sessionId: row.sessionItems[0]?.sessionId ?? null,
    signers: row.opinionRequests
      .filter((request) => request.round === row.decisionRound)
      .map(({ kind, status, askedOfId }) => ({ kind, status, askedOfId }) as CaseFacts['signers'][number]),
  };
}

function contractFacts(row?: { status: ContractStatus; legalCheckedAt: Date | null }): CaseFacts['contract'] {
  if (!row || row.status === 'VOID') return null;
  return { status: row.status, sentBack: row.status === 'DRAFT' && row.legalCheckedAt !== null };
}

const bodies = new Map<string, ProgrammeBody>();

/** A definition's body, read and checked once per process: a version that a case pins is never altered. */
async function definitionBody(tx: Tx, definitionId: string): Promise<ProgrammeBody> {
  const kept = bodies.get(definitionId);
  if (kept) return kept;
  const { body } = await tx.programmeDefinition.findUniqueOrThrow({
    where: { id: definitionId },
    select: { body: true },
  });
  const parsed = parseProgrammeBody(body);
  bodies.set(definitionId, parsed);
  return parsed;
}

// China has kept one offset since 1991; programmes begin in 2016.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

type Deciders = Pick<CaseFacts, 'programmeId' | 'countyBranchId' | 'provincialBranchId' | 'financierId'>;

function sameAuthority(one: Deciders, other: Deciders): boolean {
  return one.programmeId === other.programmeId && financierPath(one).join() === financierPath(other).join();
}
