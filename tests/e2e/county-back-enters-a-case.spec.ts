import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { chooseProgramme, newHousehold } from './support/applicants';
import { readFigures } from './support/figures';
import { photo, scan } from './support/files';
import { expect, problems, test } from './support/portal';
import { findCase } from './support/seeded';
import * as steps from './support/steps';
import { say } from './support/words';

const SCANS = ['融资申请书', '身份证复印件', '征信查询授权书', '个人信息处理同意书', '已签署合同扫描件', '放款申请书'];

const word = (name: string) => say(`back-entries.fields.${name}`);
const field = (page: Page, label: string) =>
  page.getByLabel(new RegExp(`^${label.replace(/[（）()%]/g, '.')}( ?${say('common.required')})?$`));

/** The paper case as the county reads it from its file. */
async function fillFromPaper(page: Page, title: string, outstanding: string) {
  const applicant = newHousehold();
  const texts: [string, string][] = [
    ['number', applicant.number],
    ['name', applicant.name],
    ['phone', '13700001111'],
    ['payeeName', applicant.name],
    ['payeeAccount', applicant.account],
    ['consultedOn', '2025-03-03'],
    ['title', title],
    ['purpose', '购买犊牛和饲料'],
    ['requestedAmountFen', '6'],
    ['requestedTermMonths', '24'],
    ['acceptedOn', '2025-03-10'],
    ['recommendedOn', '2025-03-20'],
    ['recommendedAmountFen', '5.5'],
    ['recommendedTermMonths', '24'],
    ['recommendedRateBps', '4.75'],
    ['approvedOn', '2025-12-01'],
    ['approvedAmountFen', '5'],
    ['approvedTermMonths', '24'],
    ['approvedRateBps', '4.75'],
    ['contractNumber', '借字2025-031'],
    ['signedOn', '2025-12-05'],
    ['contractedAmountFen', '5'],
    ['contractedTermMonths', '24'],
    ['contractedRateBps', '4.75'],
    ['outstandingAmountFen', outstanding],
  ];
  for (const [name, text] of texts) await field(page, word(name)).fill(text);
  await field(page, word('householdKind')).selectOption({ index: 2 });
  await page.getByRole('radio', { name: say('back-entries.yes') }).check();
  await field(page, word('repaymentMethod')).selectOption({ label: say('contracts.methods.EQUAL_PRINCIPAL') });
  await field(page, word('securityKind')).selectOption({ label: say('contracts.securityKinds.NONE') });
  await page.getByLabel(say('back-entries.payment.on', { number: 1 })).fill('2025-12-10');
  await page.getByLabel(say('back-entries.payment.amount', { number: 1 })).fill('5');
  await page.getByLabel(say('back-entries.repayment.on', { number: 1 })).fill('2026-02-10');
  await page.getByLabel(say('back-entries.repayment.principal', { number: 1 })).fill('2500');
  await page.getByLabel(say('back-entries.repayment.interest', { number: 1 })).fill('200.50');
  return applicant;
}

async function uploadScan(page: Page, name: string, picture = false) {
  const input = page.getByLabel(say('back-entries.scans.upload', { name }), { exact: true });
  const file = picture ? photo(name) : scan(name);
  await input.setInputFiles(file);
  await expect(page.getByText(say('back-entries.scans.sent', { name: file.name }))).toBeVisible();
}

test('the county enters a running paper case with its scans, the lead confirms it, and it goes on as any other', async ({
  as,
}) => {
  test.setTimeout(500_000);
  const title = `补录肉牛养殖${randomInt(1e6)}`;
  const paper = `兰扶贷2025-${randomInt(1e6)}`;
  const leader = await as('leader');
  const before = {
    atYearEnd: await readFigures(leader, '2025-12-31'),
    earlier: await readFigures(leader, '2025-11-30'),
  };

  const county = await as('county');
  await test.step('the county begins from the list of cases', async () => {
    await county.goto('/cases');
    await county.getByRole('link', { name: say('cases.list.backEntries'), exact: true }).click();
    await county
      .getByRole('link', { name: say('back-entries.new'), exact: true })
      .first()
      .click();
    await chooseProgramme(county);
    await county
      .getByLabel(say('consultations.start.kind'))
      .selectOption({ label: say('cases.applicantKinds.HOUSEHOLD') });
    await county.getByLabel(say('consultations.start.township')).selectOption({ index: 1 });
    await county.getByRole('button', { name: say('consultations.continue') }).click();
    const branch = county.getByLabel(say('consultations.fields.branch'));
    const option = branch.getByRole('option').filter({ hasText: /示例银行/ });
    await branch.selectOption(await option.first().getAttribute('value'));
    await field(county, say('back-entries.start.paper')).fill(paper);
    await field(county, say('back-entries.start.stage')).selectOption({ label: say('cases.stages.FOLLOW_UP') });
    await county.getByRole('button', { name: say('back-entries.start.submit'), exact: true }).click();
    await county.waitForURL(/\/back-entries\/[0-9a-f-]{36}$/);
  });

  const address = new URL(county.url()).pathname;
  await test.step('a balance that does not add up is said with its numbers, and nothing is lost', async () => {
    for (const name of SCANS) await uploadScan(county, name);
    await uploadScan(county, '现场走访照片', true);
    await fillFromPaper(county, title, '40000');
    await county.getByRole('button', { name: say('back-entries.submit') }).click();
    await expect(problems(county)).toContainText('47,500.00');
    await expect(problems(county).getByRole('link')).toHaveCount(1);
    await expect(field(county, word('outstandingAmountFen'))).toHaveValue('40000');
    await county.goto(address);
    await expect(field(county, word('title'))).toHaveValue(title);
  });

  await test.step('mended, it is handed on; whoever entered it cannot confirm it', async () => {
    await field(county, word('outstandingAmountFen')).fill('47500');
    await county.getByRole('button', { name: say('back-entries.submit') }).click();
    await expect(county.getByText(say('back-entries.submitted'))).toBeVisible();
    await expect(county.getByRole('button', { name: say('back-entries.confirm.submit') })).toHaveCount(0);
  });

  const lead = await as('lead');
  await test.step('the lead compares it with the scans and confirms', async () => {
    await lead.goto('/back-entries');
    await lead.getByRole('link', { name: paper, exact: true }).click();
    await lead.getByRole('link', { name: '已签署合同扫描件.pdf' }).click();
    await expect(lead.getByTitle(say('back-entries.scans.frame', { name: '已签署合同扫描件.pdf' }))).toBeVisible();
    await lead.getByRole('button', { name: say('back-entries.confirm.submit') }).click();
    await lead.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await expect(lead.getByText(say('cases.backEntered'), { exact: true }).first()).toBeVisible();
  });

  await test.step('the case is found, given to two managers and repaid', async () => {
    const id = await findCase(lead, title);
    await steps.expectStage(lead, id, 'FOLLOW_UP');
    await steps.assign(lead, id, ['示例客户经理甲', '示例客户经理乙']);
    const clerk = await as('clerk');
    await steps.recordRepayment(clerk, id, '1000');
  });

  await test.step("the leader's figures moved on the original days and not before", async () => {
    const atYearEnd = await readFigures(leader, '2025-12-31');
    expect(atYearEnd.accepted - before.atYearEnd.accepted).toBe(1);
    expect(atYearEnd.approved - before.atYearEnd.approved).toBe(1);
    expect(atYearEnd.financing - before.atYearEnd.financing).toBeCloseTo(5);
    expect(atYearEnd.disbursed - before.atYearEnd.disbursed).toBeCloseTo(5);
    const earlier = await readFigures(leader, '2025-11-30');
    expect(earlier.accepted - before.earlier.accepted).toBe(1);
    expect(earlier.approved - before.earlier.approved).toBe(0);
  });
});

test('another county finds neither the paper case nor its scans', async ({ as }) => {
  const county = await as('county');
  await county.goto('/back-entries?status=CONFIRMED');
  const link = county.locator('main table a[href^="/back-entries/"]').first();
  test.skip((await link.count()) === 0, 'nothing was entered yet');
  const address = await link.getAttribute('href');
  const other = await as('county-b');
  const answer = await other.goto(address ?? '');
  expect(answer?.status()).toBe(404);
});
