import { expect, test } from 'vitest';
import { recordCheck } from '@/features/completion/mutations';
import { requestPayment } from '@/features/disbursements/mutations';
import { rectifyFinding, signOffFinding } from '@/features/follow-up/mutations-findings';
import { submitReport } from '@/features/follow-up/mutations-reports';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { enrolHousehold, newSeed } from '../../prisma/seed/project-journey';
import { expectBalanced } from '../support/books';
import { establishedProject, PROJECT_FEN, projectUnderWay } from '../support/project';
import { at, codeOf, must } from '../support/world';

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const taskOf = async (id: string) => (await caseOf(id)).waitingTask;
const figureOf = async (caseId: string) => {
  await db().$queryRaw`SELECT fold_figures()`;
  return db().event.findMany({ where: { caseId, kind: 'payment.released' } });
};

/** A check as the county or the township would write it. */
const check = (caseId: string, kind: 'FIRST_CHECK' | 'COUNTY_CHECK' | 'RE_CHECK', more = {}) => ({
  caseId,
  kind,
  checkedOn: '2026-06-01',
  grade: 'PASSED' as const,
  findings: '按设计建成',
  rectifyBy: null,
  ...more,
});

async function settleFinding(findingId: string, day: string) {
  must(await rectifyFinding(await at('township', day), { findingId, rectification: '已加厚保温层' }));
  must(await signOffFinding(await at('county', day), { findingId, accepted: true }));
}

/** Every monthly report that fell due by then is handed in and reviewed, so that the case waits for something else. */
async function forgetReports(caseId: string) {
  await db().followUpReport.updateMany({ where: { caseId }, data: { status: 'REVIEWED' } });
}

test('a project goes from application to certified: 4:5:1, a failed county check, rectification, re-check', async () => {
  const project = await establishedProject();
  const { id: caseId } = project;
  const tranches = await db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
  expect(tranches.map((row) => [row.amountFen, row.milestone, row.holdDays])).toEqual([
    [40_000_000n, 'START', 0],
    [50_000_000n, 'FIRST_CHECK', 0],
    [10_000_000n, 'COUNTY_CHECK', 365],
  ]);
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DISBURSEMENT', approvedAmountFen: PROJECT_FEN });
  expect(await taskOf(caseId)).toBe('PUBLISH_NOTICE');
  await project.announce('2026-03-11');
  expect(await taskOf(caseId)).toBe('AGREE_LINKAGE');
  await project.link([await enrolHousehold('2026-03-02', newSeed())]);
  expect(await taskOf(caseId)).toBe('REQUEST_PAYMENT');
  await project.fileForMoney();
  await project.on('2026-03-12').pay();
  expect(await caseOf(caseId)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 40_000_000n });
  expect(await taskOf(caseId)).toBe('FIRST_CHECK');

  const ask = async (index: number, day: string) =>
    requestPayment(await at('fin-clerk', day), {
      caseId,
      trancheId: tranches[index]?.id ?? '',
      idempotencyKey: newUuid(),
    });
  expect(codeOf(await ask(1, '2026-03-12'))).toBe('MILESTONE_NOT_REACHED');
  await project.on('2026-03-20').inspect('FIRST_CHECK', 'GOOD');
  expect(await taskOf(caseId)).toBe('REQUEST_PAYMENT');
  await project.pay();
  expect(await taskOf(caseId)).toBe('COUNTY_CHECK');

  const findingId = (await project.on('2026-03-25').inspect('COUNTY_CHECK', 'FAILED', '2026-03-31')) ?? '';
  expect(await taskOf(caseId)).toBe('RECTIFY_FINDING');
  expect(codeOf(await ask(2, '2026-03-25'))).toBe('MILESTONE_NOT_REACHED');
  const county = await at('county', '2026-03-28');
  const again = check(caseId, 'RE_CHECK', { checkedOn: '2026-03-28' });
  expect(codeOf(await recordCheck(county, again))).toBe('FINDINGS_OPEN');
  await settleFinding(findingId, '2026-03-28');
  expect(await taskOf(caseId)).toBe('COUNTY_CHECK');
  must(await recordCheck(county, again));

  expect(codeOf(await ask(2, '2027-03-27'))).toBe('RETENTION_HELD');
  await project.on('2027-03-29');
  await expect(project.take('certify', 'county', { reason: '验收合格' })).rejects.toThrow('NOT_ALL_PAID');
  await project.pay();
  await forgetReports(caseId);
  await project.take('certify', 'county', { reason: '验收合格' });
  expect(await caseOf(caseId)).toMatchObject({
    status: 'CLOSED',
    outcome: 'CERTIFIED',
    disbursedAmountFen: PROJECT_FEN,
    outstandingAmountFen: 0n,
  });
  await expectBalanced(caseId);
  expect((await figureOf(caseId)).map((row) => row.payload)).toEqual([
    expect.objectContaining({ amountFen: '40000000', principalFen: '0' }),
    expect.objectContaining({ amountFen: '50000000', principalFen: '0' }),
    expect.objectContaining({ amountFen: '10000000', principalFen: '0' }),
  ]);
}, 90_000);

test('what the leader reads of given money: disbursed counts, outstanding stays', async () => {
  const sumOf = async (measure: string) => {
    const [row] = await db().$queryRaw<{ sum: bigint }[]>`
      SELECT coalesce(sum(value), 0)::bigint AS sum FROM figure_now
      WHERE measure = ${measure} AND region_id = 1 AND owner_id = '00000000-0000-0000-0000-000000000000' AND span = 'TOTAL'`;
    return row?.sum ?? 0n;
  };
  const before = { paid: await sumOf('DISBURSED_FEN'), owed: await sumOf('OUTSTANDING_FEN') };
  await projectUnderWay();
  expect(await sumOf('DISBURSED_FEN')).toBe(before.paid + 40_000_000n);
  expect(await sumOf('OUTSTANDING_FEN')).toBe(before.owed);
});

test('checks are made in their order, by their people, and a failed one by its day', async () => {
  const { id: caseId } = await projectUnderWay();
  const day = '2026-06-01';
  const [township, county] = [await at('township', day), await at('county', day)];
  expect(codeOf(await recordCheck(county, check(caseId, 'COUNTY_CHECK')))).toBe('COMPLETION_OUT_OF_ORDER');
  expect(codeOf(await recordCheck(county, check(caseId, 'RE_CHECK')))).toBe('COMPLETION_OUT_OF_ORDER');
  expect(codeOf(await recordCheck(county, check(caseId, 'FIRST_CHECK')))).toBe('NOT_PERMITTED');
  expect(codeOf(await recordCheck(await at('station', day), check(caseId, 'FIRST_CHECK')))).toBe('NOT_PERMITTED');
  expect(codeOf(await recordCheck(township, check(caseId, 'COUNTY_CHECK')))).toBe('NOT_PERMITTED');
  const failed = { grade: 'FAILED' as const, rectifyBy: null };
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', failed)))).toBe('RECTIFY_BY_MISSING');
  expect(
    codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', { ...failed, rectifyBy: '2026-05-31' }))),
  ).toBe('DEADLINE_PAST');
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', { checkedOn: '2026-06-02' })))).toBe(
    'DATE_IN_FUTURE',
  );
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', { checkedOn: '2026-03-11' })))).toBe(
    'DATE_OUT_OF_ORDER',
  );
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', { findings: ' ' })))).toBe('INVALID_INPUT');

  const { findingId } = must(
    await recordCheck(township, check(caseId, 'FIRST_CHECK', { ...failed, rectifyBy: '2026-06-20' })),
  );
  expect(await db().finding.findUniqueOrThrow({ where: { id: findingId ?? '' } })).toMatchObject({
    status: 'OPEN',
    description: '按设计建成',
  });
  expect(codeOf(await recordCheck(county, check(caseId, 'COUNTY_CHECK')))).toBe('COMPLETION_OUT_OF_ORDER');
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK')))).toBe('FINDINGS_OPEN');
  await settleFinding(findingId ?? '', day);
  const early = { checkedOn: '2026-05-30' };
  expect(codeOf(await recordCheck(township, check(caseId, 'FIRST_CHECK', early)))).toBe('DATE_OUT_OF_ORDER');
  must(await recordCheck(township, check(caseId, 'FIRST_CHECK')));
  // the same person in both roles is still one person
  const both = { ...township, actor: { ...county.actor, userId: township.actor.userId } };
  expect(codeOf(await recordCheck(both, check(caseId, 'COUNTY_CHECK')))).toBe('SAME_PERSON');
  must(await recordCheck(county, check(caseId, 'COUNTY_CHECK')));
  expect(codeOf(await recordCheck(county, check(caseId, 'RE_CHECK')))).toBe('COMPLETION_OUT_OF_ORDER');
});

test('a case that stands before its first payment, or of a loan, is not checked', async () => {
  const { id } = await establishedProject();
  const township = await at('township', '2026-06-01');
  expect(codeOf(await recordCheck(township, check(id, 'FIRST_CHECK')))).toBe('STATUS_DOES_NOT_ALLOW');
  const stranger = await at('township-b', '2026-06-01');
  expect(codeOf(await recordCheck(stranger, check(id, 'FIRST_CHECK')))).toBe('NOT_FOUND');
});

test('a monthly report of a project says its physical progress', async () => {
  const { id: caseId } = await projectUnderWay();
  const period = { periodOn: new Date('2026-03-01'), dueOn: new Date('2026-04-05') };
  const { id: reportId } = await db().followUpReport.create({ data: { caseId, ...period } });
  const station = await at('station', '2026-04-02');
  const report = { reportId, progress: '主体完工', fundsUsedFen: 1_000_000n, problems: '' };
  expect(codeOf(await submitReport(station, report))).toBe('PHYSICAL_PROGRESS_MISSING');
  expect(codeOf(await submitReport(station, { ...report, physicalBps: 10_001 }))).toBe('INVALID_INPUT');
  must(await submitReport(station, { ...report, physicalBps: 6_000 }));
  expect(await db().followUpReport.findUniqueOrThrow({ where: { id: reportId } })).toMatchObject({
    physicalBps: 6_000,
  });
});
