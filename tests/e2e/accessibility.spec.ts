import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { planTour } from './support/tour-finder';
import { say } from './support/words';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// What is found is said in words; recording hundreds of visits would cost more than making them.
test.use({ trace: 'off', screenshot: 'off' });
test.describe.configure({ mode: 'parallel' });

/** What depends on the words of a page rather than on its elements. */
const WORDS = [
  'target-size',
  'link-name',
  'button-name',
  'label',
  'document-title',
  'html-lang-valid',
  'empty-heading',
];

/** What else depends on the room there is; the rest is the same on a telephone as at a desk. */
const ROOM = [
  ...WORDS,
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'nested-interactive',
  'aria-hidden-focus',
  'select-name',
];

const DESKTOP = { width: 1366, height: 900 };
const PHONE = { width: 360, height: 780 };

/** What axe finds on the page as it stands, each with the elements it is about; nothing, when all is well. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy mode: no page of another site is framed here, and a blank page beside each examination costs most of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(RULES)).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join(' | ')}`,
  );
}

/** The page at a desk and on a telephone: nothing for axe to find, and nothing sticking out at the right. */
async function expectSound(page: Page, what: string, sizes = [DESKTOP, PHONE], phoneRules = ROOM): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect
      .soft(await violations(page, size === PHONE ? phoneRules : undefined), `${what} at ${size.width}`)
      .toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${what} at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize(DESKTOP);
}

for (const locale of ['zh-CN', 'en'] as const)
  test(`axe finds nothing on any page in ${locale}`, async ({ as, page, context, baseURL }) => {
    test.setTimeout(900_000);
    const stops = await planTour(as);
    const language = { name: 'locale', value: locale, url: baseURL ?? '' };
    // The second language has the same elements in other words: missing ones, and longer ones where there is least room.
    const [sizes, rules] = locale === 'en' ? [[PHONE], WORDS] : [[DESKTOP, PHONE], ROOM];
    for (const { username, address } of stops) {
      const open = await as(username);
      await open.context().addCookies([language]);
      await open.goto(address);
      await expect(open.getByRole('heading', { level: 1 })).toBeVisible();
      await expectSound(open, `${username} ${address}`, sizes, rules);
    }

    await test.step('signing in, before and after it failed', async () => {
      await context.addCookies([language]);
      await page.goto('/sign-in');
      await expectSound(page, 'sign-in');
      await page.getByRole('button', { name: say('identity.signIn', {}, locale), exact: true }).click();
      await expect(problems(page)).toBeFocused();
      await expectSound(page, 'sign-in that failed');
    });

    await test.step('a failed form and an open dialog', async () => {
      const station = await as('station');
      await station.goto(stops.find(({ address }) => address.endsWith('/applicant'))?.address ?? '');
      await station.getByRole('button', { name: say('consultations.savePart', {}, locale), exact: true }).click();
      await expect(problems(station)).toBeFocused();
      await expectSound(station, 'form that failed');
      const checker = await as('checker');
      await checker.goto(stops.find(({ address }) => /\/cases\/[0-9a-f-]+\/payments\//.test(address))?.address ?? '');
      await checker.getByRole('button', { name: say('disbursements.refuse.title', {}, locale) }).click();
      await expect(checker.getByRole('alertdialog')).toBeVisible();
      await expectSound(checker, 'dialog');
    });
  });
