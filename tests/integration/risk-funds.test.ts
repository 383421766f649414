import { beforeAll, describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody } from '@/domain/programme';
import { declareConflict } from '@/features/due-diligence/mutations';
import { compensateCase } from '@/features/follow-up/mutations-repayments';
import { bookBalance } from '@/features/ledger/mutations';
import { findWrongBooks } from '@/features/ledger/queries-books';
import {
  depositToFund,
  fileClaim,
  pauseFund,
  payClaim,
  recordRecovery,
  reviewClaim,
  setUpFund,
} from '@/features/risk-funds/mutations';
import { getClaimable, getFund, listClaimsOf, listFundChoices, listFunds } from '@/features/risk-funds/queries';
import type { NoticeKind } from '@/generated/prisma/client';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';

import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { colleagueOf } from '../support/colleague';
import { LANKAO, organisationId, stationPlace } from '../support/consultation';
import { readerOn } from '../support/reader-on';
import { expectHeldAgainstRecord } from '../support/settled';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const YUAN = 100n;
const DAY = '2025-03-03';
/** a year's bullet loan paid in March 2025 falls due in March 2026 */
const LATE = '2026-07-01';
let programmeId = '';
let financierId = '';
let fundId = '';

const fundOf = () => db().riskFund.findUniqueOrThrow({ where: { id: fundId } });
const deposit = async (amount: bigint, more: object = {}) =>
  depositToFund(await at('county', DAY), {
    ...{ fundId, kind: 'DEPOSIT' as const, amount, occurredOn: DAY, reference: '拨款1号' },
    ...more,
  });

async function begin(seq: number, yuan: bigint): Promise<Journey> {
  const row = await db().programmeDefinition.findFirstOrThrow({ where: { programmeId } });
  const definition = parseProgrammeBody(row.body);
  const journey = new Journey(BANK_CREW, DAY, seq);
  await journey.consult({
    programmeId,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name: `示例农户${seq}`,
      phone: `139${String(seq).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
    },
    title: '示例茶园',
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((entry) => [entry.code, entry.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(seq),
    requestedAmountFen: yuan * YUAN,
    requestedTermMonths: 12,
  });
  await journey.accept();
  await journey.assign();
  return journey.recommend(yuan * YUAN, { rateBps: 300 });
}

async function lent(seq: number, yuan: bigint): Promise<Journey> {
  const journey = await begin(seq, yuan);
  await journey.approve();
  await journey.contract(yuan * YUAN, undefined, { rateBps: 300 });
  return journey.pay();
}

beforeAll(async () => {
  programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'D' } })).id;
  financierId = (await actorFor('lead')).organisation.financierId ?? '';
  const { id: other } = await db().programme.findUniqueOrThrow({ where: { code: 'B' } });
  const input = { programmeId, financierId, name: '补偿金' };
  for (const [username, more, code] of [
    ['lead', {}, 'NOT_PERMITTED'],
    ['office', {}, 'REGION_OUT_OF_SCOPE'],
    ['county', { programmeId: newUuid() }, 'NOT_FOUND'],
    ['county', { financierId: newUuid() }, 'NOT_FOUND'],
    ['county', { programmeId: other }, 'FUND_NOT_ASKED'],
    ['county', { name: ' ' }, 'INVALID_INPUT'],
  ] as const)
    expect(codeOf(await setUpFund(await at(username, DAY), { ...input, ...more }))).toBe(code);
  fundId = must(await setUpFund(await at('county', DAY), input)).fundId;
  expect(codeOf(await setUpFund(await at('county', DAY), input))).toBe('FUND_EXISTS');
  expect((await listFundChoices(await actorFor('county'))).programmes.map(([id]) => id)).toContain(programmeId);
});

/** Who has an unread notice of this kind about the case. */
async function toldOf(kind: NoticeKind, caseId: string): Promise<string[]> {
  const rows = await db().notice.findMany({ where: { kind, caseId, readAt: null }, select: { userId: true } });
  const people = await db().user.findMany({ where: { id: { in: rows.map((row) => row.userId) } } });
  return people.map((row) => row.username).sort();
}

describe('a risk-compensation fund', () => {
  it('pauses lending by its leverage and by hand, and goes on when topped up or resumed', async () => {
    expect(codeOf(await deposit(0n))).toBe('INVALID_INPUT');
    expect(codeOf(await deposit(1n, { occurredOn: '2025-03-04' }))).toBe('DATE_IN_FUTURE');
    must(await deposit(2_000n * YUAN));
    const journey = await begin(701, 20_001n);
    await expect(journey.approve()).rejects.toThrow('FUND_LEVERAGE_REACHED');
    must(await deposit(10n * YUAN, { kind: 'INTEREST' }));
    const lead = await at('lead', DAY);
    expect(codeOf(await pauseFund(lead, { fundId, pause: true, reason: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await pauseFund(lead, { fundId, pause: false, reason: '无' }))).toBe('NOTHING_CHANGED');
    const county = await at('county', DAY);
    expect(codeOf(await pauseFund(county, { fundId, pause: true, reason: '无' }))).toBe('NOT_PERMITTED');
    must(await pauseFund(lead, { fundId, pause: true, reason: '不良上升' }));
    await expect(journey.approve()).rejects.toThrow('FUND_PAUSED');
    must(await pauseFund(lead, { fundId, pause: false, reason: '已处置' }));
    await journey.approve();
    const view = await getFund(await actorFor('lead'), fundId, noon(DAY));
    expect(view?.fund).toMatchObject({ balanceFen: 2_010n * YUAN, limitFen: 20_100n * YUAN, pausedReason: null });
    await journey.take('withdraw', 'station', { reason: '不办了' });
  }, 90_000);

  it('pays its share of a long overdue loan after review, closes the case, and shares what comes back', async () => {
    const journey = await lent(702, 10_001n);
    const caseId = journey.id;
    const claim = async (username: string, day: string, statement = '多次催收未还') =>
      fileClaim(await at(username, day), { caseId, statement });
    expect(codeOf(await claim('lead', DAY))).toBe('NOTHING_OVERDUE');
    expect(codeOf(await claim('lead', '2026-04-01'))).toBe('CLAIM_TOO_EARLY');
    expect(codeOf(await claim('county', LATE))).toBe('NOT_PERMITTED');
    expect(codeOf(await claim('lead', LATE, ' '))).toBe('INVALID_INPUT');
    expect(await getClaimable(await actorFor('lead'), caseId, noon(LATE))).not.toBeNull();
    const end = { caseId, version: null, reason: '直接代偿' };
    expect(codeOf(await compensateCase(await at('approver2', LATE), end))).toBe('CLAIM_NEEDED');

    const first = must(await claim('lead', LATE)).claimId;
    expect(codeOf(await claim('lead', LATE))).toBe('CLAIM_EXISTS');
    expect(await toldOf('CLAIM_FILED', caseId)).toEqual(['county']);
    const county = await at('county', LATE);
    const agree = { claimId: first, outcome: 'REVIEWED' as const, remark: '' };
    expect(codeOf(await reviewClaim(await at('lead', LATE), agree))).toBe('NOT_PERMITTED');
    expect(codeOf(await reviewClaim(county, { ...agree, outcome: 'REFUSED' }))).toBe('INVALID_INPUT');
    must(await reviewClaim(county, { ...agree, outcome: 'REFUSED', remark: '材料不全' }));
    expect(codeOf(await reviewClaim(county, agree))).toBe('STATUS_DOES_NOT_ALLOW');
    const relative = await at(await colleagueOf('county'), LATE);
    const kin = await colleagueOf('clerk');
    for (const person of [relative, await at(kin, LATE)])
      must(await declareConflict(person, { caseId, statement: '申请人是亲属' }));

    const second = must(await claim('lead', LATE)).claimId;
    const payer = await at('approver', LATE);
    expect(codeOf(await payClaim(payer, { claimId: second }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await reviewClaim(relative, { ...agree, claimId: second }))).toBe('CONFLICT_DECLARED');
    must(await reviewClaim(county, { ...agree, claimId: second }));
    expect(await toldOf('CLAIM_REVIEWED', caseId)).toEqual(expect.arrayContaining(['approver', 'lead']));
    const [shown] = await listClaimsOf(await actorFor('approver'), caseId);
    expect(shown).toMatchObject({ id: second, fundId, status: 'REVIEWED', fundShareFen: 800_080n, recoveredFen: 0n });
    expect(await listClaimsOf(await actorFor('approver-b'), caseId)).toEqual([]);
    // 80 % of 10,001 yuan is beyond what is in the fund
    expect(codeOf(await payClaim(payer, { claimId: second }))).toBe('FUND_TOO_SMALL');
    expect((await fundOf()).balanceFen).toBe(2_010n * YUAN);
    must(await deposit(10_000n * YUAN));
    must(await payClaim(payer, { claimId: second }));

    const paid = await db().fundClaim.findUniqueOrThrow({ where: { id: second } });
    expect(paid).toMatchObject({ status: 'PAID', fundShareFen: 800_080n, bankShareFen: 200_020n, insurerShareFen: 0n });
    expect((await fundOf()).balanceFen).toBe(12_010n * YUAN - 800_080n);
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    expect(row).toMatchObject({ status: 'CLOSED', outcome: 'COMPENSATED', outstandingAmountFen: 0n });
    expect(await bookBalance(db(), caseId)).toMatchObject({
      PRINCIPAL: 0n,
      COMPENSATION: 800_080n,
      LOSS: 200_020n,
      FUNDS: -1_000_100n,
    });

    const recover = async (username: string, amount: bigint, receivedOn = LATE) =>
      recordRecovery(await at(username, LATE), { claimId: second, amount, receivedOn });
    for (const other of ['county', 'fin-clerk']) expect(codeOf(await recover(other, 1n))).toBe('NOT_PERMITTED');
    expect(codeOf(await recover(kin, 1n))).toBe('CONFLICT_DECLARED');
    expect(codeOf(await recover('lead', 0n))).toBe('INVALID_INPUT');
    expect(codeOf(await recover('lead', 1n, '2026-07-02'))).toBe('DATE_IN_FUTURE');
    expect(codeOf(await recover('lead', 1n, '2026-06-30'))).toBe('DATE_OUT_OF_ORDER');
    expect(codeOf(await recover('lead', 1_000_101n))).toBe('RECOVERY_EXCEEDS_CLAIM');
    must(await recover('lead', 333_333n));
    must(await recover('clerk', 666_767n));
    expect(codeOf(await recover('lead', 1n))).toBe('RECOVERY_EXCEEDS_CLAIM');
    const back = await db().recovery.aggregate({
      where: { claimId: second },
      _sum: { amountFen: true, fundShareFen: true, bankShareFen: true, insurerShareFen: true },
    });
    expect(back._sum).toEqual({
      amountFen: 1_000_100n,
      fundShareFen: 800_080n,
      bankShareFen: 200_020n,
      insurerShareFen: 0n,
    });
    expect((await fundOf()).balanceFen).toBe(12_010n * YUAN);
    const books = await bookBalance(db(), caseId);
    expect(Object.values(books).every((balance) => balance === 0n)).toBe(true);
    const entries = await db().fundEntry.aggregate({ where: { riskFundId: fundId }, _sum: { amountFen: true } });
    expect(entries._sum.amountFen).toBe((await fundOf()).balanceFen);
  }, 90_000);

  it('is read in the own county and by the own lender', async () => {
    for (const [username, count] of [
      ['county', 1],
      ['office', 1],
      ['lead', 1],
      ['hq', 1],
      ['county-b', 0],
      ['lead-b', 0],
      ['ins-lead', 0],
      ['station', 0],
      ['admin', 0],
    ] as const)
      expect((await listFunds(await actorFor(username), noon(DAY))).length).toBe(count);
    expect(await getFund(await actorFor('county-b'), fundId, noon(DAY))).toBeNull();
  });
});

it('what was paid in and out of a fund, and why, is held against the record', async () => {
  for (const kind of ['FUND_ENTRY', 'FUND_CLAIM'] as const) await expectHeldAgainstRecord(kind);
});

it('what a fund holds is held against its entries', async () => {
  const client = await connectSuperuser();
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    expect(await findWrongBooks(readerOn(client))).toEqual([]);
    await client.query('UPDATE risk_fund SET balance_fen = balance_fen + 1 WHERE id = $1', [fundId]);
    const rows = [fundId];
    expect(await findWrongBooks(readerOn(client))).toEqual([{ sentence: expect.stringMatching(/a fund/), rows }]);
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
});
