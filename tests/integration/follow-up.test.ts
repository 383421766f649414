import { expect, test } from 'vitest';
import { changeCase } from '@/features/cases/mutations';
import { openFinding, rectifyFinding, signOffFinding } from '@/features/follow-up/mutations-findings';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { openAllDueReports, reviewReport, submitReport } from '@/features/follow-up/mutations-reports';
import { getFollowUp } from '@/features/follow-up/queries';
import { newUuid } from '@/lib/uuid';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { expectBalanced } from '../support/books';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { at, codeOf, must, noon } from '../support/world';

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const reportsOf = (caseId: string) => db().followUpReport.findMany({ where: { caseId }, orderBy: { periodOn: 'asc' } });
const planOf = (caseId: string) => db().repaymentPlanLine.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
const findingOf = (id: string) => db().finding.findUniqueOrThrow({ where: { id } });

/** One instalment of 120,000 yuan, paid on 1 April 2026 and followed. */
async function caseInFollowUp(wanted: Parameters<typeof caseAtDisbursement>[0] = {}): Promise<string> {
  const { caseId, trancheIds } = await caseAtDisbursement({ trancheFen: [12_000_000n], ...wanted });
  await payTranche(caseId, trancheIds[0]);
  return caseId;
}

const repayment = (caseId: string, amountFen: bigint, paidOn = '2026-05-01') => ({
  caseId,
  paidOn,
  amountFen,
  idempotencyKey: newUuid(),
});

test('each payment brings its own lines: from its own day, interest from the day on which the money was there', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement({ repaymentMethod: 'EQUAL_PRINCIPAL' });
  await payTranche(caseId, trancheIds[0], '2026-04-01');
  await payTranche(caseId, trancheIds[1], '2026-05-20');
  const plan = await planOf(caseId);
  expect(plan).toHaveLength(24);
  expect(toDay(plan[0]?.dueOn ?? null)).toBe('2026-05-01');
  expect(toDay(plan[12]?.dueOn ?? null)).toBe('2026-06-20');
  expect(plan.reduce((sum, line) => sum + line.principalFen, 0n)).toBe(80_000_000n);
  const bullet = await caseInFollowUp();
  expect((await planOf(bullet)).map((line) => [toDay(line.dueOn), line.principalFen])).toEqual([
    ['2027-04-01', 12_000_000n],
  ]);
});

test('a repayment settles the earliest line first, interest before principal, and never more than is owed', async () => {
  const caseId = await caseInFollowUp({ repaymentMethod: 'EQUAL_PRINCIPAL' });
  const clerk = await at('clerk', '2026-05-03');
  const [first] = await planOf(caseId);
  const { principalFen = 0n, interestFen = 0n } = first ?? {};
  expect(principalFen).toBe(1_000_000n);
  must(await recordRepayment(clerk, repayment(caseId, interestFen)));
  expect((await caseOf(caseId)).outstandingAmountFen).toBe(12_000_000n);
  must(await recordRepayment(clerk, repayment(caseId, 400_000n)));
  expect((await caseOf(caseId)).outstandingAmountFen).toBe(11_600_000n);
  expect((await planOf(caseId))[0]).toMatchObject({ paidInterestFen: interestFen, paidPrincipalFen: 400_000n });
  await expectBalanced(caseId);
  const event = await db().event.findFirstOrThrow({
    where: { caseId, kind: 'repayment.recorded' },
    orderBy: { id: 'desc' },
  });
  expect(event.payload).toMatchObject({ amountFen: '400000', principalFen: '400000', interestFen: '0' });
  expect(toDay(event.occurredOn)).toBe('2026-05-01');

  const owed = (await planOf(caseId)).reduce(
    (sum, line) => sum + line.principalFen + line.interestFen - line.paidPrincipalFen - line.paidInterestFen,
    0n,
  );
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, owed + 1n)))).toBe('REPAYMENT_EXCEEDS_OUTSTANDING');
  must(await recordRepayment(clerk, repayment(caseId, owed)));
  expect(await caseOf(caseId)).toMatchObject({ outstandingAmountFen: 0n, disbursedAmountFen: 12_000_000n });
  await expectBalanced(caseId);
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, 1n)))).toBe('REPAYMENT_EXCEEDS_OUTSTANDING');
});

test('overdue is derived from the day: due, unpaid and before today; a closed case owes nothing late', async () => {
  const caseId = await caseInFollowUp({ repaymentMethod: 'EQUAL_PRINCIPAL' });
  const { actor } = await at('manager', '2026-06-02');
  const on = async (day: string) => (await getFollowUp(actor, caseId, day))?.plan.map((line) => line.overdue) ?? [];
  expect((await on('2026-05-01')).filter(Boolean)).toHaveLength(0);
  expect((await on('2026-05-02')).filter(Boolean)).toHaveLength(1);
  expect((await on('2026-06-02')).filter(Boolean)).toHaveLength(2);
  const view = await getFollowUp(actor, caseId, '2026-05-02');
  must(await recordRepayment(await at('clerk', '2026-05-02'), repayment(caseId, view?.overdueFen ?? 0n)));
  expect((await on('2026-05-02')).filter(Boolean)).toHaveLength(0);
});

test('repayments of nothing, of a debt, of tomorrow, before the money and by others are refused', async () => {
  const caseId = await caseInFollowUp();
  const clerk = await at('clerk', '2026-05-03');
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, 0n)))).toBe('INVALID_INPUT');
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, -100n)))).toBe('INVALID_INPUT');
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, 100n, '2026-05-04')))).toBe('DATE_IN_FUTURE');
  expect(codeOf(await recordRepayment(clerk, repayment(caseId, 100n, '2026-03-31')))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await recordRepayment(clerk, { ...repayment(caseId, 1n), idempotencyKey: '1' }))).toBe(
    'IDEMPOTENCY_KEY_INVALID',
  );
  const by = async (name: string) => codeOf(await recordRepayment(await at(name, '2026-05-03'), repayment(caseId, 1n)));
  expect(await by('checker')).toBe('NOT_PERMITTED');
  expect(await by('clerk-b')).toBe('NOT_FOUND');
  const { caseId: unpaid } = await caseAtDisbursement();
  expect(codeOf(await recordRepayment(clerk, repayment(unpaid, 1n)))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await db().repayment.count({ where: { caseId } })).toBe(0);
});

test('two repayments at the same moment: the same key is booked once, two keys never beyond what is owed', async () => {
  const caseId = await caseInFollowUp();
  const clerk = await at('clerk', '2026-05-03');
  const same = repayment(caseId, 1_000n);
  const twins = await Promise.all([recordRepayment(clerk, same), recordRepayment(clerk, same)]);
  expect(must(twins[0])).toEqual(must(twins[1]));
  expect(await db().repayment.count({ where: { caseId } })).toBe(1);
  const [line] = await planOf(caseId);
  const leftFen = (line?.principalFen ?? 0n) + (line?.interestFen ?? 0n) - 1_000n;
  const both = await Promise.all([
    recordRepayment(clerk, repayment(caseId, leftFen)),
    recordRepayment(clerk, repayment(caseId, leftFen)),
  ]);
  expect(both.filter((result) => result.ok)).toHaveLength(1);
  expect(both.flatMap((result) => (result.ok ? [] : [result.refusal.code]))).toEqual(['REPAYMENT_EXCEEDS_OUTSTANDING']);
  await expectBalanced(caseId);
});

test('monthly reports open once, from the first payment to the last month that is over, each with its due day', async () => {
  const caseId = await caseInFollowUp();
  expect(await reportsOf(caseId)).toEqual([]);
  await openAllDueReports(noon('2026-04-30'));
  expect(await reportsOf(caseId)).toEqual([]);
  await openAllDueReports(noon('2026-07-01'));
  await openAllDueReports(noon('2026-07-31'));
  expect((await reportsOf(caseId)).map((row) => [toDay(row.periodOn), toDay(row.dueOn)])).toEqual([
    ['2026-04-01', '2026-05-05'],
    ['2026-05-01', '2026-06-05'],
    ['2026-06-01', '2026-07-05'],
  ]);
  expect((await caseOf(caseId)).waitingTask).toBe('SUBMIT_REPORT');
  const opened = await db().event.findMany({ where: { caseId, kind: 'report.opened' } });
  expect(opened.map((event) => event.actorId)).toEqual([null, null, null]);
  expect(await openAllDueReports(noon('2026-07-31'))).toBe(0);
});

test('what the night opens in several cases is of one transaction and one request each', async () => {
  const caseIds = [await caseInFollowUp(), await caseInFollowUp()];
  await openAllDueReports(noon('2026-07-01'));
  const opened = await db().event.findMany({ where: { caseId: { in: caseIds }, kind: 'report.opened' } });
  const ofCase = (id: string) => new Set(opened.flatMap((event) => (event.caseId === id ? [event.requestId] : [])));
  const [first, second] = caseIds.map(ofCase);
  expect([first?.size, second?.size]).toEqual([1, 1]);
  expect(first).not.toEqual(second);
});

test('a monthly report is handed in, returned with a remark, handed in again and reviewed by another', async () => {
  const caseId = await caseInFollowUp();
  await openAllDueReports(noon('2026-05-02'));
  const [report] = await reportsOf(caseId);
  const reportId = report?.id ?? '';
  const text = { reportId, progress: '圈舍已封顶', fundsUsedFen: 8_000_000n, problems: '' };
  const county = await at('county', '2026-05-03');
  const lead = await at('lead', '2026-05-04');
  expect(codeOf(await submitReport(county, { ...text, progress: '  ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await submitReport(county, { ...text, fundsUsedFen: -1n }))).toBe('INVALID_INPUT');
  expect(codeOf(await submitReport(county, { ...text, fundsUsedFen: 12_000_001n }))).toBe('FUNDS_USED_OVER_DISBURSED');
  expect(codeOf(await submitReport(await at('county-b', '2026-05-03'), text))).toBe('NOT_FOUND');
  expect(codeOf(await submitReport(await at('checker', '2026-05-03'), text))).toBe('NOT_PERMITTED');
  expect(codeOf(await reviewReport(lead, { reportId, outcome: 'REVIEWED' }))).toBe('STATUS_DOES_NOT_ALLOW');
  must(await submitReport(county, text));
  expect((await caseOf(caseId)).waitingTask).toBe('REVIEW_REPORT');
  expect(codeOf(await submitReport(county, text))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(codeOf(await reviewReport(county, { reportId, outcome: 'REVIEWED' }))).toBe('SAME_PERSON');
  expect(codeOf(await reviewReport(lead, { reportId, outcome: 'RETURNED', remark: ' ' }))).toBe('INVALID_INPUT');
  must(await reviewReport(lead, { reportId, outcome: 'RETURNED', remark: '请补充进度照片' }));
  expect((await caseOf(caseId)).waitingTask).toBe('SUBMIT_REPORT');
  must(await submitReport(county, { ...text, progress: '圈舍已封顶，照片已上传' }));
  must(await reviewReport(lead, { reportId, outcome: 'REVIEWED' }));
  expect((await reportsOf(caseId))[0]).toMatchObject({ status: 'REVIEWED', reviewRemark: null });
  expect((await caseOf(caseId)).waitingTask).toBe('COLLECT_REPAYMENT');
});

test('a finding is opened, put right, sent back, put right again and signed off by another; until then no end', async () => {
  const caseId = await caseInFollowUp();
  const [county, manager] = [await at('county', '2026-05-03'), await at('manager', '2026-05-04')];
  const lead = await at('lead', '2026-05-05');
  const finding = { caseId, description: '部分资金用途与申报不符', dueOn: '2026-05-20' };
  expect(codeOf(await openFinding(county, { ...finding, description: '' }))).toBe('INVALID_INPUT');
  expect(codeOf(await openFinding(county, { ...finding, dueOn: '2026-05-02' }))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await openFinding(await at('county-b', '2026-05-03'), finding))).toBe('NOT_FOUND');
  const { findingId } = must(await openFinding(county, finding));
  expect((await caseOf(caseId)).waitingTask).toBe('RECTIFY_FINDING');
  expect(codeOf(await signOffFinding(lead, { findingId, accepted: true }))).toBe('STATUS_DOES_NOT_ALLOW');
  must(await rectifyFinding(county, { findingId, rectification: '已退回挪用部分' }));
  expect((await caseOf(caseId)).waitingTask).toBe('SIGN_OFF_FINDING');
  expect(codeOf(await signOffFinding(county, { findingId, accepted: true }))).toBe('SAME_PERSON');
  expect(codeOf(await signOffFinding(lead, { findingId, accepted: false }))).toBe('INVALID_INPUT');
  must(await signOffFinding(lead, { findingId, accepted: false, remark: '缺凭证' }));
  expect((await findingOf(findingId)).status).toBe('OPEN');
  must(await rectifyFinding(manager, { findingId, rectification: '凭证已补' }));

  const clerk = await at('clerk', '2026-05-05');
  const [line] = await planOf(caseId);
  must(
    await recordRepayment(
      clerk,
      repayment(caseId, (line?.principalFen ?? 0n) + (line?.interestFen ?? 0n), '2026-05-05'),
    ),
  );
  const close = () => changeCase(manager, caseId, null, ({ move }) => move('close'));
  expect(codeOf(await close())).toBe('FINDINGS_OPEN');
  must(await signOffFinding(lead, { findingId, accepted: true }));
  must(await close());
  expect(await caseOf(caseId)).toMatchObject({ status: 'CLOSED', outcome: 'REPAID', waitingTask: null });
  expect(codeOf(await openFinding(county, finding))).toBe('STATUS_DOES_NOT_ALLOW');
});
