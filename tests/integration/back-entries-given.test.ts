import { beforeAll, describe, expect, test } from 'vitest';
import { ON_PAPER } from '@/domain/back-entry';
import { hasField } from '@/domain/back-entry-fields';
import { type ProgrammeBody, type ProgrammeBodyInput, usesStage } from '@/domain/programme';
import { type ApplicantKind, STAGES, type Stage } from '@/domain/stage';
import { submitBackEntry } from '@/features/back-entries/mutations';
import { confirmBackEntry } from '@/features/back-entries/mutations-settle';
import { getBackEntry } from '@/features/back-entries/queries';
import { requestPayment, returnPayment } from '@/features/disbursements/mutations';
import { bookBalance } from '@/features/ledger/mutations';
import { addPurchaseLine, recordSales } from '@/features/purchases/mutations';
import { newUuid } from '@/lib/uuid';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { BANK_CREW, type Crew, Journey } from '../../prisma/seed/lifecycle';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { type Places, seedProgramme } from '../../prisma/seed/programmes';
import { enrolHousehold, newSeed, ProjectJourney } from '../../prisma/seed/project-journey';
import { expectBalanced } from '../support/books';
import { LANKAO } from '../support/consultation';
import { findBroken, findWrongFigures } from '../support/invariants';
import { backEnteredCase, definitionOf, draftEntry, ENTERED_ON, givenFields, paperFields } from '../support/paper-case';
import { actorFor, at, codeOf, must, regionId } from '../support/world';

/** Programmes of the demo that give, each with an applicant it serves, an amount in 10,000 yuan, and who pays. */
const GIVEN: Record<string, { kind: ApplicantKind; wan: number; branch: string; people: [string, string] }> = {
  E: { kind: 'COOPERATIVE', wan: 100, branch: '', people: ['township', 'county'] },
  CD: { kind: 'HOUSEHOLD', wan: 5, branch: LANKAO.branch, people: ['county', 'lead'] },
  CR: { kind: 'HOUSEHOLD', wan: 1, branch: LANKAO.branch, people: ['county', 'lead'] },
  CX: { kind: 'COOPERATIVE', wan: 80, branch: LANKAO.branch, people: ['county', 'lead'] },
  CE: { kind: 'HOUSEHOLD', wan: 0.8, branch: LANKAO.branch, people: ['county', 'lead'] },
  CP: { kind: 'COOPERATIVE', wan: 12, branch: LANKAO.branch, people: ['lead', 'county'] },
};
const CODES = Object.keys(GIVEN);

const definitions = new Map<string, ProgrammeBody>();
const planOf = (code: string) => {
  const [plan, definition] = [GIVEN[code], definitions.get(code)];
  if (!plan || !definition) throw new Error(`no plan for ${code}`);
  return { ...plan, definition };
};

beforeAll(async () => {
  for (const code of CODES) definitions.set(code, await definitionOf(code));
  const { organisation } = await actorFor('fin-clerk');
  if (GIVEN.E) GIVEN.E.branch = (organisation.name as { zh: string }).zh;
});

type More = { fields?: Record<string, string>; paid?: number };

function entryOf(code: string, stage: Stage, { fields = {}, paid }: More = {}) {
  const { kind, wan, branch, people, definition } = planOf(code);
  const typed = givenFields(definition, stage, { kind, wan, ...(paid === undefined ? {} : { paid }) });
  return { programme: code, kind, branch, by: people[0], confirmedBy: people[1], typed, fields };
}
const enter = (code: string, stage: Stage, more?: More) => backEnteredCase(stage, entryOf(code, stage, more));

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const tranchesOf = (caseId: string) => db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });

/** A case that came from paper, carried on like any other from a day on. */
async function goOn<T extends Journey>(journey: T, caseId: string): Promise<T> {
  journey.id = caseId;
  journey.reference = (await caseOf(caseId)).reference;
  return journey;
}
const byBank = (caseId: string, crew: Crew = BANK_CREW) => goOn(new Journey(crew, ENTERED_ON, newSeed()), caseId);
const byBureau = (caseId: string) => goOn(new ProjectJourney(ENTERED_ON, newSeed()), caseId);

/** With milestones, and without. */
describe.each(['E', 'CE'])('a paper case of %s, which gives', (code) => {
  test('stands at each of its stages with the rows of one that ran here', async () => {
    const { definition, wan } = planOf(code);
    const fen = BigInt(Math.round(wan * 1_000_000));
    for (const stage of STAGES.filter((name) => usesStage(definition, name))) {
      const caseId = await enter(code, stage);
      const row = await caseOf(caseId);
      const isApproved = stage === 'DISBURSEMENT' || stage === 'FOLLOW_UP';
      const isPaid = stage === 'FOLLOW_UP';
      const tranches = await tranchesOf(caseId);
      expect(row).toMatchObject({
        stage,
        recommendedAmountFen: isApproved || stage === 'DECISION' ? fen : null,
        recommendedRateBps: isApproved || stage === 'DECISION' ? 0 : null,
        approvedAmountFen: isApproved ? fen : null,
        approvedRateBps: isApproved ? 0 : null,
        contractedAmountFen: isApproved ? fen : null,
        disbursedAmountFen: isPaid ? tranches[0]?.amountFen : 0n,
        outstandingAmountFen: 0n,
      });
      expect(row.decisionOrganisationId === null).toBe(stage !== 'DECISION');
      const planned = definition.payments.map(({ milestone, holdDays }) => ({ milestone, holdDays }));
      expect(tranches.map(({ milestone, holdDays }) => ({ milestone, holdDays }))).toEqual(isApproved ? planned : []);
      expect(tranches.reduce((sum, tranche) => sum + tranche.amountFen, 0n)).toBe(isApproved ? fen : 0n);
      expect(await db().contract.count({ where: { caseId } })).toBe(0);
      expect(await db().repaymentPlanLine.count({ where: { caseId } })).toBe(0);
      await expectBalanced(caseId);
    }
  });
});

const figuresAgree = () =>
  test('the figures are those of the rows', async () => expect(await findWrongFigures()).toEqual([]));
figuresAgree();

describe('then it goes on like any other', () => {
  test('a project: the later shares wait for notice, agreement and checks, and the last for its year', async () => {
    const caseId = await enter('E', 'FOLLOW_UP');
    expect(await bookBalance(db(), caseId)).toMatchObject({ GRANT: 40_000_000n, FUNDS: -40_000_000n, PRINCIPAL: 0n });
    const payments = await db().event.findMany({ where: { caseId, kind: 'payment.released' } });
    expect(payments.map((event) => event.payload)).toMatchObject([{ amountFen: '40000000', principalFen: '0' }]);
    const tranches = await tranchesOf(caseId);
    const ask = async (index: number, day: string) =>
      requestPayment(await at('fin-clerk', day), {
        caseId,
        trancheId: tranches[index]?.id ?? '',
        idempotencyKey: newUuid(),
      });
    const project = await byBureau(caseId);
    await project.announce('2026-03-12');
    await project.link([await enrolHousehold(ENTERED_ON, newSeed())]);
    await project.fileForMoney();
    expect(codeOf(await ask(1, '2026-03-13'))).toBe('MILESTONE_NOT_REACHED');
    await project.on('2026-03-20').inspect('FIRST_CHECK', 'GOOD');
    await project.pay();
    expect(await caseOf(caseId)).toMatchObject({ disbursedAmountFen: 90_000_000n, outstandingAmountFen: 0n });
    expect(codeOf(await ask(2, '2026-03-20'))).toBe('MILESTONE_NOT_REACHED');
    await project.on('2026-03-25').inspect('COUNTY_CHECK', 'PASSED');
    expect(codeOf(await ask(2, '2026-03-26'))).toBe('RETENTION_HELD');
    await project.on('2027-03-26').pay();
    await project.take('certify', 'county', { reason: '验收合格' });
    expect(await caseOf(caseId)).toMatchObject({
      status: 'CLOSED',
      outcome: 'CERTIFIED',
      disbursedAmountFen: 100_000_000n,
    });
    await expectBalanced(caseId);
  });

  test('a project of which two shares were paid still owes both checks before the last', async () => {
    const caseId = await enter('E', 'FOLLOW_UP', { paid: 2 });
    expect(await caseOf(caseId)).toMatchObject({ disbursedAmountFen: 90_000_000n, waitingTask: 'FIRST_CHECK' });
    const vouchers = await db().payment.findMany({ where: { caseId }, orderBy: { releasedOn: 'asc' } });
    expect(vouchers.map((row) => toDay(row.releasedOn))).toEqual(['2026-01-10', '2026-02-10']);
  });

  test('a capital item at payment: its first share, then the county’s check before the rest', async () => {
    const caseId = await enter('CX', 'DISBURSEMENT');
    const journey = await byBank(caseId);
    await journey.pay();
    expect(await caseOf(caseId)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 56_000_000n });
    await expect(journey.request()).rejects.toThrow('MILESTONE_NOT_REACHED');
    await expect(journey.take('certify', 'county', { reason: '已完成' })).rejects.toThrow('COMPLETION_NOT_CHECKED');
  });

  test('education aid: paid here once it was approved on paper, or paid on paper and certified here', async () => {
    const approved = await enter('CE', 'DISBURSEMENT');
    await (await byBank(approved)).pay();
    const paid = await enter('CE', 'FOLLOW_UP');
    expect((await caseOf(paid)).waitingTask).toBe('CLOSE');
    for (const caseId of [approved, paid]) {
      await (await byBank(caseId)).on('2026-04-01').take('certify', 'county', { reason: '学生在读，资金已使用。' });
      expect(await caseOf(caseId)).toMatchObject({ status: 'CLOSED', outcome: 'CERTIFIED', outstandingAmountFen: 0n });
      expect(await bookBalance(db(), caseId)).toMatchObject({ GRANT: 800_000n, PRINCIPAL: 0n });
    }
  });

  test('an expense takes from the quota of the year what the portal pays of it', async () => {
    const journey = await byBank(await enter('CR', 'DISBURSEMENT'));
    const { financierId, provinceId, programmeId } = await caseOf(journey.id);
    const quota = { programmeId, financierId, regionId: provinceId, year: 2026, line: '扶贫经费' };
    await journey.request();
    await expect(journey.release()).rejects.toThrow('QUOTA_MISSING');
    const { id } = await db().quota.create({
      data: { ...quota, amountFen: 5_000_000n, documentNumber: '示例', createdAt: new Date(0) },
    });
    await journey.release();
    expect(await db().quota.findUniqueOrThrow({ where: { id } })).toMatchObject({
      usedFen: 1_000_000n,
      reservedFen: 0n,
    });
    expect(await findBroken()).toEqual([]);
  });

  test('a donation waits for its notice, an order for its list', async () => {
    await expect((await byBank(await enter('CD', 'DISBURSEMENT'))).pay()).rejects.toThrow('PUBLIC_NOTICE_MISSING');
    const order = await enter('CP', 'DISBURSEMENT');
    expect((await caseOf(order)).waitingTask).toBe('LIST_PURCHASE');
    await (await byBank(order)).pay();
    expect(await caseOf(order)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 12_000_000n });
    // what was paid on paper is listed afterwards, so that its sales can be recorded
    const paid = await enter('CP', 'FOLLOW_UP');
    const line = { product: '示例苹果', unit: '箱', orderedBy: '示例工会', quantity: 10, unitPriceFen: 1_200_000n };
    const { lineId } = must(await addPurchaseLine(await at('lead', ENTERED_ON), { caseId: paid, ...line }));
    must(await recordSales(await at('lead', ENTERED_ON), { lineId, soldQuantity: 4 }));
  });
});

figuresAgree();

describe('programmes that the demo does not have', () => {
  /** A programme of its own in the first county's province, made of the one with every step. */
  async function newProgramme(code: string, change: Partial<ProgrammeBodyInput>): Promise<ProgrammeBody> {
    const authority = [{ level: 'HEAD_OFFICE' as const, applicantKind: null, upToFen: null, approvals: 1 }];
    const body = { ...PROGRAMME_A, catalogue: [], authority, ...change };
    const [henan, hunan] = [await regionId('41'), await regionId('43')];
    const places = { henan, hunan } as Places;
    await db().$transaction((tx) =>
      seedProgramme(tx, code, body, places, [{ place: 'henan', from: '2018-01-01', documentNumber: '示例' }]),
    );
    return definitionOf(code);
  }
  const without = (stage: Stage) => PROGRAMME_A.stages.filter((row) => row.stage !== stage);
  const people = { by: 'county', confirmedBy: 'lead' };

  test('what is given by a contract has its contract and no debt', async () => {
    await newProgramme('ZG', { financing: 'GRANT', rateCeilingBps: 0, closings: ['certify'] });
    const paper = Object.fromEntries(
      Object.entries(paperFields('FOLLOW_UP')).filter(
        ([name]) => !name.endsWith('RateBps') && !name.startsWith('repayments') && name !== 'outstandingAmountFen',
      ),
    );
    const caseId = await backEnteredCase('FOLLOW_UP', { programme: 'ZG', ...people, typed: paper });
    expect(await caseOf(caseId)).toMatchObject({
      approvedRateBps: 0,
      contractedAmountFen: 5_000_000n,
      disbursedAmountFen: 4_000_000n,
      outstandingAmountFen: 0n,
      waitingTask: 'REQUEST_PAYMENT',
    });
    expect(await db().contract.findFirstOrThrow({ where: { caseId } })).toMatchObject({ status: 'SIGNED', rateBps: 0 });
    expect(await db().repaymentPlanLine.count({ where: { caseId } })).toBe(0);
    expect(await bookBalance(db(), caseId)).toMatchObject({ GRANT: 4_000_000n, PRINCIPAL: 0n });
    const journey = await byBank(caseId);
    await journey.on('2026-04-01').pay();
    await journey.take('certify', 'county', { reason: '已完成' });
    expect(await caseOf(caseId)).toMatchObject({ outcome: 'CERTIFIED', disbursedAmountFen: 5_000_000n });
    await expectBalanced(caseId);
  });

  test('a payment of the paper that the bank sends back returns nothing to a quota that it was not taken from', async () => {
    const half = { shareBps: 5_000, milestone: 'START', holdDays: 0 } as const;
    const steps = without('DUE_DILIGENCE').filter((row) => row.stage !== 'CONTRACT');
    const body = await newProgramme('ZQ', {
      ...{ financing: 'GRANT', rateCeilingBps: 0, closings: ['certify'], stages: steps },
      ...{ payments: [half, half], quota: { line: null } },
    });
    const typed = givenFields(body, 'FOLLOW_UP', { kind: 'HOUSEHOLD', wan: 4 });
    const caseId = await backEnteredCase('FOLLOW_UP', { programme: 'ZQ', ...people, typed });
    const { financierId, provinceId, programmeId } = await caseOf(caseId);
    const of = { programmeId, financierId, regionId: provinceId, year: 2026, documentNumber: '示例' };
    const { id } = await db().quota.create({ data: { ...of, amountFen: 5_000_000n, createdAt: new Date(0) } });
    await (await byBank(caseId)).pay();
    const onPaper = await db().payment.findFirstOrThrow({ where: { caseId, requestedById: ON_PAPER } });
    const back = { paymentId: onPaper.id, returnedOn: ENTERED_ON, reason: '账户已销户' };
    expect(codeOf(await returnPayment(await at('clerk-b', ENTERED_ON), back))).toBe('NOT_FOUND');
    must(await returnPayment(await at('clerk', ENTERED_ON), back));
    expect(await db().quota.findUniqueOrThrow({ where: { id } })).toMatchObject({
      usedFen: 2_000_000n,
      reservedFen: 0n,
    });
    expect(await caseOf(caseId)).toMatchObject({ disbursedAmountFen: 2_000_000n, outstandingAmountFen: 0n });
    expect(await findBroken()).toEqual([]);
  });

  test('what is lent without investigation is recommended as it was asked', async () => {
    await newProgramme('ZL', { stages: without('DUE_DILIGENCE') });
    const paper = Object.entries(paperFields('FOLLOW_UP')).filter(([name]) => !name.startsWith('recommended'));
    const caseId = await backEnteredCase('FOLLOW_UP', { programme: 'ZL', ...people, typed: Object.fromEntries(paper) });
    expect(await caseOf(caseId)).toMatchObject({
      recommendedAmountFen: 6_000_000n,
      recommendedTermMonths: 24,
      recommendedRateBps: 600,
      approvedRateBps: 475,
      outstandingAmountFen: 3_750_000n,
    });
    await expectBalanced(caseId);
  });
});

figuresAgree();

describe('what such a programme does not know', () => {
  const problemsOf = async (code: string, stage: Stage, more: More) => {
    const wanted = entryOf(code, stage, more);
    const { id, revision } = await draftEntry(stage, { ...wanted, scans: false });
    const ctx = await at(wanted.by, ENTERED_ON);
    const problems = (await getBackEntry(ctx.actor, id, ENTERED_ON))?.problems
      .filter((row) => !row.field.startsWith('scan.'))
      .map((row) => `${row.field} ${row.kind === 'RULE' ? row.code : row.message}`);
    expect(codeOf(await submitBackEntry(ctx, { id, revision }))).toBe('BACK_ENTRY_INCOMPLETE');
    return { id, problems };
  };

  test('is said field by field, and what was typed stays', async () => {
    const fields = {
      recommendedAmountFen: '90',
      approvedRateBps: '4.35',
      contractNumber: '合同1号',
      restPlannedOn: '2026-06-01',
      'repayments.0.on': '2026-02-01',
      'repayments.0.principal': '100',
      outstandingAmountFen: '399900',
    };
    const { id, problems } = await problemsOf('E', 'FOLLOW_UP', { fields });
    expect(problems).toEqual([
      'recommendedAmountFen NOT_OF_PROGRAMME',
      'approvedRateBps NOT_OF_PROGRAMME',
      'contractNumber NOT_OF_PROGRAMME',
      'restPlannedOn NOT_OF_PROGRAMME',
      'outstandingAmountFen NOT_OF_PROGRAMME',
      'repayments.0.on NOT_OF_PROGRAMME',
    ]);
    expect((await getBackEntry(await actorFor('township'), id, ENTERED_ON))?.typed).toMatchObject(fields);
  });

  test('payments are the shares in their order, none beyond them', async () => {
    const second = { 'payments.1.on': '2026-02-10', 'payments.1.amount': '40' };
    expect((await problemsOf('E', 'FOLLOW_UP', { fields: second })).problems).toEqual([
      'payments.1.amount SHARE_DIFFERS',
    ]);
    const more = { 'payments.1.on': '2026-02-10', 'payments.1.amount': '0.1' };
    expect((await problemsOf('CE', 'FOLLOW_UP', { fields: more })).problems).toEqual([
      'payments.1.amount MORE_THAN_SHARES',
    ]);
  });

  test('a stage that it does not use', async () => {
    const { problems } = await problemsOf('CE', 'CONTRACT', {});
    expect(problems).toEqual(['stage STAGE_NOT_USED']);
  });

  test('another county finds nothing of it', async () => {
    const wanted = entryOf('E', 'DECISION');
    const { id, revision } = await draftEntry('DECISION', wanted);
    must(await submitBackEntry(await at(wanted.by, ENTERED_ON), { id, revision }));
    const seen = { id, revision: revision + 1 };
    expect(codeOf(await confirmBackEntry(await at('county-b', ENTERED_ON), seen))).toBe('NOT_FOUND');
    expect(await getBackEntry(await actorFor('county-b'), id, ENTERED_ON)).toBeNull();
    const { caseId } = must(await confirmBackEntry(await at(wanted.confirmedBy, ENTERED_ON), seen));
    expect((await caseOf(caseId)).decisionOrganisationId).toBe((await actorFor('fin-approver')).organisation.id);
  });
});

test('of all that paper may say, what is given knows neither contract nor debt', () => {
  const { definition } = planOf('E');
  const about = { applicantKind: 'COOPERATIVE' as const };
  for (const field of ['repayments', 'outstandingAmountFen', 'contractNumber', 'approvedRateBps'] as const)
    expect(hasField(definition, about, field)).toBe(false);
  for (const field of ['approvedAmountFen', 'payments', 'payeeAccount'] as const)
    expect(hasField(definition, about, field)).toBe(true);
});
