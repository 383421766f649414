import { randomInt } from 'node:crypto';
import { newHousehold, registerHousehold } from './support/applicants';
import { today } from './support/days';
import { readFigures } from './support/figures';
import { expect, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const ACCEPTANCE = ['身份证复印件', '征信查询授权书', '个人信息处理同意书'];

test('the people of one case carry it from consultation to follow-up, and the leader sees the figures move', async ({
  as,
}) => {
  test.setTimeout(500_000);
  const applicant = newHousehold();
  const title = `${applicant.name}肉羊养殖${randomInt(1e4)}`;
  const day = today();
  const leader = await as('leader');
  const before = await readFigures(leader);

  const station = await as('station');
  const id = await test.step('the station registers the household, files the application and submits', async () => {
    const id = await registerHousehold(station, title, applicant);
    await steps.upload(station, id, '融资申请书');
    await steps.take(station, id, 'submit');
    for (const name of ACCEPTANCE) await steps.upload(station, id, name);
    return id;
  });

  await test.step('the county checks each file and accepts, then the bank', async () => {
    const county = await as('county');
    for (const name of ['融资申请书', ...ACCEPTANCE]) await steps.checkFile(county, id, name);
    await steps.take(county, id, 'accept');
    const lead = await as('lead');
    await steps.take(lead, id, 'accept');
    await steps.expectStage(lead, id, 'DUE_DILIGENCE');
    await steps.assign(lead, id, ['示例客户经理甲', '示例客户经理乙']);
  });

  const manager = await as('manager');
  await test.step('one manager visits and reports, the other confirms', async () => {
    await steps.recordVisit(manager, id, day);
    await steps.writeReport(manager, id, '5');
    await steps.confirmReport(await as('manager2'), id);
    await steps.recommend(manager, id);
  });

  await test.step('the approver decides on the confirm page', async () => {
    const approver = await as('approver');
    await steps.approve(approver, id);
    await steps.expectStage(approver, id, 'CONTRACT');
  });

  await test.step('the contract is drafted, checked and signed', async () => {
    await steps.draftContract(manager, id, day, '5');
    const legal = await as('legal');
    await steps.passLegalCheck(legal, id);
    await steps.upload(manager, id, '已签署合同扫描件');
    await steps.checkFile(legal, id, '已签署合同扫描件');
    await steps.signContract(manager, id);
  });

  const clerk = await as('clerk');
  const checker = await as('checker');
  await test.step('two clicks on release pay once', async () => {
    await steps.upload(clerk, id, '放款申请书');
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(checker, id);
    await checker.goto('/payments?status=RELEASED');
    await expect(checker.getByRole('row').filter({ hasText: title })).toHaveCount(1);
    await checker.goto(`/cases/${id}?tab=timeline`);
    await expect(
      checker.locator('main ol b').getByText(say('cases.events.payment_released'), { exact: true }),
    ).toHaveCount(1);
  });

  await test.step("the leader's figures of today have moved", async () => {
    const after = await readFigures(leader);
    expect(after.accepted - before.accepted).toBe(1);
    expect(after.approved - before.approved).toBe(1);
    expect(after.financing - before.financing).toBeCloseTo(5);
    expect(after.disbursed - before.disbursed).toBeCloseTo(5);
  });

  await test.step('the bank sends the money back, and it is paid again', async () => {
    await clerk.goto(`/cases/${id}/payments`);
    const released = clerk.getByRole('row').filter({ hasText: say('disbursements.paymentStatus.RELEASED') });
    await released.getByRole('rowheader').getByRole('link').click();
    await steps.returnPayment(clerk, '户名与账号不符');
    expect((await readFigures(leader)).disbursed - before.disbursed).toBeCloseTo(0);
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(checker, id);
    expect((await readFigures(leader)).disbursed - before.disbursed).toBeCloseTo(5);
  });

  await test.step('a repayment is recorded in follow-up', async () => {
    await steps.expectStage(clerk, id, 'FOLLOW_UP');
    await steps.recordRepayment(clerk, id, '10000');
    const repayments = clerk.getByRole('table', { name: say('follow-up.repayments') });
    await expect(repayments.getByRole('row').filter({ hasText: day })).toHaveCount(1);
  });
});
