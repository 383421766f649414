import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { newHousehold, registerHousehold } from './support/applicants';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

test.use({ viewport: { width: 360, height: 780 } });

async function ask(page: Page, reference: string, phoneEnd: string) {
  await page.getByLabel(say('progress.reference')).fill(reference);
  await page.getByLabel(say('progress.phoneEnd')).fill(phoneEnd);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: say('progress.ask'), exact: true }).click();
  await answered;
  // the form takes no second press while the first is under way
  await expect(page.locator('main form[aria-busy]')).toHaveCount(0);
}

test('a household asks on its telephone how far its application is, and six wrong tries are stopped', async ({
  as,
  page,
}) => {
  test.setTimeout(300_000);
  const applicant = newHousehold();
  const station = await as('station');
  await station.setViewportSize({ width: 1366, height: 768 });
  await registerHousehold(station, `${applicant.name}山羊养殖`, applicant);
  const reference = (await station.locator('main [aria-current=page]').first().textContent()) ?? '';
  expect(reference).toMatch(/^A-\d{6}-\d{4}-\d{4}$/);
  const answer = page.locator('main [role=status]');

  await page.goto('/sign-in');
  await page.getByRole('link', { name: say('identity.progress') }).click();
  await page.waitForURL(/\/progress$/);

  await test.step('what is left out is said', async () => {
    await ask(page, '', '12');
    await expect(problems(page)).toContainText(say('progress.referenceMissing'));
    await expect(problems(page)).toContainText(say('progress.phoneEndWrong'));
  });

  await test.step('the stage and its day, and neither name nor amount', async () => {
    await ask(page, reference.toLowerCase(), '1111');
    await expect(answer).toContainText(say('cases.stages.CONSULTATION'));
    await expect(page.locator('main')).not.toContainText(applicant.name);
    expect(page.url()).toMatch(/\/progress$/);
  });

  await test.step('a wrong number and a wrong telephone are answered alike, until there are too many', async () => {
    await ask(page, `A-999999-2026-${randomInt(1e6)}`, '1234');
    await expect(problems(page)).toContainText(say('progress.unmatched'));
    const stopped = say('progress.limited').slice(0, 6);
    const ghost = `A-999998-2026-${randomInt(1e6)}`;
    for (let count = 0; count < 5; count++) {
      await ask(page, ghost, String(1000 + count));
      await expect(problems(page)).toContainText(say('progress.unmatched'));
    }
    await ask(page, ghost, '1999');
    await expect(problems(page)).toContainText(stopped);
    await expect(page.getByLabel(say('progress.reference'))).toHaveValue(ghost);
  });
});
