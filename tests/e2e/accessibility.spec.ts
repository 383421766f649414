import { DESKTOP, expectSound, PHONE, ROOM, WORDS } from './support/axe';
import { expect, problems, test } from './support/portal';
import { planTour } from './support/tour-finder';
import { say } from './support/words';

// What is found is said in words; recording hundreds of visits would cost more than making them.
test.use({ trace: 'off', screenshot: 'off' });
test.describe.configure({ mode: 'parallel' });

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
