import { randomInt } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { registerHousehold } from './support/applicants';
import { demoPassword, expect, test } from './support/portal';
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
    const style = getComputedStyle(document.activeElement ?? document.body);
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
