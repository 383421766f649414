import { randomInt } from 'node:crypto';
import { PROGRAMME_B } from '../../prisma/seed/programme-b';
import * as register from './support/applicants';
import { today } from './support/days';
import { expect, makeLoan, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const ACCEPTANCE = ['身份证、户口簿复印件', '征信查询授权书', '个人信息处理同意书'];

test('a household borrows for production: village, township and county review, the bank decides within the ceiling', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const applicant = register.newHousehold();
  const title = `${applicant.name}土鸡养殖${randomInt(1e4)}`;
  const [station, township, county] = [await as('station'), await as('township'), await as('county')];

  const id =
    await test.step('the station asks for more than a household may borrow, reads so, and asks for less', async () => {
      await station.goto('/cases/new');
      await register.chooseKind(station, 'HOUSEHOLD', PROGRAMME_B);
      await register.chooseBranch(station);
      await register.fillApplicant(station, applicant);
      await register.fillRequest(station, { title, wan: '5.01' });
      await register.answerQuestions(station, 'HOUSEHOLD', PROGRAMME_B);
      await register.fillPayee(station, applicant);
      await register.fillPart(station, 'recommender', async () => {});
      await register.sendAnswers(station);
      await expect(problems(station)).toContainText('0.1 至 5 万元');
      await station.goBack();
      await register.fillRequest(station, { title, wan: '5' });
      await register.sendAnswers(station);
      await station.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
      return station.url().slice(-36);
    });

  await test.step('the village reviews, then the township, then the county: each in turn', async () => {
    await steps.upload(station, id, '贷款申请表');
    await steps.take(station, id, 'submit');
    for (const name of ACCEPTANCE) await steps.upload(station, id, name);
    await township.goto(`/cases/${id}`);
    await expect(
      township.getByRole('main').getByRole('link', { name: say('cases.verbs.accept'), exact: true }),
    ).toHaveCount(0);
    await steps.take(station, id, 'accept');
    await steps.take(township, id, 'accept');
    for (const name of ['贷款申请表', ...ACCEPTANCE]) await steps.checkFile(county, id, name);
    await steps.take(county, id, 'accept');
  });

  const manager = await as('manager');
  await test.step('the bank rates the household; a rate above the ceiling of the day is refused', async () => {
    await steps.assign(await as('lead'), id, ['示例客户经理甲', '示例客户经理乙']);
    await steps.recordVisit(manager, id, today());
    await steps.fillReport(manager, id, '5', '3.01');
    await steps.sendReport(manager);
    await expect(problems(manager)).toContainText(say('refusals.RATE_OVER_CEILING'));
    await manager.getByLabel(say('due-diligence.rateLabel')).fill('3');
    await steps.sendReport(manager);
    await manager.waitForURL(/\/due-diligence$/);
    await steps.confirmReport(await as('manager2'), id);
    await steps.recommend(manager, id);
    await steps.approve(await as('approver'), id);
  });

  await test.step('it is contracted without security, and paid', async () => {
    await manager.goto(`/cases/${id}/contract`);
    const security = manager.getByRole('group', { name: say('contracts.security') });
    await expect(security.getByRole('radio')).toHaveCount(1);
    await steps.draftContract(manager, id, today(), '5');
    const legal = await as('legal');
    await steps.passLegalCheck(legal, id);
    await steps.upload(manager, id, '已签署借款合同');
    await steps.checkFile(legal, id, '已签署借款合同');
    await steps.signContract(manager, id);
    const clerk = await as('clerk');
    await steps.upload(clerk, id, '放款申请书');
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(await as('checker'), id);
    await county.goto(`/cases/${id}?tab=money`);
    await expect(county.getByText(say('subsidies.noneOfCase'), { exact: true })).toBeVisible();
  });
});

test('the county computes the subsidy of a quarter, finance agrees, and another of finance pays it once', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const { id, reference } = await makeLoan();
  const county = await as('county');
  await county.goto('/subsidies');
  await county.getByRole('button', { name: say('subsidies.computeSubmit') }).click();
  await expect(county.getByText(/新算或有变动 \d+ 笔/)).toBeVisible();

  const finance = await as('fin-approver');
  await finance.goto(`/cases/${id}?tab=money`);
  await finance
    .getByRole('table', { name: say('subsidies.ofCase') })
    .getByRole('link')
    .click();
  await expect(finance.getByRole('table', { name: say('subsidies.lines') })).toContainText('2024');
  await finance.getByRole('radio', { name: say('subsidies.outcomes.REFUSED'), exact: true }).check();
  await finance.getByRole('button', { name: say('subsidies.reviewSubmit') }).click();
  await expect(problems(finance)).toBeVisible();
  await finance.getByRole('radio', { name: say('subsidies.outcomes.REVIEWED'), exact: true }).check();
  await finance.getByRole('button', { name: say('subsidies.reviewSubmit') }).click();
  await expect(finance.getByText(say('subsidies.done.REVIEWED'), { exact: true })).toBeVisible();

  const payer = await as('fin-checker');
  await payer.goto('/subsidies?status=REVIEWED');
  await payer.getByRole('row').filter({ hasText: reference }).getByRole('link').last().click();
  await payer.getByLabel(say('subsidies.voucher')).fill('示例国库支付8号');
  await payer.getByRole('button', { name: say('subsidies.paySubmit') }).dblclick();
  await expect(payer.getByText(say('subsidies.statuses.PAID'), { exact: true })).toBeVisible();
  await county.goto(`/cases/${id}?tab=money`);
  await expect(county.getByRole('table', { name: say('subsidies.ofCase') })).toContainText(
    say('subsidies.statuses.PAID'),
  );
});
