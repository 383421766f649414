import { beforeAll, expect, it } from 'vitest';
import { ACCOUNTS, isInBalance } from '@/domain/accounts';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { getTrialBalance, listLedgerEntries } from '@/features/general-ledger/queries';
import { ledgerSearchFrom } from '@/features/general-ledger/search';
import { writeLedgerFile } from '@/features/general-ledger/write-file';
import { allotQuota } from '@/features/quotas/mutations';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import { translatorFor } from '@/i18n/translator';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { readSpreadsheet } from '@/server/spreadsheet';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { actorFor, at, must, noon } from '../support/world';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const programmeId = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;
let caseId = '';

beforeAll(async () => {
  const made = await caseAtDisbursement();
  caseId = made.caseId;
  await payTranche(caseId, made.trancheIds[0], '2026-04-01');
  await payTranche(caseId, made.trancheIds[1], '2026-05-08');
  const repayment = { caseId, paidOn: '2026-06-01', amountFen: 12_345_67n, idempotencyKey: newUuid() };
  must(await recordRepayment(await at('clerk', '2026-06-01'), repayment));
  const county = await at('county', '2026-04-01');
  const financierId = (await actorFor('lead')).organisation.financierId ?? '';
  const set = { programmeId: await programmeId('D'), financierId, name: '补偿金' };
  const { fundId } = must(await setUpFund(county, set));
  const deposit = { fundId, kind: 'DEPOSIT', amount: 700_00n, occurredOn: '2026-04-01', reference: '1号' } as const;
  must(await depositToFund(county, deposit));
  const quota = { programmeId: await programmeId('CR'), region: '410225', year: 2026, concession: null };
  must(await allotQuota(await at('hq', '2026-04-01'), { ...quota, amount: 900_00n, documentNumber: '1号' }));
});

const balanceOf = async (username: string, search: object = YEAR) =>
  (await getTrialBalance(await actorFor(username), { ...YEAR, ...search }))?.rows ?? null;
const closing = async (username: string, search: object = YEAR) =>
  Object.fromEntries(((await balanceOf(username, search)) ?? []).map((row) => [row.account, row.closingFen]));

it('is in balance over any period, and what one ends with the next begins with', async () => {
  for (const username of ['county', 'lead', 'hq', 'auditor', 'office']) {
    const whole = (await balanceOf(username)) ?? [];
    expect(whole.length).toBeGreaterThan(0);
    expect(isInBalance(whole)).toBe(true);
    const first = await closing(username, { from: '2026-01-01', to: '2026-04-30' });
    for (const row of (await balanceOf(username, { from: '2026-05-01', to: '2026-12-31' })) ?? [])
      expect(row.openingFen).toBe(first[row.account] ?? 0n);
  }
});

it('every figure equals the entries behind it', async () => {
  const actor = await actorFor('county');
  for (const account of ACCOUNTS) {
    const row = ((await balanceOf('county')) ?? []).find((each) => each.account === account);
    const behind = (await listLedgerEntries(actor, account, YEAR))?.rows ?? [];
    const sum = (sign: 1 | -1) =>
      behind.reduce(
        (total, { amountFen }) => (amountFen * BigInt(sign) > 0n ? total + amountFen * BigInt(sign) : total),
        0n,
      );
    expect([sum(1), sum(-1), behind.length]).toEqual([row?.debitFen ?? 0n, row?.creditFen ?? 0n, row?.entries ?? 0]);
  }
  const [latest] = (await listLedgerEntries(actor, 'FUNDS', YEAR))?.rows ?? [];
  expect(latest).toMatchObject({ kind: 'REPAYMENT', occurredOn: '2026-06-01', caseId });
});

it('says of loans, fund and quota what their own pages say', async () => {
  const { outstandingAmountFen } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  expect(await closing('county')).toMatchObject({
    PRINCIPAL: outstandingAmountFen,
    FUND_MONEY: 700_00n,
    FUND_PAID_IN: -700_00n,
    QUOTA_FREE: 900_00n,
    BUDGET: -900_00n,
  });
  // a branch lends; the fund is the county's and the quota head office's
  expect(Object.keys(await closing('lead'))).not.toContain('FUND_MONEY');
  expect(await closing('hq')).toMatchObject({
    PRINCIPAL: outstandingAmountFen,
    FUND_MONEY: 700_00n,
    QUOTA_FREE: 900_00n,
  });
  expect(await closing('county', { financierId: newUuid() })).toEqual({});
});

it('is read by who answers for money or looks over it, in their own place and financier', async () => {
  for (const username of ['manager', 'clerk', 'station', 'secadmin', 'admin'])
    expect(await balanceOf(username)).toBeNull();
  for (const username of ['county-b', 'lead-b', 'ins-hq']) expect(await balanceOf(username)).toEqual([]);
  expect((await listLedgerEntries(await actorFor('county-b'), 'PRINCIPAL', YEAR))?.rows).toEqual([]);
  expect(await listLedgerEntries(await actorFor('manager'), 'PRINCIPAL', YEAR)).toBeNull();
});

it('goes into a workbook with the same numbers', async () => {
  const actor = await actorFor('county');
  const balance = await getTrialBalance(actor, YEAR);
  if (!balance) throw new Error('no balance');
  const words = { t: translatorFor('en'), locale: 'en', unit: 'YUAN' } as const;
  const { bytes, name } = await writeLedgerFile(actor, balance, YEAR, words, noon('2026-12-31'));
  expect(name).toBe('Trial balance 2026-01-01 to 2026-12-31.xlsx');
  const file = await readSpreadsheet(bytes, name);
  const text = JSON.stringify(file.ok ? file.sheets[0]?.rows : file);
  for (const row of balance.rows) expect(text).toContain(String(Number(row.closingFen) / 100));
});

it('reads its period from the address, and puts right what cannot be', () => {
  expect(ledgerSearchFrom({}, '2026-11-22')).toEqual({ from: '2026-01-01', to: '2026-11-22', financierId: undefined });
  expect(ledgerSearchFrom({ from: '2026-05-01', to: '2026-04-30' }, '2026-11-22')).toMatchObject({
    from: '2026-04-30',
  });
  expect(ledgerSearchFrom({ from: 'x', financier: 'y' }, '2026-11-22')).toMatchObject({ financierId: undefined });
});
