import { PROGRAMME_D } from '../../prisma/seed/programme-d';
import { fillProgrammeApplication, newHousehold } from './support/applicants';
import { today } from './support/days';
import { expect, makeProgrammeCase, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const words = (key: string) => say(`risk-funds.${key}`);

test('the station helps a household apply, and its village and township send it on', async ({ as }) => {
  test.setTimeout(180_000);
  const [station, township] = [await as('station'), await as('township')];
  const applicant = newHousehold();
  const title = `${applicant.name}茶园管护`;
  const id = await fillProgrammeApplication(station, PROGRAMME_D, applicant, { title, wan: '5' });
  await steps.upload(station, id, '贷款申请表');
  await steps.take(station, id, 'submit');
  for (const paper of ['村两委推荐意见', '征信查询授权书', '个人信息处理同意书'])
    await steps.upload(station, id, paper);
  // the village committees recommend first, then the township has it
  await steps.take(station, id, 'accept');
  await township.goto('/worklist');
  await expect(township.getByRole('link', { name: title }).first()).toBeVisible();
});

test('the county stands behind loans: bad ones pause lending, a default is claimed, split, and recoveries shared back; so does leverage', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const [county, approver, lead] = [await as('county'), await as('approver'), await as('lead')];
  const beyond = await makeProgrammeCase('beyond');
  const overdue = await makeProgrammeCase('overdue');
  const panel = approver.getByRole('region', { name: say('decisions.yourDecision') });
  const consent = panel.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.APPROVED')}`) });

  await test.step('while too much of what is lent is bad, a further loan is refused in words', async () => {
    await approver.goto(`/cases/${beyond.id}`);
    await expect(panel).toContainText('超过容忍度');
    await expect(consent).toHaveCount(0);
  });

  await test.step('the lead claims what has been overdue for more than ninety days', async () => {
    await lead.goto(`/cases/${overdue.id}`);
    const form = lead.getByRole('form', { name: words('file') });
    await form.getByRole('button', { name: words('file') }).click();
    await expect(problems(lead)).toContainText(say('errors.textMissing'));
    await form.getByLabel(words('statement')).fill('养殖亏损，多次催收未还。');
    await form.getByRole('button', { name: words('file') }).click();
    await lead.waitForURL(/tab=follow-up/);
    await expect(form).toHaveCount(0);
  });

  const claim = (page: typeof lead) => page.getByRole('row').filter({ hasText: overdue.reference });

  await test.step('the county agrees, and the loss is split between fund and lender', async () => {
    await county.goto('/risk-funds');
    await county.locator('main table').getByRole('link').first().click();
    await county.waitForURL(/\/risk-funds\/[0-9a-f-]{36}/);
    const form = county.getByRole('form', { name: words('review') }).first();
    await form.getByRole('radio', { name: words('outcomes.REVIEWED') }).check();
    await form.getByRole('button', { name: words('review') }).click();
    await expect(county.getByText(words('done.REVIEWED'))).toBeVisible();
    // 30,000 yuan: eight parts the fund, two the lender, none an insurer
    for (const share of ['3.00', '2.40', '0.60', '0.00']) await expect(claim(county).first()).toContainText(share);
  });

  const fund = new URL(county.url()).pathname;

  await test.step('the approver pays it, and the case ends compensated', async () => {
    await approver.goto(fund);
    await approver
      .getByRole('button', { name: words('pay') })
      .first()
      .click();
    await expect(approver.getByText(words('done.paid'))).toBeVisible();
    await approver.goto(`/cases/${overdue.id}`);
    await expect(approver.getByRole('main')).toContainText(say('cases.outcomes.COMPENSATED'));
  });

  await test.step('what is left of the fund does not carry the further loan; the county pays in, and it is approved', async () => {
    await approver.goto(`/cases/${beyond.id}`);
    await expect(panel).toContainText('超过风险补偿金放大上限');
    await expect(consent).toHaveCount(0);
    await county.goto(fund);
    const form = county.getByRole('form', { name: words('deposit') });
    await form.getByRole('radio', { name: words('kinds.DEPOSIT') }).check();
    await form.getByLabel(words('amount')).fill('3');
    await form.getByLabel(words('reference')).fill('示例拨款2号');
    await form.getByRole('button', { name: words('deposit') }).click();
    await expect(county.getByText(words('done.deposited'))).toBeVisible();
    await steps.approve(approver, beyond.id);
  });

  await test.step('what comes back later is shared in the same proportion', async () => {
    await lead.goto(fund);
    const form = lead.getByRole('form', { name: words('recover') }).first();
    await form.getByLabel(words('recovered')).fill('10000');
    await form.getByLabel(words('on')).fill(today());
    await form.getByRole('button', { name: words('recover') }).click();
    await expect(lead.getByText(words('done.recovered'))).toBeVisible();
    await expect(claim(lead).first()).toContainText('1.00');
    const back = lead.getByRole('row').filter({ hasText: words('kinds.RECOVERY') });
    await expect(back.first()).toContainText('0.80');
  });
});
