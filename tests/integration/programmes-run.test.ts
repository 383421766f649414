import { describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody } from '@/domain/programme';
import { addMember } from '@/features/applicants/mutations';
import { grantLane } from '@/features/cases/mutations-lane';
import { takeTransition } from '@/features/cases/transitions';
import { type ConsultationInput, registerConsultation } from '@/features/consultations/mutations';
import { bookBalance } from '@/features/ledger/mutations';
import { publishNotice } from '@/features/public-notices/mutations';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { LANKAO, organisationId, stationPlace } from '../support/consultation';
import { at, codeOf, must } from '../support/world';

const YUAN = 100n;

/** What this programme asks of this kind of applicant, answered as it wants it. */
async function consultation(code: string, change: Partial<Omit<ConsultationInput, 'consultedOn'>> = {}) {
  const programme = await db().programme.findUniqueOrThrow({ where: { code }, include: { definitions: true } });
  const definition = parseProgrammeBody(programme.definitions[0]?.body);
  return {
    programmeId: programme.id,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    title: '示例项目',
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(77),
    requestedTermMonths: 12,
    ...change,
  };
}

const household = (seq: number, bornOn = '1985-03-02') => ({
  kind: 'HOUSEHOLD' as const,
  identityNumber: makeDemoIdentityNumber(seq, bornOn, 'FEMALE'),
  name: `示例农户${seq}`,
  phone: `139${String(seq).padStart(8, '0')}`,
  householdKind: 'REGISTERED_POOR' as const,
});

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });

describe('micro-credit', () => {
  it('goes through village, township and county before the bank, and is lent without security', async () => {
    const journey = new Journey(BANK_CREW, '2026-03-02', 301);
    await journey.consult({
      ...(await consultation('B')),
      applicant: household(301),
      requestedAmountFen: 50_000n * YUAN,
    });
    await journey.file('CONSULTATION');
    await journey.take('submit', 'station');
    await journey.file('ACCEPTANCE');
    // whose turn it is not
    const { version } = await caseOf(journey.id);
    const early = await takeTransition(await at('township', '2026-03-02'), {
      caseId: journey.id,
      version,
      verb: 'accept',
    });
    expect(codeOf(early)).toBe('WRONG_REVIEW_STEP');
    await journey.take('accept', 'station');
    await journey.take('accept', 'township');
    await journey.check('county');
    await journey.take('accept', 'county');
    expect((await caseOf(journey.id)).stage).toBe('DUE_DILIGENCE');
    await journey.on('2026-03-04').assign();
    await journey.on('2026-03-05').recommend(50_000n * YUAN, { rateBps: 300 });
    await journey.on('2026-03-06').approve();
    expect(await caseOf(journey.id)).toMatchObject({ stage: 'CONTRACT', approvedRateBps: 300 });
  });

  it.each([
    ['2019-05-06', 435],
    ['2021-05-06', 385],
    ['2024-07-10', 345],
  ])('on %s the rate for a year is at most %i basis points', async (day, ceiling) => {
    const seq = 310 + ceiling;
    const journey = new Journey(BANK_CREW, day, seq);
    await journey.consult({
      ...(await consultation('B')),
      applicant: household(seq % 900),
      requestedAmountFen: 20_000n * YUAN,
    });
    await journey.accept();
    await journey.assign();
    await expect(journey.recommend(20_000n * YUAN, { rateBps: ceiling + 1 })).rejects.toThrow('RATE_OVER_CEILING');
    await journey.report(20_000n * YUAN, { rateBps: ceiling });
  });

  it('counts all borrowers of a household under one cap', async () => {
    const first = new Journey(BANK_CREW, '2026-03-02', 302);
    await first.consult({
      ...(await consultation('B')),
      applicant: household(302),
      requestedAmountFen: 30_000n * YUAN,
    });
    const { personId } = await caseOf(first.id);
    const { householdId } = await db().person.findUniqueOrThrow({ where: { id: personId ?? '' } });
    const son = household(303, '2001-05-06');
    must(
      await addMember(await at('station', '2026-03-02'), {
        householdId,
        relation: 'CHILD',
        identityNumber: son.identityNumber,
        name: son.name,
        phone: son.phone,
      }),
    );
    const over = new Journey(BANK_CREW, '2026-03-02', 303);
    await over.consult({
      ...(await consultation('B')),
      applicant: son,
      requestedAmountFen: 20_000n * YUAN + 1n,
    });
    await over.file('CONSULTATION');
    await expect(over.take('submit', 'station')).rejects.toThrow('OVER_HOUSEHOLD_CAP');
    await over.take('withdraw', 'station', { reason: '金额有误' });
    const within = new Journey(BANK_CREW, '2026-03-02', 304);
    await within.consult({ ...(await consultation('B')), applicant: son, requestedAmountFen: 20_000n * YUAN });
    await within.file('CONSULTATION');
    await within.take('submit', 'station');
    expect((await caseOf(within.id)).stage).toBe('ACCEPTANCE');
  });

  it('lends to nobody under 18 or over 65', async () => {
    for (const bornOn of ['2008-03-03', '1960-03-02']) {
      const refused = await registerConsultation(await at('station', '2026-03-02'), {
        ...(await consultation('B')),
        applicant: household(305, bornOn),
        requestedAmountFen: 10_000n * YUAN,
        consultedOn: '2026-03-02',
      });
      expect(codeOf(refused)).toBe('BORROWER_AGE');
    }
  });
});

describe('money that is given', () => {
  it('needs no investigation and no contract, is paid once and never owed, and ends certified', async () => {
    const journey = new Journey(BANK_CREW, '2026-03-02', 306);
    await journey.consult({
      ...(await consultation('CE')),
      applicant: household(306),
      requestedAmountFen: 8_000n * YUAN,
    });
    await journey.accept();
    expect(await caseOf(journey.id)).toMatchObject({ stage: 'DECISION', recommendedAmountFen: 8_000n * YUAN });
    await journey.approve();
    expect(await caseOf(journey.id)).toMatchObject({ stage: 'DISBURSEMENT', contractedAmountFen: 8_000n * YUAN });
    await journey.on('2026-03-04').pay();
    expect(await caseOf(journey.id)).toMatchObject({
      stage: 'FOLLOW_UP',
      disbursedAmountFen: 8_000n * YUAN,
      outstandingAmountFen: 0n,
    });
    const books = await bookBalance(db(), journey.id);
    expect(books).toMatchObject({ GRANT: 8_000n * YUAN, FUNDS: -8_000n * YUAN, PRINCIPAL: 0n });
    expect(await db().repaymentPlanLine.count({ where: { caseId: journey.id } })).toBe(0);
    await journey.on('2026-06-01').take('certify', 'county', { reason: '学生在读，资金已使用。' });
    expect(await caseOf(journey.id)).toMatchObject({ status: 'CLOSED', outcome: 'CERTIFIED' });
  });

  it('goes to head office where the branch has no authority at all', async () => {
    const journey = new Journey(BANK_CREW, '2026-03-02', 307);
    await journey.consult({
      ...(await consultation('CX')),
      applicant: {
        kind: 'COOPERATIVE',
        creditCode: makeDemoCreditCode(307),
        name: '示例合作社307',
        contactName: '示例联系人',
        contactPhone: '13600000307',
      },
      requestedAmountFen: 100_000n * YUAN,
    });
    await journey.accept();
    const { decisionOrganisationId } = await caseOf(journey.id);
    expect(decisionOrganisationId).toBe(await organisationId('示例银行总行'));
  });

  it('reaches the deeply poor first, and none is paid before its public notice is over', async () => {
    const journey = new Journey(BANK_CREW, '2026-03-02', 308);
    await journey.consult({
      ...(await consultation('CD')),
      applicant: household(308),
      requestedAmountFen: 50_000n * YUAN,
    });
    const caseId = journey.id;
    const lane = { caseId, version: null, criterion: 'DEEPLY_POOR', reason: '深度贫困村' };
    expect(codeOf(await grantLane(await at('county', '2026-03-02'), { ...lane, criterion: 'RICH' }))).toBe(
      'INVALID_INPUT',
    );
    must(await grantLane(await at('county', '2026-03-02'), lane));
    expect(await caseOf(caseId)).toMatchObject({ lane: 'GREEN' });
    await journey.accept();
    await journey.approve();
    await expect(journey.on('2026-03-04').pay()).rejects.toThrow('PUBLIC_NOTICE_MISSING');
    const notice = { caseId, places: '村务公开栏', complaintLine: '12317', fromOn: '2026-03-04', toOn: '2026-03-14' };
    must(await publishNotice(await at('county', '2026-03-04'), notice));
    await expect(journey.on('2026-03-14').pay()).rejects.toThrow('PUBLIC_NOTICE_RUNNING');
    await journey.on('2026-03-16').pay();
    expect(await caseOf(caseId)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 50_000n * YUAN });
  });
});

describe('an earmarked quota', () => {
  async function atDecision(seq: number, yuan: bigint) {
    const journey = new Journey(BANK_CREW, '2026-03-02', seq);
    await journey.consult({
      ...(await consultation('CR')),
      applicant: household(seq),
      requestedAmountFen: yuan * YUAN,
    });
    return journey.accept();
  }

  it('is reserved on approval, used on payment, released with the case, and never exceeded', async () => {
    const first = await atDecision(320, 6_000n);
    await expect(first.approve()).rejects.toThrow('QUOTA_MISSING');
    const programme = await db().programme.findUniqueOrThrow({ where: { code: 'CR' } });
    const { provinceId, financierId } = await caseOf(first.id);
    const { id } = await db().quota.create({
      data: {
        programmeId: programme.id,
        financierId,
        regionId: provinceId,
        year: 2026,
        line: '扶贫经费',
        amountFen: 10_000n * YUAN,
        documentNumber: '示例',
        createdAt: new Date(0),
      },
    });
    const sums = async () => {
      const { reservedFen, usedFen } = await db().quota.findUniqueOrThrow({ where: { id } });
      return [reservedFen / YUAN, usedFen / YUAN];
    };
    await first.approve();
    expect(await sums()).toEqual([6_000n, 0n]);
    const second = await atDecision(321, 4_001n);
    await expect(second.approve()).rejects.toThrow('QUOTA_EXHAUSTED');
    await first.pay();
    expect(await sums()).toEqual([0n, 6_000n]);
    const third = await atDecision(322, 4_000n);
    await third.approve();
    expect(await sums()).toEqual([4_000n, 6_000n]);
    await third.take('withdraw', 'station', { reason: '申请人撤回' });
    expect(await sums()).toEqual([0n, 6_000n]);
  });
});
