import { decideCase } from '@/features/decisions/mutations';
import { releasePayment } from '@/features/disbursements/mutations';
import { allotQuota } from '@/features/quotas/mutations';
import { pauseFund, setUpFund } from '@/features/risk-funds/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import type { Journey } from '../../prisma/seed/lifecycle';
import { beginCase } from '../support/programme-case';
import { once, type Way } from '../support/ways';
import { actorFor, at, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
const YUAN = 100n;
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const decide = async (caseId: string) => decideCase(await at('approver', DAY), { ...agree, caseId });
const release = async (caseId: string) => {
  const { id: paymentId } = await db().payment.findFirstOrThrow({ where: { caseId, status: 'REQUESTED' } });
  return releasePayment(await at('checker', DAY), { paymentId, idempotencyKey: newUuid() });
};

/** One expense of 5,000 yuan that waits for its decision. */
const anExpense = once(async () => (await (await beginCase('CR')).accept()).id);

const programmeId = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;
const allot = async (change: { region?: string; year?: number; amount?: bigint } = {}) =>
  must(
    await allotQuota(await at('hq', DAY), {
      programmeId: await programmeId('CR'),
      ...{ region: '41', year: 2026, amount: 5_000n * YUAN, concession: null, documentNumber: '示例〔2026〕1号' },
      ...change,
    }),
  ).quotaId;

/** The quota of 2025 as one of this year, elsewhere. */
async function copyQuota(change: { regionId: number } | { financierId: string }): Promise<void> {
  const { id: _id, ...columns } = await db().quota.findFirstOrThrow({ where: { year: 2025 } });
  await db().quota.create({ data: { ...columns, year: 2026, ...change } });
}

/** A loan behind the fund, recommended. */
async function aLoan(yuan: bigint): Promise<Journey> {
  const journey = await beginCase('D', { yuan });
  await (await journey.accept()).assign();
  return journey.recommend(yuan * YUAN, { rateBps: 300 });
}
const aPendingLoan = once(async () => (await aLoan(20_000n)).id);

let fundId = '';
/** The county's fund with so much in it; ten times as much may be lent. */
async function fundOf(yuan: bigint): Promise<string> {
  if (fundId === '') {
    const financierId = (await actorFor('lead')).organisation.financierId ?? '';
    const fund = { programmeId: await programmeId('D'), financierId, name: '补偿金' };
    fundId = must(await setUpFund(await at('county', DAY), fund)).fundId;
  }
  const { balanceFen } = await db().riskFund.update({ where: { id: fundId }, data: { pausedAt: null } });
  const amountFen = yuan * YUAN - balanceFen;
  const recorded = { recordedById: newUuid(), recordedAt: noon(DAY), occurredOn: noon(DAY), reference: newUuid() };
  if (amountFen !== 0n)
    await db().fundEntry.create({ data: { riskFundId: fundId, kind: 'DEPOSIT', amountFen, ...recorded } });
  return fundId;
}
const pause = async (id: string) =>
  must(await pauseFund(await at('lead', DAY), { fundId: id, pause: true, reason: '不良上升' }));

export const WAYS_AROUND_QUOTA_AND_FUND: readonly Way[] = [
  {
    name: 'no quota at all',
    code: 'QUOTA_MISSING',
    prepare: async () => {
      const caseId = await anExpense();
      return () => decide(caseId);
    },
  },
  {
    name: 'the quota of another year',
    code: 'QUOTA_MISSING',
    prepare: async () => {
      const caseId = await anExpense();
      await allot({ year: 2025 });
      return () => decide(caseId);
    },
  },
  {
    name: 'the quota of another province',
    code: 'QUOTA_MISSING',
    prepare: async () => {
      const caseId = await anExpense();
      await copyQuota({ regionId: await regionId('43') });
      return () => decide(caseId);
    },
  },
  {
    name: 'the quota of another bank',
    code: 'QUOTA_MISSING',
    prepare: async () => {
      const caseId = await anExpense();
      const { financierId } = (await actorFor('approver-b')).organisation;
      await copyQuota({ financierId: financierId ?? '' });
      return () => decide(caseId);
    },
  },
  {
    name: 'one yuan more than the quota has',
    code: 'QUOTA_EXHAUSTED',
    prepare: async () => {
      const caseId = await anExpense();
      await allot({ amount: 4_999n * YUAN });
      return () => decide(caseId);
    },
  },
  {
    name: 'a case that came from paper with its approval pays past the quota',
    code: 'QUOTA_EXHAUSTED',
    prepare: async () => {
      const journey = await (await beginCase('CR', { yuan: 4_999n })).accept();
      await journey.approve();
      await journey.request();
      // approved before, with nothing set aside here any more, and this year's quota is used up by others
      const { quotaId, ...entry } = await db().quotaEntry.findFirstOrThrow({ where: { caseId: journey.id } });
      await db().quotaEntry.create({ data: { ...entry, quotaId, id: newUuid(), kind: 'RELEASE' } });
      for (const kind of ['RESERVE', 'USE'] as const)
        await db().quotaEntry.create({
          data: { ...entry, quotaId, id: newUuid(), kind, caseId: null, amountFen: 4_999n * YUAN },
        });
      return () => release(journey.id);
    },
  },
  {
    name: 'a loan without its fund',
    gate: 'FUND_LENDS',
    code: 'FUND_MISSING',
    prepare: async () => {
      const caseId = await aPendingLoan();
      return () => decide(caseId);
    },
  },
  {
    name: 'more than the fund carries',
    gate: 'FUND_LENDS',
    code: 'FUND_LEVERAGE_REACHED',
    prepare: async () => {
      const caseId = await aPendingLoan();
      await fundOf(1_999n);
      return () => decide(caseId);
    },
  },
  {
    name: 'a fund that is paused by hand',
    gate: 'FUND_LENDS',
    code: 'FUND_PAUSED',
    prepare: async () => {
      const caseId = await aPendingLoan();
      await pause(await fundOf(5_000n));
      return () => decide(caseId);
    },
  },
  {
    name: 'a fund that was paused after the approval',
    gate: 'FUND_LENDS',
    code: 'FUND_PAUSED',
    prepare: async () => {
      const id = await fundOf(50_000n);
      const journey = await aLoan(10_000n);
      await journey.approve();
      await journey.contract(10_000n * YUAN, undefined, { rateBps: 300 });
      await journey.request();
      await pause(id);
      return () => release(journey.id);
    },
  },
  {
    name: 'a fund whose loans are bad beyond what is tolerated',
    gate: 'FUND_LENDS',
    code: 'FUND_OVER_TOLERANCE',
    prepare: async () => {
      await fundOf(50_000n);
      const late = await aLoan(6_000n);
      await late.approve();
      await late.contract(6_000n * YUAN, undefined, { rateBps: 300 });
      await late.pay();
      const caseId = await aPendingLoan();
      // a year's loan fell due on 2 March 2027
      return async () => decideCase(await at('approver', '2027-06-02'), { ...agree, caseId });
    },
  },
  {
    name: 'room that a later instalment of another loan will take',
    gate: 'FUND_LENDS',
    code: 'FUND_LEVERAGE_REACHED',
    prepare: async () => {
      const caseId = await aPendingLoan();
      await fundOf(5_000n);
      const other = await aLoan(40_000n);
      await other.approve();
      await other.contract(40_000n * YUAN, [20_000n * YUAN, 20_000n * YUAN], { rateBps: 300 });
      await other.pay();
      return () => decide(caseId);
    },
  },
];
