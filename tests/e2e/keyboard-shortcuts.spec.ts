import { pressUntil } from './support/keys';
import { expect, test } from './support/portal';
import { say } from './support/words';

const CASES = /\/cases$/;

test('a lead goes about by keys alone, and switches them off', async ({ as }) => {
  test.setTimeout(150_000);
  const page = await as('lead');
  await page.goto('/worklist');

  await test.step('the list of shortcuts opens and closes', async () => {
    const list = page.getByRole('dialog', { name: say('shell.shortcuts.title') });
    await pressUntil(page, '?', list);
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
  });

  await test.step('g and a letter go to a place', async () => {
    for (const [key, path] of [
      ['p', /\/payments$/],
      ['r', /\/reports$/],
      ['w', /\/worklist$/],
      ['c', CASES],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL(path);
    }
  });

  await test.step('j and k move in the list, Enter opens', async () => {
    const links = page.locator('main tbody tr th a, main tbody tr [data-phone=title] a');
    await expect(links.first()).toBeVisible();
    await page.keyboard.press('j');
    await expect(links.nth(0)).toBeFocused();
    await page.keyboard.press('j');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('k');
    await expect(links.nth(0)).toBeFocused();
    const href = await links.nth(0).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => `${url.pathname}${url.search}`.startsWith(href ?? '-'));
  });

  await test.step('the slash focuses the search, and inside a field no key is a shortcut', async () => {
    await page.goto('/worklist');
    const search = page.locator('#search-everything');
    await pressUntil(page, '/', search, 'focused');
    await page.keyboard.type('?gc/');
    await expect(search).toHaveValue('?gc/');
    await expect(page).toHaveURL(/\/worklist$/);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('whoever switches them off is left alone', async () => {
    await page.goto('/profile');
    await page.getByRole('button', { name: say('shell.shortcuts.turnOff') }).click();
    await expect(page.getByText(say('shell.shortcuts.off'))).toBeVisible();
    await page.keyboard.press('?');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page).toHaveURL(/\/profile$/);
    await page.getByRole('button', { name: say('shell.shortcuts.on') }).click();
    await expect(page.getByRole('button', { name: say('shell.shortcuts.turnOff') })).toBeVisible();
    await pressUntil(page, '?', page.getByRole('dialog'));
  });
});
