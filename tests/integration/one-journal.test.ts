import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookBalance } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { regionId } from '../support/world';

const YUAN = 100n;
const at = new Date('2026-03-02T04:00:00Z');
const booked = { occurredOn: new Date('2026-03-02'), recordedAt: at };
let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL ?? '' });
  await owner.connect();
});
afterAll(() => owner.end());
const broken = async () => (await owner.query('SELECT what FROM broken_books ORDER BY 1')).rows.map((row) => row.what);

async function quotaOf(yuan: bigint): Promise<string> {
  const { id: programmeId } = await db().programme.findFirstOrThrow();
  const columns = { programmeId, financierId: newUuid(), regionId: await regionId('41'), year: 2026 };
  const data = { ...columns, amountFen: yuan * YUAN, documentNumber: '号', createdAt: at };
  return (await db().quota.create({ data })).id;
}
const enter = (quotaId: string, kind: 'ALLOT' | 'RESERVE' | 'USE' | 'RETURN' | 'RELEASE' | 'MOVE_OUT', yuan: bigint) =>
  db().quotaEntry.create({ data: { quotaId, kind, amountFen: yuan * YUAN, ...booked } });
const sumsOf = async (quotaId: string) => {
  const { amountFen, reservedFen, usedFen } = await db().quota.findUniqueOrThrow({ where: { id: quotaId } });
  return [amountFen / YUAN, reservedFen / YUAN, usedFen / YUAN];
};
const legsOf = async (where: object) => {
  const legs = await db().leg.groupBy({ by: ['account'], where: { journal: where }, _sum: { amountFen: true } });
  return Object.fromEntries(legs.map((row) => [row.account, (row._sum.amountFen ?? 0n) / YUAN]));
};

describe('a quota', () => {
  it('has the sums of its entries, and each entry stands in the journal', async () => {
    const quotaId = await quotaOf(100n);
    expect(await sumsOf(quotaId)).toEqual([100n, 0n, 0n]);
    await enter(quotaId, 'RESERVE', 60n);
    await enter(quotaId, 'USE', 40n);
    await enter(quotaId, 'RETURN', 10n);
    await enter(quotaId, 'RELEASE', 5n);
    await enter(quotaId, 'MOVE_OUT', 20n);
    expect(await sumsOf(quotaId)).toEqual([80n, 25n, 30n]);
    expect(await legsOf({ quotaId })).toEqual({ BUDGET: -80n, QUOTA_FREE: 25n, COMMITMENT: 25n, QUOTA_USED: 30n });
    expect(await broken()).toEqual([]);
  });

  it('is taken beyond what was set aside by nobody, whatever runs at the same time', async () => {
    const quotaId = await quotaOf(100n);
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => enter(quotaId, 'RESERVE', 10n)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
    expect(await sumsOf(quotaId)).toEqual([100n, 100n, 0n]);
    expect((await legsOf({ quotaId })).COMMITMENT).toBe(100n);
  });

  it('is moved by its entries alone: the application may write none of its sums, and take none of its entries back', async () => {
    const quotaId = await quotaOf(100n);
    for (const data of [{ amountFen: 1n }, { reservedFen: 1n }, { usedFen: 1n }])
      await expect(db().quota.update({ where: { id: quotaId }, data })).rejects.toThrow(/permission denied/);
    await expect(db().quotaEntry.deleteMany({ where: { quotaId } })).rejects.toThrow(/permission denied|append-only/);
  });
});

describe('a fund', () => {
  it('has the sum of its entries, which stand in the journal, and never less than nothing', async () => {
    const { id: programmeId } = await db().programme.findFirstOrThrow();
    const place = { provinceId: await regionId('41'), cityId: 1, countyId: await regionId('410225') };
    const fund = { ...place, programmeId, financierId: newUuid(), name: '补偿金', createdAt: at };
    await expect(db().riskFund.create({ data: { ...fund, balanceFen: 1n } })).rejects.toThrow(/begins empty/);
    const { id: riskFundId } = await db().riskFund.create({ data: fund });
    const entry = (kind: 'DEPOSIT' | 'INTEREST' | 'PAYOUT', yuan: bigint) =>
      db().fundEntry.create({
        data: { riskFundId, kind, amountFen: yuan * YUAN, reference: kind, recordedById: newUuid(), ...booked },
      });
    await entry('DEPOSIT', 100n);
    await entry('INTEREST', 3n);
    await entry('PAYOUT', -40n);
    await expect(entry('PAYOUT', -64n)).rejects.toThrow(/risk_fund_not_negative/);
    expect(await legsOf({ riskFundId })).toEqual({
      FUND_MONEY: 63n,
      FUND_PAID_IN: -100n,
      FUND_INTEREST: -3n,
      FUND_CLAIMS: 40n,
    });
    await expect(db().riskFund.update({ where: { id: riskFundId }, data: { balanceFen: 1n } })).rejects.toThrow(
      /permission denied/,
    );
    expect(await broken()).toEqual([]);
  });
});

describe('the money of a case', () => {
  it('is at the end of a transaction what its payments and its books say, or there is no transaction', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const paymentId = await payTranche(caseId, trancheIds[0]);
    const change = (data: object) => db().caseRecord.update({ where: { id: caseId }, data });
    await expect(change({ disbursedAmountFen: 40_000_000n, outstandingAmountFen: 40_000_000n })).rejects.toThrow(
      /its released payments make 50000000/,
    );
    await expect(change({ outstandingAmountFen: 1n })).rejects.toThrow(/its books owe 50000000/);
    const forget = db().payment.update({ where: { id: paymentId }, data: { status: 'RETURNED' } });
    await expect(forget).rejects.toThrow(/its released payments make 0/);
    const {
      id: _id,
      voucherNumber: _voucher,
      ...payment
    } = await db().payment.findUniqueOrThrow({
      where: { id: paymentId },
    });
    const over = { ...payment, trancheId: trancheIds[1] ?? '', status: 'REQUESTED', amountFen: 30_000_001n } as const;
    await expect(db().payment.create({ data: over })).rejects.toThrow(/beyond what is contracted/);
    const stray = { caseId, kind: 'REPAYMENT', occurredOn: at, recordedAt: at, sourceId: newUuid() } as const;
    await expect(db().journal.create({ data: stray })).rejects.toThrow(/fewer than two legs/);
    const legs = [
      { account: 'PRINCIPAL', amountFen: -5n, caseId },
      { account: 'FUNDS', amountFen: 5n, caseId },
    ] as const;
    await expect(db().journal.create({ data: { ...stray, legs: { create: [...legs] } } })).rejects.toThrow(
      /its books owe/,
    );
    expect((await bookBalance(db(), caseId)).PRINCIPAL).toBe(50_000_000n);
    expect(await broken()).toEqual([]);
  });

  it('that a superuser changed past the triggers is named by the view that verifies', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await payTranche(caseId, trancheIds[0]);
    const quotaId = await quotaOf(7n);
    await owner.query('ALTER TABLE leg DISABLE TRIGGER USER');
    await owner.query(`UPDATE leg SET amount_fen = amount_fen + 1 WHERE case_id = $1 AND account = 'PRINCIPAL'`, [
      caseId,
    ]);
    await owner.query('ALTER TABLE leg ENABLE TRIGGER USER');
    await owner.query('UPDATE quota SET reserved_fen = 1 WHERE id = $1', [quotaId]);
    expect(await broken()).toEqual(['case', 'journal', 'quota']);
    await owner.query('ALTER TABLE leg DISABLE TRIGGER USER');
    await owner.query(`UPDATE leg SET amount_fen = amount_fen - 1 WHERE case_id = $1 AND account = 'PRINCIPAL'`, [
      caseId,
    ]);
    await owner.query('ALTER TABLE leg ENABLE TRIGGER USER');
    await owner.query('UPDATE quota SET reserved_fen = 0 WHERE id = $1', [quotaId]);
    expect(await broken()).toEqual([]);
  });
});
