import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import * as payments from '@/features/disbursements/schema';
import { recordRepayment, writeOffCase } from '@/features/follow-up/mutations-repayments';
import * as followUp from '@/features/follow-up/schema';
import { MONEY_COMMANDS, type MoneyCommand } from '@/features/ledger/idempotency';
import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import * as quotas from '@/features/quotas/schema';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import * as funds from '@/features/risk-funds/schema';
import * as subsidies from '@/features/subsidies/schema';
import { newUuid } from '@/lib/uuid';
import type { Context, Result } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { LANKAO, organisationId } from '../support/consultation';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-04-01';
const TWINS = 16;
const key = newUuid;
const another = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, userId: newUuid() } });
const twins = <T>(run: () => Promise<Result<T>>) => Promise.all(Array.from({ length: TWINS }, run));
/** Twins either got the first answer or were told to try again; none was told anything else, and one at least was answered. */
function answersOf<T>(results: Result<T>[]): T[] {
  const codes = results.flatMap((result) => (result.ok ? [] : [result.refusal.code]));
  expect(codes.filter((code) => code !== 'IDEMPOTENCY_KEY_IN_PROGRESS')).toEqual([]);
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}

/** The form of every money command; a new command does not compile here until its form is named. */
const FORMS: Record<MoneyCommand, z.ZodType> = {
  'payment.request': payments.requestSchema,
  'payment.release': payments.releaseSchema,
  'payment.refuse': payments.refuseSchema,
  'payment.return': payments.returnSchema,
  'repayment.record': followUp.repaymentSchema,
  'case.compensate': followUp.endSchema,
  'case.write-off': followUp.endSchema,
  'fund.deposit': funds.depositSchema,
  'fund-claim.pay': funds.paySchema,
  'recovery.record': funds.recoverySchema,
  'subsidy.pay': subsidies.paySchema,
  'quota.allot': quotas.allotSchema,
  'quota.change': quotas.changeSchema,
  'quota-transfer.request': quotas.transferSchema,
  'quota-transfer.settle': quotas.settleSchema,
};

it.each(MONEY_COMMANDS)('the form of %s carries a key, and none is an empty one, which is refused', (command) => {
  const { shape } = FORMS[command].def as { shape?: Record<string, z.ZodType> };
  expect(shape?.idempotencyKey?.parse(undefined)).toBe('');
});

describe('sixteen twins under one key', () => {
  it('ask for one payment, release it once, and send it back once', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const [clerk, checker] = [await at('clerk', DAY), await at('checker', DAY)];
    const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
    const asked = answersOf(await twins(() => requestPayment(clerk, ask)));
    expect(new Set(asked.map((row) => row.paymentId)).size).toBe(1);
    const paymentId = asked[0]?.paymentId ?? '';
    const release = { paymentId, idempotencyKey: key() };
    answersOf(await twins(() => releasePayment(checker, release)));
    expect(await db().payment.count({ where: { caseId } })).toBe(1);
    expect(await db().event.count({ where: { caseId, kind: 'payment.released' } })).toBe(1);
    const back = { paymentId, returnedOn: DAY, reason: '户名不符', idempotencyKey: key() };
    answersOf(await twins(() => returnPayment(clerk, back)));
    expect(await db().event.count({ where: { caseId, kind: 'payment.returned' } })).toBe(1);
    expect(must(await returnPayment(clerk, back))).toBeUndefined();
    expect(codeOf(await returnPayment(clerk, { ...back, reason: '另一原因' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await returnPayment(another(clerk), back))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('book one repayment, and write off once', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await payTranche(caseId, trancheIds[0]);
    const clerk = await at('clerk', DAY);
    const repayment = { caseId, paidOn: DAY, amountFen: 1_000_00n, idempotencyKey: key() };
    const booked = answersOf(await twins(() => recordRepayment(clerk, repayment)));
    expect(new Set(booked.map((row) => row.repaymentId)).size).toBe(1);
    expect(await db().repayment.count({ where: { caseId } })).toBe(1);
    const approver = await at('hq', DAY);
    const end = { caseId, version: null, reason: '核销', idempotencyKey: key() };
    answersOf(await twins(() => writeOffCase(approver, end)));
    expect(await db().event.count({ where: { caseId, kind: 'case.written-off' } })).toBe(1);
    expect(codeOf(await writeOffCase(approver, { ...end, reason: '再核销' }))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('refuse one request of a payment', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
    const { paymentId } = must(await requestPayment(await at('clerk', DAY), ask));
    const checker = await at('checker', DAY);
    const refusal = { paymentId, reason: '账号有误', idempotencyKey: key() };
    answersOf(await twins(() => refusePayment(checker, refusal)));
    expect(await db().event.count({ where: { caseId, kind: 'payment.refused' } })).toBe(1);
  });
});

describe('money of funds and quotas', () => {
  let programmeId = '';
  let fundId = '';
  beforeAll(async () => {
    programmeId = (await db().programme.findFirstOrThrow({ where: { code: 'D' } })).id;
    const branch = await db().organisation.findUniqueOrThrow({ where: { id: await organisationId(LANKAO.branch) } });
    const set = { programmeId, financierId: branch.financierId ?? '', name: '示例补偿金' };
    fundId = must(await setUpFund(await at('county', DAY), set)).fundId;
  });

  it('is paid in once by sixteen twins, and under another key not again by the same document', async () => {
    const county = await at('county', DAY);
    const deposit = { fundId, kind: 'DEPOSIT', amount: 500_00n, occurredOn: DAY, reference: '拨款1号' } as const;
    const idempotencyKey = key();
    answersOf(await twins(() => depositToFund(county, { ...deposit, idempotencyKey })));
    expect((await db().riskFund.findUniqueOrThrow({ where: { id: fundId } })).balanceFen).toBe(500_00n);
    expect(codeOf(await depositToFund(county, { ...deposit, idempotencyKey: key() }))).toBe('MONEY_BOOKED_ALREADY');
    const other = { ...deposit, amount: 501_00n, idempotencyKey };
    expect(codeOf(await depositToFund(county, other))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await depositToFund(county, { ...other, idempotencyKey: 'x'.repeat(1000) }))).toBe(
      'IDEMPOTENCY_KEY_INVALID',
    );
    const entry = await db().fundEntry.findFirstOrThrow({ where: { riskFundId: fundId } });
    await expect(db().fundEntry.create({ data: { ...entry, id: newUuid() } })).rejects.toThrow(/[Uu]nique/);
  });

  it('is allotted, changed and moved once', async () => {
    const [hq, hq2] = [await at('hq', DAY), await at('hq2', DAY)];
    const room = { programmeId: (await quotaProgramme()) ?? programmeId, year: 2035, concession: null };
    const allot = { ...room, amount: 100_00n, documentNumber: '号', idempotencyKey: key() };
    const [first] = answersOf(await twins(() => allotQuota(hq, { ...allot, region: '41' })));
    const quotaId = first?.quotaId ?? '';
    expect(await db().quotaEntry.count({ where: { quotaId } })).toBe(1);
    const below = { ...allot, region: '410225', idempotencyKey: key() };
    const { quotaId: toQuotaId } = must(await allotQuota(hq, below));
    const change = { quotaId, amount: 200_00n, concession: null, documentNumber: '号2', idempotencyKey: key() };
    answersOf(await twins(() => changeQuota(hq, change)));
    expect(await db().quotaEntry.count({ where: { quotaId } })).toBe(2);
    const move = { fromQuotaId: quotaId, toQuotaId, amount: 50_00n, reason: '调剂', idempotencyKey: key() };
    const asked = answersOf(await twins(() => requestQuotaTransfer(hq, move)));
    expect(new Set(asked.map((row) => row.transferId)).size).toBe(1);
    const transferId = asked[0]?.transferId ?? '';
    const settle = { transferId, outcome: 'APPROVED', remark: null, idempotencyKey: key() } as const;
    answersOf(await twins(() => settleQuotaTransfer(hq2, settle)));
    expect((await db().quota.findUniqueOrThrow({ where: { id: quotaId } })).amountFen).toBe(150_00n);
    expect((await db().quota.findUniqueOrThrow({ where: { id: toQuotaId } })).amountFen).toBe(150_00n);
  });
});

async function quotaProgramme(): Promise<string | undefined> {
  const rows = await db().programmeDefinition.findMany({
    where: { status: 'PUBLISHED' },
    include: { programme: true },
  });
  return rows.find((row) => (row.body as { quota?: unknown }).quota !== null && row.programme.code === 'CR')
    ?.programmeId;
}

it('a command that is still being carried out tells its twin to try again, rather than let it hang', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const clerk = await at('clerk', DAY);
  const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
  await db().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT hold_money_key(${ask.idempotencyKey})`;
      expect(codeOf(await requestPayment(clerk, ask))).toBe('IDEMPOTENCY_KEY_IN_PROGRESS');
    },
    { timeout: 10_000 },
  );
  must(await requestPayment(clerk, ask));
});
