import type { Page } from '@playwright/test';
import { pageAt } from '../../src/features/help/pages';
import { DESKTOP, expectSound, PHONE, WORDS } from './support/axe';
import { expect, problems, test } from './support/portal';
import { planTour } from './support/tour-finder';
import { say } from './support/words';

test.describe.configure({ mode: 'parallel' });

type Locale = 'zh-CN' | 'en';

// Two halves of the tour, one for each worker; each also signs in and fails a form in one of the languages.
for (const [half, locale] of (['zh-CN', 'en'] as const).entries())
  test(`axe finds nothing on any page in either language: half ${half + 1}, and forms in ${locale}`, async ({
    as,
    page,
    context,
    baseURL,
  }) => {
    test.setTimeout(900_000);
    const speak = (where: Page, language: Locale) =>
      where.context().addCookies([{ name: 'locale', value: language, url: baseURL ?? '' }]);
    const stops = await planTour(as);
    const middle = Math.ceil(stops.length / 2);
    const seen = new Set<string>();
    for (const { username, address } of half === 0 ? stops.slice(0, middle) : stops.slice(middle)) {
      const open = await as(username);
      const show = async (language: Locale) => {
        await speak(open, language);
        await open.goto(address);
        await expect(open.getByRole('heading', { level: 1 })).toBeVisible();
      };
      await open.setViewportSize(DESKTOP);
      await show('zh-CN');
      await expectSound(open, `${username} ${address}`, [DESKTOP]);
      // The telephone and the second language are asked once for a page, whatever else it is visited with.
      const { pathname, searchParams } = new URL(address, baseURL);
      const key = `${pageAt(pathname) ?? pathname} ${searchParams.get('tab') ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      await expectSound(open, `${username} ${address}`, [PHONE]);
      // It has the same elements in other words: missing ones, and longer ones where there is least room.
      await show('en');
      await expectSound(open, `${username} ${address} in English`, [PHONE], WORDS);
    }

    await test.step('signing in, before and after it failed', async () => {
      await context.addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }]);
      await page.goto('/sign-in');
      await expectSound(page, 'sign-in');
      await page.getByRole('button', { name: say('identity.signIn', {}, locale), exact: true }).click();
      await expect(problems(page)).toBeFocused();
      await expectSound(page, 'sign-in that failed');
    });

    await test.step('a failed form and an open dialog', async () => {
      const station = await as('station');
      await speak(station, locale);
      await station.setViewportSize(DESKTOP);
      await station.goto(stops.find(({ address }) => address.endsWith('/applicant'))?.address ?? '');
      await station.getByRole('button', { name: say('consultations.savePart', {}, locale), exact: true }).click();
      await expect(problems(station)).toBeFocused();
      await expectSound(station, 'form that failed');
      const checker = await as('checker');
      await speak(checker, locale);
      await checker.setViewportSize(DESKTOP);
      await checker.goto(stops.find(({ address }) => /\/cases\/[0-9a-f-]+\/payments\//.test(address))?.address ?? '');
      await checker.getByRole('button', { name: say('disbursements.refuse.title', {}, locale) }).click();
      await expect(checker.getByRole('alertdialog')).toBeVisible();
      await expectSound(checker, 'dialog');
    });
  });
