import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { planTour } from './support/tour';
import { say } from './support/words';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const VIEWS = [
  { locale: 'zh-CN', width: 1366, height: 900 },
  { locale: 'en', width: 360, height: 780 },
  { locale: 'zh-CN', width: 360, height: 780 },
  { locale: 'en', width: 1366, height: 900 },
] as const;

/** What axe finds on the page as it stands, each with the elements it is about; nothing, when all is well. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join(' | ')}`,
  );
}

for (const { locale, width, height } of VIEWS)
  test(`axe finds nothing on any page in ${locale} at ${width} pixels`, async ({ as, page, context, baseURL }) => {
    test.setTimeout(600_000);
    const stops = await planTour(as);
    const language = { name: 'locale', value: locale, url: baseURL ?? '' };
    const seen = new Set<string>();
    for (const { username, address } of stops) {
      const open = await as(username);
      if (!seen.has(username)) {
        seen.add(username);
        await open.context().addCookies([language]);
        await open.setViewportSize({ width, height });
      }
      await open.goto(address);
      await expect(open.getByRole('heading', { level: 1 })).toBeVisible();
      expect.soft(await violations(open), `${username} ${address}`).toEqual([]);
      const scroll = await open.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(scroll, `${username} ${address}`).toBeLessThanOrEqual(width);
    }

    await test.step('signing in, before and after it failed', async () => {
      await context.addCookies([language]);
      await page.setViewportSize({ width, height });
      await page.goto('/sign-in');
      expect.soft(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: say('identity.signIn', {}, locale), exact: true }).click();
      await expect(problems(page)).toBeFocused();
      expect.soft(await violations(page)).toEqual([]);
    });

    await test.step('a failed form and an open dialog', async () => {
      const station = await as('station');
      await station.goto(stops.find(({ address }) => address.includes('kind=HOUSEHOLD'))?.address ?? '');
      await station.getByRole('button', { name: say('consultations.submit', {}, locale), exact: true }).click();
      await expect(problems(station)).toBeFocused();
      expect.soft(await violations(station)).toEqual([]);
      const checker = await as('checker');
      await checker.goto(stops.find(({ address }) => /\/cases\/.*\/payments\//.test(address))?.address ?? '');
      await checker.getByRole('button', { name: say('disbursements.refuse.title', {}, locale) }).click();
      await expect(checker.getByRole('alertdialog')).toBeVisible();
      expect.soft(await violations(checker)).toEqual([]);
    });
  });
