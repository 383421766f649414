import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import {
  answerQuestions,
  chooseBranch,
  fillApplicant,
  fillPayee,
  fillRequest,
  newHousehold,
  submitRegistration,
} from './support/applicants';
import { today } from './support/days';
import { expect, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const ACCEPTANCE = ['身份证复印件', '征信查询授权书', '个人信息处理同意书', '村委会证明'];

const word = (key: string, params = {}) => say(`programmes.${key}`, params);

/** Opens a part of the draft from its list of parts. */
async function open(page: Page, section: string) {
  await page
    .locator('main nav ol:visible')
    .getByRole('link', { name: word(`sections.${section}`) })
    .first()
    .click();
  await page.waitForURL(new RegExp(`/edit/${section}$`));
}

/** Saves the part that is open and comes back to the list of parts. */
async function save(page: Page) {
  await page.getByRole('button', { name: word('edit.save') }).click();
  await page.waitForURL(/\/edit\?done=saved$/);
}

async function removeRow(page: Page, title: string) {
  await page.locator('summary').filter({ hasText: title }).click();
  await page.getByRole('button', { name: new RegExp(`^${word('edit.remove')} .*${title}$`) }).click();
}

const field = (page: Page, key: string) => page.getByLabel(new RegExp(`^${word(`fields.${key}`)}`));

async function makeDraft(page: Page, code: string, name: string) {
  await page.goto('/programmes/new');
  await page.getByLabel(new RegExp(`^${word('new.basedOn')}`)).selectOption({ index: 1 });
  await page.getByLabel(new RegExp(`^${word('new.code')}`)).fill(code);
  await page.getByLabel(new RegExp(`^${word('new.nameZh')}`)).fill(name);
  await page.getByLabel(new RegExp(`^${word('new.nameEn')}`)).fill(`Programme ${code}`);
  await page.getByLabel(new RegExp(`^${word('province')}`)).selectOption({ label: '河南省' });
  await page.getByRole('button', { name: word('new.submit') }).click();
  await page.waitForURL(/\/edit\?done=copied$/);
}

/** A household's application under this programme, from the first page to the case. */
async function register(page: Page, programme: string, title: string): Promise<string> {
  const applicant = newHousehold();
  await page.goto('/cases/new');
  await page.getByLabel(say('consultations.start.programme')).selectOption({ label: programme });
  await page
    .getByLabel(say('consultations.start.kind'))
    .selectOption({ label: say(`cases.applicantKinds.${applicant.kind}`) });
  await page.getByRole('button', { name: say('consultations.continue') }).click();
  await page.waitForURL(/\/cases\/new\/[0-9a-f-]{36}$/);
  await chooseBranch(page);
  await fillApplicant(page, applicant);
  await fillRequest(page, { title, wan: '5' });
  await answerQuestions(page, applicant.kind);
  await fillPayee(page, applicant);
  return submitRegistration(page);
}

test('a programme is made from a copy in the browser, read by a second person, published, and carries a case to its end', async ({
  as,
}) => {
  test.setTimeout(300_000);
  const admin = await as('admin');
  const main = admin.getByRole('main');
  const code = `S${randomInt(1e5)}`;
  const name = `示例帮扶方案${code}`;

  await test.step('it begins as a copy', async () => {
    await makeDraft(admin, code, name);
    await expect(main).toContainText(word('edit.noFaults'));
  });

  await test.step('it is given and not lent: what no longer fits is named beside its part', async () => {
    await open(admin, 'basics');
    await field(admin, 'financing').selectOption('GRANT');
    for (const closing of ['close', 'compensate', 'writeOff'])
      await admin.getByLabel(word(`values.closings.${closing}`), { exact: true }).uncheck();
    await admin.getByLabel(word('values.closings.certify'), { exact: true }).check();
    await save(admin);
    await open(admin, 'stages');
    for (const stage of ['尽职调查', '合同签署']) await removeRow(admin, stage);
    await save(admin);
    await expect(main.getByRole('list').filter({ hasText: 'SITE_PHOTO' })).toContainText(
      word('faults.SCORE_WITHOUT_ITEMS'),
    );
  });

  await test.step('its catalogue loses what belonged there and gains a paper of its own', async () => {
    await main
      .getByRole('link', { name: word('sections.catalogue') })
      .first()
      .click();
    for (const title of ['现场走访照片', '近年财务报表', '已签署合同扫描件', '担保合同或保单', '利益联结协议'])
      await removeRow(admin, title);
    await admin.getByRole('button', { name: `${word('edit.add')} ${word('fields.catalogue')}` }).click();
    const row = admin.locator('details[open]');
    await row.getByLabel(new RegExp(`^${word('fields.code')}`)).fill('village proof');
    await row.locator('[name$=".name.zh"]').fill('村委会证明');
    await row.locator('[name$=".name.en"]').fill('Proof by the village');
    await row.getByLabel(new RegExp(`^${word('fields.stage')}`)).selectOption('ACCEPTANCE');
    await row.getByLabel(say('cases.applicantKinds.HOUSEHOLD')).check();
    await row.getByLabel(word('fields.required')).check();
    await row.getByLabel(new RegExp(`^${word('fields.minimum')}`)).fill('1');
    await row.getByLabel(new RegExp(`^${word('fields.media')}`)).selectOption('ANY');
    await row.getByLabel(say('roles.STATION_WORKER')).check();
    await admin.getByRole('button', { name: word('edit.save') }).click();
    await expect(problems(admin)).toContainText(say('errors.codeFormat'));
    await expect(row.locator('[name$=".name.zh"]')).toHaveValue('村委会证明');
    await row.getByLabel(new RegExp(`^${word('fields.code')}`)).fill('VILLAGE_PROOF');
    await save(admin);
  });

  await test.step('no score, and a matrix of its own', async () => {
    await open(admin, 'report');
    await field(admin, 'minimumScoreBps').fill('0');
    await save(admin);
    await open(admin, 'authority');
    const add = admin.getByRole('button', { name: `${word('edit.add')} ${word('fields.authority')}` });
    for (const [index, [level, upTo]] of [
      ['COUNTY_BRANCH', '10'],
      ['HEAD_OFFICE', ''],
    ].entries()) {
      await add.click();
      await admin
        .locator('[name$=".level"]')
        .nth(index)
        .selectOption(level ?? '');
      await admin
        .locator('[name$=".upToFen"]')
        .nth(index)
        .fill(upTo ?? '');
      await admin.locator('[name$=".approvals"]').nth(index).fill('1');
    }
    await save(admin);
    await expect(main).toContainText(word('edit.noFaults'));
  });

  const address = admin.url().replace(/\/edit.*$/, '');
  await test.step('whoever wrote it cannot review it; the second person sees what differs, and finds it right', async () => {
    await admin.goto(address);
    await expect(main).toContainText(word('work.waitsForReview'));
    await expect(admin.getByRole('button', { name: word('work.reviewSubmit') })).toHaveCount(0);
    const second = await as('admin2');
    await second.goto(`${address}/compare`);
    await expect(second.getByRole('main')).toContainText('VILLAGE_PROOF');
    await second.goto(address);
    await second.getByRole('radio', { name: word('work.outcomes.REVIEWED') }).check();
    await second.getByRole('button', { name: word('work.reviewSubmit') }).click();
    await expect(second.getByRole('main')).toContainText(word('work.done.reviewed'));
  });

  await test.step('it is published from today', async () => {
    await admin.goto(address);
    await admin.getByLabel(new RegExp(`^${word('work.effectiveFrom')}`)).fill(today());
    await admin.getByLabel(new RegExp(`^${word('documentNumber')}`)).fill(`示例〔2026〕${code}号`);
    await admin.getByRole('button', { name: word('work.publishSubmit') }).click();
    await expect(main).toContainText(word('work.done.published'));
    await expect(main).toContainText(word('states.IN_FORCE'));
    await expect(admin.getByRole('link', { name: word('work.edit') })).toHaveCount(0);
  });

  await test.step('everybody reads it', async () => {
    const county = await as('county');
    await county.goto(address);
    await expect(county.getByRole('main')).toContainText('村委会证明');
  });

  const title = `${name}羊舍修缮`;
  const id = await test.step('a household applies under it', async () => {
    const station = await as('station');
    const id = await register(station, name, title);
    await steps.upload(station, id, '融资申请书');
    await steps.take(station, id, 'submit');
    for (const paper of ACCEPTANCE) await steps.upload(station, id, paper);
    return id;
  });

  await test.step('it is taken out of use: the case under way goes on by it', async () => {
    await admin.goto(address);
    await admin.getByRole('button', { name: word('work.retire') }).click();
    await admin
      .getByRole('alertdialog')
      .getByRole('button', { name: word('work.retire') })
      .click();
    await expect(main).toContainText(word('states.RETIRED'));
  });

  await test.step('accepted, it goes straight to the decision', async () => {
    const county = await as('county');
    for (const paper of ['融资申请书', ...ACCEPTANCE.filter((paper) => paper !== '村委会证明')])
      await steps.checkFile(county, id, paper);
    await steps.take(county, id, 'accept');
    await steps.take(await as('lead'), id, 'accept');
    await steps.expectStage(county, id, 'DECISION');
  });

  await test.step('approved by its own matrix, it is paid without a contract', async () => {
    await steps.approve(await as('approver'), id);
    await steps.expectStage(await as('approver'), id, 'DISBURSEMENT');
    const clerk = await as('clerk');
    await steps.upload(clerk, id, '放款申请书');
    await steps.requestPayment(clerk, id);
    await steps.releasePayment(await as('checker'), id);
    await steps.expectStage(clerk, id, 'FOLLOW_UP');
  });

  await test.step('what was given is certified, and the case is closed', async () => {
    const county = await as('county');
    const verb = say('cases.verbs.certify');
    await county.goto(`/cases/${id}`);
    await county
      .getByRole('region', { name: say('cases.panel.title') })
      .getByRole('link', { name: verb, exact: true })
      .click();
    await county.waitForURL(/\/transition\/certify$/);
    await county.getByLabel(new RegExp(`^${say('cases.fields.reason')}`)).fill('羊舍已修缮，实地看过。');
    await county.getByRole('button', { name: say('cases.confirm', { verb }) }).click();
    await expect(county.getByText(say('cases.done', { verb }))).toBeVisible();
    await county.goto(`/cases/${id}`);
    await expect(county.getByRole('main')).toContainText(say('cases.outcomes.CERTIFIED'));
  });
});

test('each definition fits on two sheets of paper', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('county');
  await page.goto('/programmes');
  const links = page.locator('main table a[href^="/programmes/"]');
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(paths.length).toBeGreaterThanOrEqual(10);
  // a sheet is as narrow as a tablet: its tables stay tables
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 688, height: 1000 });
  const sheets: Record<string, number> = {};
  for (const path of paths) {
    await page.goto(path);
    await expect(page.locator('.definition tbody tr').first()).toHaveCSS('display', 'table-row');
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    sheets[(await page.locator('h1').textContent()) ?? path] = (paper.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  }
  const wrong = Object.entries(sheets).filter(([, count]) => count < 1 || count > 2);
  expect(wrong).toEqual([]);
});
