import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { NATION } from '@/domain/case-facts';
import { isOfAnotherFinancier } from '@/domain/financier';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { policyOn } from '@/domain/policy';
import { parseProgrammeBody } from '@/domain/programme';
import { isOverTolerance, lendingLimit, nonPerforming } from '@/domain/risk-fund';
import { riskFundOf } from '@/features/cases/facts-money';
import { organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import { overdueSince } from '@/features/follow-up/plan-lines';
import type { ClaimStatus, FundEntryKind, RiskFund } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { fundsVisibleTo } from './fund';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_ENTRIES = 200;

export type FundRow = {
  id: string;
  name: string;
  programme: Label;
  financier: Label;
  county: string;
  balanceFen: Fen;
  lentFen: Fen;
  /** what may be lent behind it today */
  limitFen: Fen;
  /** 不良率 today and what is tolerated; null: nothing is lent, no tolerance is set */
  nplBps: number | null;
  toleranceBps: number | null;
  /** paused by its bad loans */
  isOverTolerance: boolean;
  pausedReason: string | null;
};

/** Whether a fund lends, and by what it is paused. */
export function stateOf(row: FundRow): 'PAUSED' | 'OVER' | 'FULL' | 'LENDING' {
  if (row.pausedReason !== null) return 'PAUSED';
  if (row.isOverTolerance) return 'OVER';
  return row.lentFen >= row.limitFen ? 'FULL' : 'LENDING';
}

/** The funds in the actor's reach, or of them those of a county and programme, with what is lent behind each and may be. */
export function listFunds(
  actor: Actor,
  now: Date,
  only: { countyId?: number; programmeId?: string } = {},
): Promise<FundRow[]> {
  return read(actor, async (tx) => {
    const where = { AND: [fundsVisibleTo(actor), only] };
    const rows = await tx.riskFund.findMany({ where, orderBy: { id: 'asc' } });
    return Promise.all(rows.map((row) => toRow(tx, row, dayOf(now))));
  });
}

async function toRow(tx: Tx, fund: RiskFund, today: Day): Promise<FundRow> {
  const { countyId, cityId, provinceId, programmeId } = fund;
  const stored = await tx.policyValue.findMany({
    where: {
      kind: { in: ['FUND_LEVERAGE', 'NPL_TOLERANCE'] },
      regionId: { in: [countyId, cityId, provinceId, NATION] },
    },
  });
  const policies = stored.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
  const path = [countyId, cityId, provinceId, NATION];
  const leverage = policyOn(policies, 'FUND_LEVERAGE', path, programmeId, today)?.value ?? 1n;
  const tolerance = policyOn(policies, 'NPL_TOLERANCE', path, programmeId, today)?.value;
  const book = (await riskFundOf(tx, fund)) ?? { lentFen: 0n, owed: [] };
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: programmeId } });
  return {
    id: fund.id,
    name: fund.name,
    programme: programme.name as Label,
    financier: (await organisationNamesOf(tx, [fund.financierId])).get(fund.financierId) as Label,
    county: (await regionNamesOf(tx, [countyId])).get(countyId) ?? '--',
    balanceFen: fund.balanceFen,
    lentFen: book.lentFen,
    nplBps: nonPerforming(book, today).shareBps,
    toleranceBps: tolerance === undefined ? null : Number(tolerance),
    isOverTolerance: tolerance !== undefined && isOverTolerance(book, tolerance, today),
    limitFen: lendingLimit(fund.balanceFen, leverage),
    pausedReason: fund.pausedAt ? (fund.pausedReason ?? '') : null,
  };
}

export type ClaimRow = {
  id: string;
  case: { id: string; reference: string };
  status: ClaimStatus;
  outstandingFen: Fen;
  overdueSinceOn: Day;
  fundShareFen: Fen;
  bankShareFen: Fen;
  insurerShareFen: Fen;
  recoveredFen: Fen;
  statement: string;
  reviewRemark: string | null;
  /** what this person may do with it now */
  offer: 'review' | 'pay' | 'recover' | null;
};
export type FundView = {
  fund: FundRow;
  entries: { id: string; kind: FundEntryKind; amountFen: Fen; reference: string; on: Day }[];
  claims: ClaimRow[];
};

/** One fund with its entries and the claims on cases that the actor sees; null outside their reach. */
export function getFund(actor: Actor, id: string, now: Date): Promise<FundView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const stored = await tx.riskFund.findFirst({ where: { AND: [{ id }, fundsVisibleTo(actor)] } });
    if (!stored) return null;
    const entries = await tx.fundEntry.findMany({
      where: { riskFundId: id },
      orderBy: { id: 'desc' },
      take: MAX_ENTRIES,
    });
    const claims = await tx.fundClaim.findMany({
      where: { riskFundId: id, caseRecord: visibleTo(actor) },
      include: { caseRecord: { select: { id: true, reference: true } }, recoveries: true },
      orderBy: { id: 'desc' },
    });
    return {
      fund: await toRow(tx, stored, dayOf(now)),
      entries: entries.map((row) => ({ ...row, on: toDay(row.occurredOn) })),
      claims: claims.map(({ caseRecord, recoveries, ...row }) => ({
        ...row,
        case: caseRecord,
        overdueSinceOn: toDay(row.overdueSinceOn),
        recoveredFen: recoveries.reduce((sum, recovery) => sum + recovery.amountFen, 0n),
        offer: isOfAnotherFinancier(stored, actor) ? null : offerOf(actor, row),
      })),
    };
  });
}

type Stored = { status: ClaimStatus; filedById: string; reviewedById: string | null };

function offerOf(actor: Actor, { status, filedById, reviewedById }: Stored): ClaimRow['offer'] {
  const isNew = filedById !== actor.userId && reviewedById !== actor.userId;
  if (status === 'FILED') return can(actor, 'fund-claim.review') && isNew ? 'review' : null;
  if (status === 'REVIEWED') return can(actor, 'fund-claim.pay') && isNew ? 'pay' : null;
  return status === 'PAID' && can(actor, 'recovery.record') ? 'recover' : null;
}

export type CaseClaim = Omit<ClaimRow, 'offer' | 'case'> & { fundId: string };

/** The claims on a case of the actor's scope, the latest first; none for whoever reads no funds. */
export function listClaimsOf(actor: Actor, caseId: string): Promise<CaseClaim[]> {
  return read(actor, async (tx) => {
    if (!UUID.test(caseId)) return [];
    const rows = await tx.fundClaim.findMany({
      where: { caseId, caseRecord: visibleTo(actor), riskFund: fundsVisibleTo(actor) },
      include: { recoveries: true },
      orderBy: { id: 'desc' },
    });
    return rows.map(({ recoveries, riskFundId, ...row }) => ({
      ...row,
      fundId: riskFundId,
      overdueSinceOn: toDay(row.overdueSinceOn),
      recoveredFen: recoveries.reduce((sum, recovery) => sum + recovery.amountFen, 0n),
    }));
  });
}

/** Programmes that lend behind a fund and the lenders with a branch in the own county: for the form. */
export function listFundChoices(actor: Actor) {
  return read(actor, async (tx) => {
    const { regionId, level } = actor.organisation;
    if (!can(actor, 'fund.manage') || level !== 'COUNTY') return { programmes: [], lenders: [] };
    const place = await tx.regionVersion.findFirstOrThrow({ where: { regionId, validTo: null } });
    const definitions = await tx.programmeDefinition.findMany({
      where: { status: 'PUBLISHED', provinceId: place.provinceId ?? -1 },
      include: { programme: true },
    });
    const branches = await tx.organisation.findMany({
      where: { regionId, active: true, kind: { in: ['BANK', 'INSURER'] } },
    });
    const names = await organisationNamesOf(
      tx,
      branches.map((row) => row.financierId),
    );
    const lending = definitions.filter((row) => parseProgrammeBody(row.body).riskFund);
    return {
      programmes: [...new Map(lending.map((row) => [row.programmeId, row.programme.name as Label]))],
      lenders: [...names],
    };
  });
}

/** What a lead may claim on a case now: since when it is overdue; null where there is nothing to claim or one is filed. */
export function getClaimable(actor: Actor, caseId: string, now: Date): Promise<{ overdueSince: Day } | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'fund-claim.file')) return null;
    const row = await tx.caseRecord.findFirst({
      where: { AND: [{ id: caseId, stage: 'FOLLOW_UP', status: 'OPEN' }, visibleTo(actor)] },
      include: { programmeDefinition: { select: { body: true } } },
    });
    if (!row || !parseProgrammeBody(row.programmeDefinition.body).riskFund) return null;
    if (await tx.fundClaim.findFirst({ where: { caseId, status: { not: 'REFUSED' } } })) return null;
    const since = await overdueSince(tx, caseId, dayOf(now));
    return since === null ? null : { overdueSince: since };
  });
}
