import { expect, test } from './support/portal';
import { say } from './support/words';

test('what a form has done is said also when the form is gone with its row, until the next page', async ({ as }) => {
  const page = await as('hq');
  const phrase = `请补充材料 ${Date.now()}`;
  await page.goto('/profile/phrases');
  const adding = page.getByRole('form', { name: say('phrases.add.OWN') });
  await adding.getByLabel(new RegExp(`^${say('phrases.add.OWN')}`)).fill(phrase);
  await adding.getByRole('button', { name: say('phrases.addSubmit') }).click();
  const row = page.getByRole('listitem').filter({ hasText: phrase });
  await expect(row).toBeVisible();
  await expect(page.getByText(say('phrases.added'), { exact: true })).toBeVisible();

  await row.getByRole('button', { name: say('phrases.remove') }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveCount(0);
  const said = page.getByRole('status').filter({ hasText: say('phrases.removed') });
  await expect(said).toBeVisible();
  // whoever works by keyboard goes on from there
  await expect(said.locator(':focus')).toHaveText(say('phrases.removed'));

  await page
    .getByRole('navigation', { name: say('shell.mainMenu') })
    .getByRole('link')
    .first()
    .click();
  await page.waitForURL(/\/worklist/);
  await expect(page.getByText(say('phrases.removed'), { exact: true })).toHaveCount(0);
});
