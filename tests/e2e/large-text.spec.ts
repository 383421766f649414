import type { Page } from '@playwright/test';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 780 };
/** What a window of 1366 shows at 200 %: half as many points. */
const ZOOMED = { width: 683, height: 384 };

async function sizeOfText(page: Page): Promise<number> {
  // the locator waits for a document where one is just being replaced
  return page.locator('html').evaluate((root) => Number.parseFloat(getComputedStyle(root).fontSize));
}

/** The page in each of the sizes, loaded once. */
async function expectNothingSticksOut(page: Page, address: string, language: string) {
  await page.setViewportSize(DESK);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const { size, text, what } of [
    { size: DESK, text: '150', what: 'largest text on a desk' },
    { size: PHONE, text: '150', what: 'largest text on a phone' },
    { size: ZOOMED, text: '100', what: 'window at 200 %' },
  ]) {
    await page.setViewportSize(size);
    const width = await page.evaluate((percent) => {
      document.documentElement.dataset.text = percent;
      return document.documentElement.scrollWidth;
    }, text);
    expect.soft(width, `${address} ${language} ${what}`).toBeLessThanOrEqual(size.width);
  }
}

test('whoever reads with difficulty makes all text larger, and nothing sticks out', async ({ as, baseURL }) => {
  test.setTimeout(300_000);
  const page = await as('approver');
  await page.goto('/worklist');
  expect(await sizeOfText(page)).toBe(16);

  await test.step('one word beside the language', async () => {
    await page
      .getByRole('banner')
      .getByRole('button', { name: say('shell.textSizes.125'), exact: true })
      .click();
    await expect.poll(() => sizeOfText(page)).toBe(20);
    await expect(page).toHaveURL(/\/worklist$/);
  });

  await test.step('and on one’s own account', async () => {
    await page.goto('/profile');
    await page
      .getByRole('main')
      .getByRole('button', { name: say('shell.textSizes.150'), exact: true })
      .click();
    await expect.poll(() => sizeOfText(page)).toBe(24);
    await expect(
      page.getByRole('main').getByRole('button', { name: say('shell.textSizes.150'), exact: true }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  const deciding = `/cases/${await findCase(page, '示例石桥养蜂合作社蜂产品加工')}`;
  const addresses = [
    '/worklist',
    '/cases',
    deciding,
    `${deciding}/decision`,
    `${deciding}/documents`,
    '/payments',
    '/reports',
    '/profile',
    '/help/roles',
  ];
  for (const locale of ['zh-CN', 'en']) {
    await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }]);
    for (const address of addresses) await expectNothingSticksOut(page, address, locale);
  }
});
