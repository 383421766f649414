import { beforeAll, describe, expect, it } from 'vitest';
import { declareConflict } from '@/features/due-diligence/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { bookBalance } from '@/features/ledger/mutations';
import { type SubsidyFilter, subsidyFilterFrom } from '@/features/subsidies/list-filter';
import { countSubsidies, listSubsidies, listSubsidyChoices } from '@/features/subsidies/list-queries';
import { computeCase, computeCounty, paySubsidy, reviewSubsidy } from '@/features/subsidies/mutations';
import { getCaseSubsidies, getSubsidy } from '@/features/subsidies/queries';
import { newUuid } from '@/lib/uuid';
import { toDate } from '@/server/dates';
import { db } from '@/server/db';
import type { Journey } from '../../prisma/seed/lifecycle';
import { expectBalanced } from '../support/books';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { lend, lendFromReport, microCredit, microLoan } from '../support/micro-credit';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const YUAN = 100n;
const SPRING = '2026-03-21';
/** the first day on which the spring quarter of 2026 is over */
const OVER = '2026-06-21';

const eventsOf = (caseId: string) =>
  db().event.findMany({ where: { caseId, kind: { startsWith: 'subsidy.' } }, orderBy: { id: 'asc' } });
const stored = (caseId: string, periodOn: string) =>
  db().subsidy.findUniqueOrThrow({ where: { caseId_periodOn: { caseId, periodOn: toDate(periodOn) } } });
const compute = async (caseId: string, periodOn = SPRING, day = OVER, by = 'county') =>
  computeCase(await at(by, day), { caseId, periodOn });
const review = async (subsidyId: string, change: object = {}, by = 'fin-approver', day = OVER) =>
  reviewSubsidy(await at(by, day), { subsidyId, outcome: 'REVIEWED', remark: '', ...change });
const pay = async (subsidyId: string, change: object = {}, by = 'fin-checker', day = OVER) =>
  paySubsidy(await at(by, day), { subsidyId, paidOn: OVER, voucher: '示例国库支付〔2026〕7号', ...change });

/** 50,000 yuan from February 2026; what happens to it, happens from one test to the next. */
let loan: Journey;
/** The same of 10,000. */
let small: Journey;
beforeAll(async () => {
  loan = await microLoan(404, '2026-02-02', 50_000n, 300);
  small = await microLoan(405, '2026-02-02', 10_000n, 300);
});

describe('the rules of three years', () => {
  // 50,000 yuan for a year at the ceiling of the day: 92 days over 360, at the share of the quarter (domain/subsidy.test.ts)
  it.each([
    [401, '2019-01-10', 435, '2019-03-21', 55_583n, '银监发〔2017〕42号'],
    [402, '2021-01-11', 385, '2021-03-21', 49_194n, '银监发〔2017〕42号'],
    [403, '2024-03-04', 345, '2024-03-21', 30_858n, '示例贴息政策〔2024〕1号'],
  ])('give case %i of %s at most %i basis points, and its quarter from %s %i fen', async (...row) => {
    const [seq, day, ceiling, periodOn, amountFen, documentNumber] = row;
    const asked = await microCredit(seq, day, 50_000n);
    await expect(lend(asked, 50_000n, ceiling + 1)).rejects.toThrow('RATE_OVER_CEILING');
    await lendFromReport(asked, 50_000n, ceiling);
    must(await compute(asked.id, periodOn));
    const kept = await stored(asked.id, periodOn);
    expect(kept.amountFen).toBe(amountFen);
    expect(kept.lines).toMatchObject([{ days: 92, rateBps: ceiling, documentNumber, amountFen: `${amountFen}` }]);
  });
});

it('keeps the share of the day of its contract where the definition says so', async () => {
  // 20,000 yuan at 3.45 % from 4 December 2023; the share falls to 70 % with the new year, eleven days into the quarter
  const old = await microLoan(411, '2023-12-04', 20_000n, 345);
  const sharesFrom = async () => {
    must(await compute(old.id, '2023-12-21'));
    const { amountFen, lines } = await stored(old.id, '2023-12-21');
    return [amountFen, (lines as { shareBps: number }[]).map((row) => row.shareBps)];
  };
  // 69,000 × 11 / 360 + 48,300 × 80 / 360 = 12,841.67
  expect(await sharesFrom()).toEqual([12_842n, [10_000, 7_000]]);
  const { programmeDefinitionId } = await db().caseRecord.findUniqueOrThrow({ where: { id: old.id } });
  const definition = await db().programmeDefinition.findUniqueOrThrow({ where: { id: programmeDefinitionId } });
  const { id } = await db().programmeDefinition.create({
    data: {
      programmeId: definition.programmeId,
      provinceId: definition.provinceId,
      version: 99,
      status: 'DRAFT',
      effectiveFrom: toDate('2017-01-01'),
      documentNumber: '示例',
      body: { ...(definition.body as object), subsidyShareBy: 'CONTRACT_DAY' },
    },
  });
  await db().caseRecord.update({ where: { id: old.id }, data: { programmeDefinitionId: id } });
  // 69,000 × 91 / 360 = 17,441.67
  expect(await sharesFrom()).toEqual([17_442n, [10_000]]);
});

describe('a subsidy', () => {
  it('is computed when the quarter is over, by the county, for what is entitled to it', async () => {
    expect(codeOf(await compute(loan.id, SPRING, '2026-06-20'))).toBe('SUBSIDY_QUARTER_OPEN');
    for (const periodOn of ['2026-03-20', '2026-04-21', 'spring'])
      expect(codeOf(await compute(loan.id, periodOn))).toBe('INVALID_INPUT');
    for (const by of ['lead', 'fin-approver', 'township'])
      expect(codeOf(await compute(loan.id, SPRING, OVER, by))).toBe('NOT_PERMITTED');
    expect(codeOf(await compute(loan.id, SPRING, OVER, 'county-b'))).toBe('NOT_FOUND');
    expect(codeOf(await compute(newUuid()))).toBe('NOT_FOUND');
    // nothing was lent in the autumn before
    expect(codeOf(await compute(loan.id, '2025-09-21'))).toBe('SUBSIDY_NOTHING');
    expect(codeOf(await compute(await caseAtDueDiligence()))).toBe('SUBSIDY_NOT_GIVEN');
    expect(await db().subsidy.count({ where: { caseId: loan.id } })).toBe(0);
  });

  it('is computed anew over what was computed; agreed to only as the books stand; and then stands', async () => {
    const { subsidyId } = must(await compute(loan.id));
    // 5,000,000 × 3 % × 70 % × 92 / 360 = 26,833.33
    expect((await stored(loan.id, SPRING)).amountFen).toBe(26_833n);
    expect(must(await compute(loan.id)).subsidyId).toBe(subsidyId);
    expect(await eventsOf(loan.id)).toHaveLength(1);

    // money that came on 1 May is recorded after the quarter: first the interest of the term, the rest is principal
    const { interestFen } = await db().repaymentPlanLine.findFirstOrThrow({ where: { caseId: loan.id } });
    must(
      await recordRepayment(await at('clerk', OVER), {
        caseId: loan.id,
        paidOn: '2026-05-01',
        amountFen: interestFen + 20_000n * YUAN,
        idempotencyKey: newUuid(),
      }),
    );
    await expectBalanced(loan.id);
    expect(codeOf(await review(subsidyId))).toBe('SUBSIDY_CHANGED');
    must(await compute(loan.id));
    const kept = await stored(loan.id, SPRING);
    // 105,000 × 41 / 360 = 11,958.33; 63,000 × 51 / 360 = 8,925; together 20,883.33
    expect([kept.id, kept.amountFen]).toEqual([subsidyId, 20_883n]);
    expect(kept.lines).toMatchObject([
      { from: SPRING, to: '2026-04-30', balanceFen: '5000000', days: 41, amountFen: '11958' },
      { from: '2026-05-01', to: '2026-06-20', balanceFen: '3000000', days: 51, amountFen: '8925' },
    ]);

    for (const by of ['county', 'approver', 'lead'])
      expect(codeOf(await review(subsidyId, {}, by))).toBe('NOT_PERMITTED');
    for (const by of ['county-b', 'approver-b']) expect(codeOf(await review(subsidyId, {}, by))).toBe('NOT_FOUND');
    expect(codeOf(await pay(subsidyId))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await review(subsidyId));
    expect(codeOf(await review(subsidyId))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await compute(loan.id))).toBe('SUBSIDY_SETTLED');
  });

  it('is paid once, after the quarter, and the lender’s books do not move', async () => {
    const { id: subsidyId } = await stored(loan.id, SPRING);
    const before = await bookBalance(db(), loan.id);
    for (const by of ['checker', 'fin-approver']) expect(codeOf(await pay(subsidyId, {}, by))).toBe('NOT_PERMITTED');
    expect(codeOf(await pay(subsidyId, {}, 'checker-b'))).toBe('NOT_FOUND');
    expect(codeOf(await pay(subsidyId, { voucher: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await pay(subsidyId, { paidOn: '2026-06-22' }))).toBe('DATE_IN_FUTURE');
    expect(codeOf(await pay(subsidyId, { paidOn: '2026-06-20' }))).toBe('DATE_OUT_OF_ORDER');
    const both = await Promise.all([pay(subsidyId), pay(subsidyId)]);
    expect(both.map((result) => (result.ok ? 'paid' : result.refusal.code)).sort()).toEqual([
      'STATUS_DOES_NOT_ALLOW',
      'paid',
    ]);
    expect(codeOf(await compute(loan.id))).toBe('SUBSIDY_SETTLED');
    expect(await bookBalance(db(), loan.id)).toEqual(before);
    const events = await eventsOf(loan.id);
    expect(events.map((row) => row.kind)).toEqual([
      'subsidy.computed',
      'subsidy.computed',
      'subsidy.reviewed',
      'subsidy.paid',
    ]);
    expect(events.at(-1)?.payload).toEqual({ subsidyId, periodOn: SPRING, amountFen: '20883' });
  });

  it('is refused with a reason, and begins anew', async () => {
    const { subsidyId } = must(await compute(small.id));
    expect(codeOf(await review(subsidyId, { outcome: 'REFUSED', remark: ' ' }))).toBe('INVALID_INPUT');
    must(await review(subsidyId, { outcome: 'REFUSED', remark: '转借他人使用' }));
    expect(await stored(small.id, SPRING)).toMatchObject({ status: 'REFUSED', remark: '转借他人使用' });
    expect(codeOf(await pay(subsidyId))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(must(await computeCounty(await at('county', OVER), { periodOn: SPRING })).refused).toBe(1);
    must(await compute(small.id));
    expect(await stored(small.id, SPRING)).toMatchObject({ status: 'COMPUTED', reviewedById: null, remark: null });
  });

  it('waits for a share that is in force, and stays away from whom a conflict keeps away', async () => {
    const share = await db().policyValue.findFirstOrThrow({ where: { kind: 'SUBSIDY_SHARE', value: 7_000n } });
    const end = (validTo: Date | null) => db().policyValue.update({ where: { id: share.id }, data: { validTo } });
    await end(toDate('2026-05-01'));
    expect(codeOf(await compute(small.id))).toBe('POLICY_MISSING');
    expect(codeOf(await computeCounty(await at('county', OVER), { periodOn: SPRING }))).toBe('POLICY_MISSING');
    await end(null);
    must(await declareConflict(await at('county', OVER), { caseId: small.id, statement: '申请人是亲属' }));
    expect(codeOf(await compute(small.id))).toBe('CONFLICT_DECLARED');
    const before = await eventsOf(small.id);
    must(await computeCounty(await at('county', '2026-09-21'), { periodOn: OVER }));
    expect(await eventsOf(small.id)).toEqual(before);
  });
});

describe('the subsidies of a county', () => {
  it('are computed at once, each by its own books, and again only where something changed', async () => {
    const summer = '2026-06-21';
    const all = async (by = 'county', day = '2026-09-21') => computeCounty(await at(by, day), { periodOn: summer });
    expect(codeOf(await all('county', '2026-09-20'))).toBe('SUBSIDY_QUARTER_OPEN');
    expect(codeOf(await all('office'))).toBe('NOT_PERMITTED');
    const first = must(await all());
    // 3,000,000 × 3 % × 70 % × 92 / 360 = 16,100
    expect((await stored(loan.id, summer)).amountFen).toBe(16_100n);
    expect(first.computed + first.same).toBeGreaterThan(0);
    expect(first.nothing).toBeGreaterThan(0);
    expect(must(await all())).toEqual({ ...first, computed: 0, same: first.computed + first.same });
    // the second county has none of them
    expect(must(await all('county-b'))).toEqual({ computed: 0, same: 0, settled: 0, refused: 0, nothing: 0 });
  });

  it('are not computed for days overdue', async () => {
    // a year's loan of 5 May 2025 fell due after 45 days of the spring quarter of 2026
    const late = await microLoan(409, '2025-05-05', 20_000n, 300);
    must(await compute(late.id));
    const kept = await stored(late.id, SPRING);
    // 2,000,000 × 3 % × 70 % × 45 / 360 = 5,250
    expect(kept.amountFen).toBe(5_250n);
    expect(kept.lines).toMatchObject([
      { to: '2026-05-04', days: 45, amountFen: '5250' },
      { from: '2026-05-05', days: 47, amountFen: '0', documentNumber: null },
    ]);
    // a quarter later nothing is earned at all
    expect(codeOf(await compute(late.id, OVER, '2026-09-21'))).toBe('SUBSIDY_NOTHING');
  });
});

describe('the list of subsidies', () => {
  const PAGE = { sort: 'amount', descending: true, size: 50, cursor: null } as const;
  const listOf = async (by: string, filter: SubsidyFilter = {}) => listSubsidies(await actorFor(by), filter, PAGE);

  it('adds up to its rows, is narrowed by quarter and status, and is that of the own area', async () => {
    const all = await listOf('county');
    const sum = (rows: readonly { amountFen: bigint }[]) => rows.reduce((total, row) => total + row.amountFen, 0n);
    expect(all.rows.length).toBeGreaterThan(5);
    expect(all.totals).toEqual({ count: all.rows.length, amountFen: sum(all.rows) });
    expect(all.pageTotals).toEqual(all.totals);
    const old = await listOf('county', { quarter: '2019-03-21' });
    expect(old.rows.map((row) => row.amountFen)).toEqual([55_583n]);
    expect((await listOf('fin-approver', { status: 'PAID' })).rows).toMatchObject([{ quarter: SPRING, paidOn: OVER }]);
    const [{ id: county = 0 } = {}] = (await listSubsidyChoices(await actorFor('office'))).counties;
    expect((await listOf('office', { county })).totals).toEqual(all.totals);
    expect((await listOf('office', { county: county + 1 })).rows).toEqual([]);
    expect(await countSubsidies(await actorFor('lead'), {})).toBe(all.rows.length);
    // who is elsewhere, and who does not read them
    for (const by of ['county-b', 'lead-b', 'ins-lead', 'station', 'clerk', 'admin'])
      expect((await listOf(by)).totals).toEqual({ count: 0, amountFen: 0n });
  });

  it('opens to the lines behind an amount, and offers the next step to whom it is', async () => {
    for (const row of (await listOf('county')).rows) {
      const view = await getSubsidy(await actorFor('county'), row.id);
      expect(view?.lines.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(row.amountFen);
    }
    const [waiting] = (await listOf('county', { status: 'COMPUTED', quarter: SPRING })).rows;
    const offerTo = async (by: string) => (await getSubsidy(await actorFor(by), waiting?.id ?? ''))?.offer;
    expect(await offerTo('county')).toBe('compute');
    expect(await offerTo('fin-approver')).toBe('review');
    for (const by of ['fin-checker', 'approver', 'lead', 'auditor']) expect(await offerTo(by)).toBeNull();
    for (const by of ['county-b', 'station']) expect(await offerTo(by)).toBeUndefined();
    // a case offers the quarters since money was paid that nobody has agreed to yet
    const offered = await getCaseSubsidies(await actorFor('county'), loan.id, noon('2026-10-01'));
    expect(offered?.quarters.map((quarter) => quarter.from)).toEqual([OVER, '2025-12-21']);
  });

  it('is read from an address, of which what cannot be meant is left out', () => {
    expect(subsidyFilterFrom({ quarter: SPRING, status: 'PAID', county: '410225' })).toEqual({
      quarter: SPRING,
      status: 'PAID',
      county: 410225,
    });
    expect(subsidyFilterFrom({ quarter: '2026-03-20', status: 'LOST', county: 'x' })).toEqual({});
  });
});

describe('what was agreed to', () => {
  it('stands where the county reckons at the same moment, or it would be paid once more', async () => {
    const racing = await microLoan(421, '2026-02-02', 10_000n, 300);
    const { subsidyId } = must(await compute(racing.id));
    // the books say another amount by now
    await db().subsidy.update({ where: { id: subsidyId }, data: { lines: [] } });
    const reviewer = (await actorFor('fin-approver')).userId;
    let late: ReturnType<typeof computeCounty> | undefined;
    await db().$transaction(async (tx) => {
      const data = { status: 'REVIEWED', reviewedById: reviewer, reviewedAt: noon(OVER) } as const;
      await tx.subsidy.update({ where: { id: subsidyId }, data });
      late = computeCounty(await at('county', OVER), { periodOn: SPRING });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    });
    const answer = await late;
    expect(answer && codeOf(answer)).toBe('CONFLICT');
    expect(await stored(racing.id, SPRING)).toMatchObject({ status: 'REVIEWED', reviewedById: reviewer });
  });

  it('is not paid on a day before it was agreed to', async () => {
    const loaned = await microLoan(422, '2026-02-02', 10_000n, 300);
    const { subsidyId } = must(await compute(loaned.id));
    must(await review(subsidyId, {}, 'fin-approver', '2026-07-10'));
    const paying = (paidOn: string) => pay(subsidyId, { paidOn }, 'fin-checker', '2026-07-13');
    expect(codeOf(await paying('2026-07-09'))).toBe('DATE_OUT_OF_ORDER');
    must(await paying('2026-07-10'));
  });
});
