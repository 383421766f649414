import type { Page } from '@playwright/test';
import { today } from './support/days';
import { expect, letAYearPass, makeProject, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

/** Records the check that is due, by whoever makes it. */
async function check(page: Page, id: string, grade: 'PASSED' | 'FAILED', findings: string) {
  await page.goto(`/cases/${id}/completion`);
  await page.getByRole('radio', { name: say(`completion.grades.${grade}`), exact: true }).check();
  await page.getByLabel(new RegExp(`^${say('completion.columns.findings')}`)).fill(findings);
  if (grade === 'FAILED') await page.getByLabel(new RegExp(`^${say('completion.columns.rectifyBy')}`)).fill(today());
  await page.getByRole('button', { name: say('completion.submit') }).click();
  await expect(page.getByRole('main').getByText(findings).filter({ visible: true }).first()).toBeVisible();
}

test('a project is objected to, answered, paid by progress, fails its check, is put right and certified', async ({
  as,
  page: visitor,
}) => {
  test.setTimeout(240_000);
  const { id, reference } = await makeProject();
  const [clerk, checker, county, township] = [
    await as('fin-clerk'),
    await as('fin-checker'),
    await as('county'),
    await as('township'),
  ];
  let receipt = '';

  await test.step('somebody without an account reads the notice, and objects', async () => {
    await visitor.goto('/public-notices?past=1');
    const row = visitor.getByRole('row').filter({ has: visitor.getByRole('link', { name: /示例果蔬专业合作社/ }) });
    await row.first().getByRole('link').click();
    await expect(visitor.getByRole('main')).toContainText(reference);
    await visitor.getByRole('button', { name: say('public-notices.object.submit') }).click();
    await expect(visitor.getByRole('alert').first()).toBeVisible();
    await visitor.getByLabel(new RegExp(`^${say('public-notices.object.text')}`)).fill('冷库选址占用了口粮田');
    await visitor.getByRole('button', { name: say('public-notices.object.submit') }).click();
    await visitor.waitForURL(/receipt=/);
    receipt = new URL(visitor.url()).searchParams.get('receipt') ?? '';
    expect(receipt).toMatch(/^(\w{4}-){3}\w{4}$/);
    await expect(visitor.getByRole('main')).toContainText(say('public-notices.receipt.pending'));
  });

  await test.step('no money while it is open', async () => {
    await clerk.goto(`/cases/${id}?tab=money`);
    await expect(clerk.getByRole('main')).toContainText(say('refusals.OBJECTIONS_OPEN', { count: 1 }));
    await expect(clerk.getByRole('link', { name: say('disbursements.requestTranche', { sequence: 1 }) })).toHaveCount(
      0,
    );
  });

  await test.step('the county names who answers, the township answers, and the visitor reads it', async () => {
    await county.goto(`/cases/${id}/public-notice`);
    const choice = county.getByLabel(new RegExp(`^${say('public-notices.objections.assignTo')}`));
    await choice.selectOption(await choice.getByRole('option', { name: /^示例乡镇专干/ }).getAttribute('value'));
    await county.getByRole('button', { name: say('public-notices.objections.assign') }).click();
    await expect(county.getByRole('main')).toContainText(
      say('public-notices.objections.answerer', { name: '示例乡镇专干' }),
    );
    await township.goto(`/cases/${id}/public-notice`);
    await township.getByLabel(new RegExp(`^${say('public-notices.objections.answer')}`)).fill('经核实为建设用地');
    await township.getByRole('button', { name: say('public-notices.objections.answerIt') }).click();
    await expect(township.getByText(say('public-notices.objections.answered'), { exact: true })).toBeVisible();
    await visitor.goto('/public-notices/objection');
    await visitor.getByLabel(say('public-notices.receipt.number')).fill(receipt.toLowerCase());
    await visitor.getByRole('button', { name: say('public-notices.receipt.look') }).click();
    await expect(visitor.getByRole('main')).toContainText('经核实为建设用地');
  });

  await test.step('paid by progress: four tenths, and after the first check five', async () => {
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(checker, id);
    await clerk.goto(`/cases/${id}?tab=money`);
    await expect(clerk.getByRole('main')).toContainText(say('disbursements.milestones.FIRST_CHECK'));
    await check(township, id, 'PASSED', '主体完工，资料齐全');
    await steps.requestPayment(clerk, id, 2);
    await steps.releasePayment(checker, id, 2);
  });

  await test.step('the county check fails; what it found is put right, signed off and checked again', async () => {
    const fault = '保温层厚度不足';
    await check(county, id, 'FAILED', fault);
    await township.goto(`/cases/${id}/follow-up`);
    await township.getByRole('link', { name: fault }).first().click();
    await township.getByLabel(new RegExp(`^${say('follow-up.rectify.text')}`)).fill('已加厚');
    await township.getByRole('button', { name: say('follow-up.rectify.submit') }).click();
    await township.waitForURL(/\/follow-up$/);
    await county.goto(`/cases/${id}/follow-up`);
    await county.getByRole('link', { name: fault }).first().click();
    await county.getByRole('radio', { name: say('follow-up.signOff.ACCEPTED') }).check();
    await county.getByRole('button', { name: say('follow-up.signOff.submit') }).click();
    await county.waitForURL(/\/follow-up$/);
    await check(county, id, 'PASSED', '复验合格');
  });

  await test.step('the retention is held for its year; then it is paid and the project certified', async () => {
    await clerk.goto(`/cases/${id}?tab=money`);
    await expect(clerk.getByRole('link', { name: say('disbursements.requestTranche', { sequence: 3 }) })).toHaveCount(
      0,
    );
    await letAYearPass(id);
    await steps.requestPayment(clerk, id, 3);
    await steps.releasePayment(checker, id, 3);
    const verb = say('cases.verbs.certify');
    await county.goto(`/cases/${id}/transition/certify`);
    await county.getByRole('textbox').first().fill('验收合格，资金付清');
    await county.getByRole('button', { name: say('cases.confirm', { verb }) }).click();
    await expect(county.getByText(say('cases.done', { verb }))).toBeVisible();
    await county.goto(`/cases/${id}`);
    await expect(county.getByRole('main')).toContainText(say('cases.outcomes.CERTIFIED'));
  });
});
