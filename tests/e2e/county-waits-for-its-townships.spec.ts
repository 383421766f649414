import type { Page } from '@playwright/test';
import { expect, test } from './support/portal';
import { say } from './support/words';

/** A cell of the table of periods by its place; the latest period stands first. */
const latestOf = (page: Page, place: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: place }) })
    .getByRole('link')
    .first();

/** The panel of a step, done with its one button. */
async function take(page: Page, step: 'report' | 'review' | 'sign'): Promise<void> {
  const form = page.getByRole('form', { name: say(`periods.${step}`), exact: true });
  await form.getByRole('button').click();
  await expect(form).toHaveCount(0);
}

test('a county sees who has not reported, reviews what comes in, and the township’s leader locks it', async ({
  as,
}) => {
  const county = await as('county');
  await county.goto('/worklist');
  const note = county.locator('.say-bar').first();
  await expect(note).toContainText('堌阳镇');
  await note.getByRole('link').first().click();
  const table = county.getByRole('table', { name: say('periods.title') });
  // after the own place: who owes the latest period comes first
  await expect(
    table
      .getByRole('row')
      .filter({ hasText: /堌阳镇|兰阳街道/ })
      .first(),
  ).toContainText(say('periods.overdueState'));

  const township = await as('township-410225101');
  await township.goto('/periods');
  await latestOf(township, '堌阳镇').click();
  await township.waitForURL(/\/periods\/\d+\//);
  const address = township.url();
  await take(township, 'report');
  await expect(township.getByText(say('periods.waits.REPORTED'))).toBeVisible();

  await county.goto(address);
  await take(county, 'review');
  const head = await as('head-410225101');
  await head.goto(address);
  await take(head, 'sign');
  await expect(head.getByText(say('periods.lockedSame'))).toBeVisible();

  await county.goto('/periods');
  await expect(latestOf(county, '堌阳镇')).toContainText(say('periods.states.SIGNED'));
});
