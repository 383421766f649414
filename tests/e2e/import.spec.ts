import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerQuestions,
  chooseBranch,
  chooseProgramme,
  fillApplicant,
  fillPart,
  fillPayee,
  newCooperative,
  submitRegistration,
} from './support/applicants';
import { today } from './support/days';
import { expect, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const TABLE = path.resolve(import.meta.dirname, '../fixtures/fund-tables/beita-2020-first-batch.xlsx');

/** Chooses the published table and waits for its preview. */
async function uploadTable(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer } = TABLE) {
  await page.goto('/projects/import');
  await page.getByLabel(say('projects.upload.file')).setInputFiles(file);
  await page.getByRole('button', { name: say('projects.upload.send') }).click();
}

/** What a cooperative files for each stage. */
const ACCEPTANCE = ['营业执照或登记证书', '征信查询授权书', '个人信息处理同意书'];
const CONTRACT = ['已签署合同扫描件', '担保合同或保单', '利益联结协议'];

/** How many projects the pool holds in all, as the line of sums under the list says. */
async function expectPool(page: Page, count: number) {
  const sums = page.getByRole('table', { name: say('lists.totals.caption') });
  const all = sums.getByRole('row').filter({ hasText: say('lists.totals.all') });
  await expect(all.getByRole('cell').first()).toHaveText(String(count));
}

test('the district imports the published list, and a project of it is carried as a case to its first disbursement', async ({
  as,
}) => {
  test.setTimeout(500_000);
  const page = await as('county-b');
  const main = page.getByRole('main');

  await test.step('what is no table is refused with the reason', async () => {
    await uploadTable(page, {
      name: '安排表.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('not a workbook'),
    });
    await expect(
      problems(page)
        .filter({ hasText: say('refusals.FILE_TYPE_UNKNOWN') })
        .first(),
    ).toBeVisible();
  });

  await test.step('nothing is written before the preview is confirmed', async () => {
    await uploadTable(page);
    await page.waitForURL(/\/projects\/import\/[0-9a-f-]{36}/);
    await expect(main).toContainText(say('projects.foot.nothing'));
    await expect(main).toContainText(/16 行，408(\.00)? 万元，其中项目 15 个、贴息补贴 1 项/);
    await page.getByRole('button', { name: say('projects.foot.confirm'), exact: true }).click();
    await expect(problems(page).filter({ hasText: say('errors.importNotChecked') })).toBeVisible();
    await page.getByLabel(say('projects.foot.checked')).check();
    await page.getByRole('button', { name: say('projects.foot.confirm'), exact: true }).click();
  });

  await test.step('sixteen lines add up to the published sum, the subsidy outside the pool', async () => {
    await expect(main).toContainText(/已导入 16 行，408(\.00)? 万元/);
    const row = (kind: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: say(kind), exact: true }) });
    await expect(row('projects.kinds.PROJECT').getByRole('cell').first()).toHaveText('15');
    await expect(row('projects.kinds.SUBSIDY').getByRole('cell').first()).toHaveText('1');
    await page.getByRole('link', { name: say('projects.result.openPlan') }).click();
    await expect(main.getByText(say('projects.checks.MATCHES'), { exact: true })).toHaveCount(3);
    await expect(main.getByText(say('projects.checks.DIFFERS'), { exact: true })).toHaveCount(0);
  });

  const id = await test.step('a project becomes a case of a cooperative', async () => {
    await page.goto('/projects');
    await expectPool(page, 15);
    await page.getByRole('table').getByRole('rowheader').getByRole('link').first().click();
    await page.getByRole('link', { name: say('projects.project.startCase') }).click();
    await chooseProgramme(page);
    await page
      .getByLabel(say('consultations.start.kind'))
      .selectOption({ label: say('cases.applicantKinds.COOPERATIVE') });
    const township = page.getByLabel(say('consultations.start.township'));
    if ((await township.inputValue()) === '') await township.selectOption({ index: 1 });
    await page.getByRole('button', { name: say('consultations.continue') }).click();
    const applicant = newCooperative();
    await chooseBranch(page);
    await fillApplicant(page, applicant);
    await fillPart(page, 'request', () => page.getByLabel(say('consultations.fields.term')).fill('12'));
    await answerQuestions(page, 'COOPERATIVE');
    await fillPayee(page, applicant);
    const id = await submitRegistration(page);
    await expect(main).toContainText(say('cases.facts.project'));
    await expect(main).toContainText(applicant.name);
    return id;
  });

  await test.step('a second import of the same table shows every line as known', async () => {
    await uploadTable(page);
    await page.waitForURL(/\/projects\/import\/[0-9a-f-]{36}/);
    await expect(main).toContainText(say('projects.duplicates.title', { count: 16 }));
    await expect(page.getByRole('button', { name: say('projects.foot.confirm'), exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: say('projects.foot.discard') }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: say('projects.foot.discard') })
      .click();
    await page.waitForURL(/\/projects$/);
    await expectPool(page, 15);
  });

  const manager = await as('manager-b');
  const legal = await as('legal-b');
  await test.step('the case is accepted and investigated by the people of the second bank', async () => {
    await steps.upload(page, id, '融资申请书');
    await steps.take(page, id, 'submit');
    for (const name of ACCEPTANCE) await steps.upload(page, id, name);
    for (const name of ['融资申请书', ...ACCEPTANCE]) await steps.checkFile(legal, id, name);
    await steps.take(page, id, 'accept');
    const lead = await as('lead-b');
    await steps.take(lead, id, 'accept');
    await steps.assign(lead, id, ['北塔示例客户经理甲', '北塔示例客户经理乙']);
    await steps.upload(manager, id, '近年财务报表');
    const second = await as('manager2-b');
    await steps.checkFile(second, id, '近年财务报表');
    await steps.recordVisit(manager, id, today());
    await steps.writeReport(manager, id, '10');
    await steps.confirmReport(second, id, '北塔示例客户经理乙');
    await steps.recommend(manager, id);
  });

  await test.step('it is approved, contracted and paid, and the pool shows the project under way', async () => {
    await steps.approve(await as('approver-b'), id);
    await steps.draftContract(manager, id, today(), '10', '12');
    await steps.passLegalCheck(legal, id);
    for (const name of CONTRACT) await steps.upload(manager, id, name);
    for (const name of CONTRACT) await steps.checkFile(legal, id, name);
    await steps.signContract(manager, id);
    const clerk = await as('clerk-b');
    await steps.upload(clerk, id, '放款申请书');
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(await as('checker-b'), id);
    await steps.expectStage(page, id, 'FOLLOW_UP');
  });
});
