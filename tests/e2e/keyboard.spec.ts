import { randomInt } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { registerHousehold } from './support/applicants';
import { demoPassword, expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { upload } from './support/steps';
import { say } from './support/words';

/** Presses Tab until the focus is on this thing; fails when a whole round of the page does not reach it. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${wanted}`);
}

/** What has the focus is drawn so that it can be seen. */
async function expectFocusShown(page: Page): Promise<void> {
  const drawn = await page.evaluate(() => {
    const stop = document.activeElement ?? document.body;
    // a field for files lies unseen over the place that is drawn for it
    const seen = getComputedStyle(stop).opacity === '0' ? (stop.parentElement ?? stop) : stop;
    const style = getComputedStyle(seen);
    return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  expect(drawn).toBe(true);
}

test('from signing in to a transition with the keyboard alone', async ({ as, page }) => {
  test.setTimeout(150_000);
  const title = `示例键盘办理${randomInt(1e6)}`;
  const station = await as('station');
  await upload(station, await registerHousehold(station, title), '融资申请书');

  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel(say('identity.username')));
  await expectFocusShown(page);
  await page.keyboard.type('station');
  await tabTo(page, page.getByLabel(say('identity.password'), { exact: true }));
  await page.keyboard.type(demoPassword());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/worklist/);

  await test.step('the first stop leads past the menu', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: say('shell.skip') });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await expectFocusShown(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);
  });

  await test.step('a case is opened and handed in', async () => {
    const verb = say('cases.verbs.submit');
    await tabTo(page, page.getByRole('link', { name: title, exact: true }));
    await expectFocusShown(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await tabTo(page, page.getByRole('main').getByRole('link', { name: verb, exact: true }));
    await expectFocusShown(page);
    await page.keyboard.press('Enter');
    const confirm = page.getByRole('button', { name: say('cases.confirm', { verb }) });
    await tabTo(page, confirm);
    await expectFocusShown(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText(say('cases.done', { verb }))).toBeVisible();
  });
});

/** Goes there, sees where it is, and presses the key. */
async function press(page: Page, wanted: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, wanted);
  await expectFocusShown(page);
  await page.keyboard.press(key);
}

test('lists, tables from Excel, instructions and dialogs with the keyboard alone', async ({ as }) => {
  test.setTimeout(240_000);
  const number = randomInt(1e6);

  await test.step('accounts come in from a table', async () => {
    const admin = await as('secadmin');
    await admin.goto('/admin/users');
    await press(admin, admin.getByRole('link', { name: say('administration.byExcel') }), 'Enter');
    await admin.waitForURL(/\/admin\/sheets\/users$/);
    const chooser = admin.waitForEvent('filechooser');
    await press(admin, admin.getByLabel(new RegExp(`^${say('sheets.upload.file')}`)), 'Enter');
    const codes = ['username', 'nameZh', 'staffNumber', 'organisation', 'roles'];
    const heads = codes.map((code) => say(`administration.sheets.users.columns.${code}`));
    const row = [`keys-${number}`, '示例键盘录入', `K-${number}`, '示例银行兰考县支行', '客户经理'];
    const buffer = Buffer.from([heads, row].map((cells) => cells.join(',')).join('\n'));
    await (await chooser).setFiles({ name: '账号.csv', mimeType: 'text/csv', buffer });
    await press(admin, admin.getByRole('button', { name: say('sheets.upload.send') }), 'Enter');
    await admin.waitForURL(/\/admin\/sheets\/users\/[0-9a-f-]{36}/);
    await press(admin, admin.getByLabel(say('sheets.preview.checked')), 'Space');
    await press(admin, admin.getByRole('button', { name: say('sheets.preview.confirm', { count: 1 }) }), 'Enter');
    await expect(admin.getByRole('region', { name: say('sheets.secrets.title') }).locator('code')).toBeVisible();
  });

  await test.step('the columns of a list', async () => {
    const county = await as('clerk');
    await county.goto('/payments');
    await press(county, county.locator('main summary', { hasText: say('lists.settings.title') }), 'Enter');
    const form = county.getByRole('form', { name: say('lists.settings.title') });
    await press(county, form.getByRole('button', { name: say('lists.settings.save') }), 'Enter');
    await expect(form.getByText(say('lists.settings.saved'))).toBeVisible();
  });

  await test.step('an instruction is written and answered', async () => {
    const leader = await as('leader');
    const text = `请说明办理进度${number}`;
    const id = await findCase(leader, '示例河湾中药材合作社标准化种植基地');
    await leader.goto(`/instructions/new?case=${id}`);
    const people = leader.getByLabel(new RegExp(`^${say('instructions.addressee')}`));
    await tabTo(leader, people);
    const chosen = people.locator('option:checked');
    for (let presses = 0; presses < 40 && !(await chosen.textContent())?.startsWith('示例县级经办'); presses++)
      await leader.keyboard.press('ArrowDown');
    await tabTo(leader, leader.getByLabel(new RegExp(`^${say('instructions.text')}`)));
    await leader.keyboard.type(text);
    await press(leader, leader.getByRole('button', { name: say('instructions.issue') }), 'Enter');
    await leader.waitForURL(/\/instructions\/[0-9a-f-]{36}/);

    const county = await as('county');
    await county.goto('/instructions?view=mine');
    await press(county, county.getByRole('link', { name: text }), 'Enter');
    await tabTo(county, county.getByLabel(new RegExp(`^${say('instructions.answerText')}`)));
    await county.keyboard.type('已在办理。');
    await press(county, county.getByRole('button', { name: say('instructions.answerSubmit') }), 'Enter');
    await expect(county.getByText(say('instructions.done.REPLY'))).toBeVisible();
  });

  await test.step('Escape shuts what opened, and the focus is where it was', async () => {
    const manager = await as('manager');
    const id = await findCase(manager, '示例河湾中药材合作社标准化种植基地');
    await manager.goto(`/cases/${id}/due-diligence`);
    const help = manager.getByRole('banner').locator('summary');
    await press(manager, help, 'Enter');
    await expect(manager.getByRole('link', { name: say('help.roles.title') })).toBeVisible();
    await manager.keyboard.press('Tab');
    await manager.keyboard.press('Escape');
    await expect(manager.getByRole('link', { name: say('help.roles.title') })).toBeHidden();
    await expect(help).toBeFocused();
    const declare = manager.getByRole('button', { name: say('due-diligence.declareConflict') });
    await press(manager, declare, 'Enter');
    const dialog = manager.getByRole('alertdialog');
    await expect(dialog).toBeVisible();
    await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await manager.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(declare).toBeFocused();

    const approver = await as('approver');
    await approver.goto(`/cases/${await findCase(approver, '示例石桥养蜂合作社蜂产品加工')}/decision`);
    const paper = approver.locator('main a[href*="/documents/"]:visible').first();
    await press(approver, paper, 'Enter');
    await expect(approver.locator('dialog[open]')).toBeVisible();
    await approver.keyboard.press('Escape');
    await expect(approver.locator('dialog[open]')).toHaveCount(0);
    await expect(paper).toBeFocused();
  });
});
