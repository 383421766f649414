import { resolveLine } from '@/features/bank-returns/mutations';
import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import {
  depositToFund,
  fileClaim,
  pauseFund,
  payClaim,
  recordRecovery,
  reviewClaim,
  setUpFund,
} from '@/features/risk-funds/mutations';
import { computeCase, paySubsidy, reviewSubsidy } from '@/features/subsidies/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

/** Quotas, a fund and a subsidy of the first county and its bank: what those of the second must not reach. */
const ids = {
  lineId: '',
  quotaId: '',
  otherId: '',
  transferId: '',
  fundId: '',
  claimId: '',
  subsidyId: '',
  caseId: '',
};

/** Two quotas and a transfer between them; a fund and a claim on it; a subsidy that waits for its review. */
export async function prepareMoney(caseId: string, day: string, text: string): Promise<void> {
  const hq = await at('hq', day);
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'C' } });
  const allotment = { programmeId, year: 2026, amount: 1_000_000n, concession: 60, documentNumber: text };
  ids.quotaId = must(await allotQuota(hq, { ...allotment, region: '41' })).quotaId;
  ids.otherId = must(await allotQuota(hq, { ...allotment, region: '410225' })).quotaId;
  ids.transferId = must(await requestQuotaTransfer(hq, { ...move(), reason: text })).transferId;
  const clerk = await at('clerk', day);
  const line = { reference: text, amountFen: 1n, accountTail: '0018', outcome: 'SUCCESS', row: 2 } as const;
  const recorded = { recordedById: clerk.actor.userId, recordedAt: new Date(day), happenedOn: new Date(day) };
  const ofOffice = { sheetId: newUuid(), organisationId: clerk.actor.organisation.id, status: 'EXCEPTION' } as const;
  ids.lineId = (
    await db().bankReturnLine.create({ data: { ...line, ...recorded, ...ofOffice, exception: 'UNKNOWN' } })
  ).id;
  const county = await at('county', day);
  const { financierId } = (await at('lead', day)).actor.organisation;
  const { id: lending } = await db().programme.findUniqueOrThrow({ where: { code: 'D' } });
  const fund = { programmeId: lending, financierId: financierId ?? '', name: text };
  ids.fundId = must(await setUpFund(county, fund)).fundId;
  ids.claimId = (
    await db().fundClaim.create({
      data: {
        riskFundId: ids.fundId,
        caseId,
        outstandingFen: 3n,
        overdueSinceOn: new Date(day),
        fundShareFen: 2n,
        bankShareFen: 1n,
        insurerShareFen: 0n,
        basis: [],
        statement: text,
        filedById: (await at('lead', day)).actor.userId,
        filedAt: new Date(day),
      },
    })
  ).id;
  ids.caseId = caseId;
  const {
    provinceId,
    cityId,
    countyId,
    programmeId: of,
  } = await db().caseRecord.findUniqueOrThrow({
    where: { id: caseId },
  });
  ids.subsidyId = (
    await db().subsidy.create({
      data: {
        ...{ caseId, provinceId, cityId, countyId, programmeId: of, financierId: financierId ?? '' },
        periodOn: new Date('2025-12-21'),
        amountFen: 1n,
        lines: [],
        computedById: county.actor.userId,
        computedAt: county.now,
      },
    })
  ).id;
}

/** The subsidy that nobody elsewhere reads. */
export const subsidyOf = () => ids.subsidyId;

const move = () => ({ fromQuotaId: ids.quotaId, toQuotaId: ids.otherId, amount: 1n, reason: '调' });

/** By name, as ATTEMPTS of the test. */
export const MONEY_ATTEMPTS: Record<string, Attempt | Attempt[]> = {
  changeQuota: {
    as: ['lead-b', 'approver-b', 'ins-hq'],
    run: (ctx) => changeQuota(ctx, { quotaId: ids.quotaId, amount: 1n, concession: null, documentNumber: '号' }),
  },
  requestQuotaTransfer: { as: ['lead-b', 'ins-hq'], run: (ctx) => requestQuotaTransfer(ctx, move()) },
  settleQuotaTransfer: {
    as: ['approver-b', 'ins-hq'],
    run: (ctx) => settleQuotaTransfer(ctx, { transferId: ids.transferId, outcome: 'APPROVED', remark: null }),
  },
  depositToFund: {
    as: 'county-b',
    run: (ctx) =>
      depositToFund(ctx, {
        fundId: ids.fundId,
        kind: 'DEPOSIT',
        amount: 1n,
        occurredOn: '2026-04-01',
        reference: '号',
      }),
  },
  pauseFund: {
    as: ['lead-b', 'ins-lead'],
    run: (ctx) => pauseFund(ctx, { fundId: ids.fundId, pause: true, reason: '停' }),
  },
  fileClaim: { as: ['lead-b', 'ins-lead'], run: (ctx) => fileClaim(ctx, { caseId: ids.caseId, statement: '逾期' }) },
  reviewClaim: {
    as: 'county-b',
    run: (ctx) => reviewClaim(ctx, { claimId: ids.claimId, outcome: 'REVIEWED', remark: '' }),
  },
  payClaim: { as: ['approver-b', 'ins-approver'], run: (ctx) => payClaim(ctx, { claimId: ids.claimId }) },
  recordRecovery: {
    as: ['lead-b', 'clerk-b'],
    run: (ctx) => recordRecovery(ctx, { claimId: ids.claimId, amount: 1n, receivedOn: '2026-04-01' }),
  },
  computeCase: {
    as: 'county-b',
    run: (ctx) => computeCase(ctx, { caseId: ids.caseId, periodOn: '2025-12-21' }),
  },
  reviewSubsidy: {
    as: ['approver-b', 'ins-approver'],
    run: (ctx) => reviewSubsidy(ctx, { subsidyId: ids.subsidyId, outcome: 'REVIEWED', remark: '' }),
  },
  resolveLine: {
    as: ['clerk-b', 'checker-b', 'ins-clerk'],
    run: (ctx) => resolveLine(ctx, { lineId: ids.lineId, resolution: '已查明' }),
  },
  paySubsidy: {
    as: ['checker-b', 'ins-checker'],
    run: (ctx) => paySubsidy(ctx, { subsidyId: ids.subsidyId, paidOn: '2026-04-01', voucher: '号' }),
  },
};
