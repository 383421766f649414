import type { Page } from '@playwright/test';
import { demoPassword, expect, problems, test } from './support/portal';
import { say } from './support/words';

async function typeAndSend(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel(say('identity.username')).fill(username);
  await page.getByLabel(say('identity.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: say('identity.signIn'), exact: true }).click();
}

test('a wrong name and a wrong password get the same answer, and the name stays typed', async ({ page }) => {
  const answers: string[] = [];
  for (const username of ['nobody-of-this-name', 'ins-clerk']) {
    await page.goto('/sign-in');
    await typeAndSend(page, username, 'certainly-wrong-1');
    await expect(problems(page)).toBeFocused();
    answers.push((await problems(page).textContent()) ?? '');
    await expect(page.getByLabel(say('identity.username'))).toHaveValue(username);
  }
  expect(answers[0]).toContain(say('identity.wrong'));
  expect(answers[1]).toBe(answers[0]);
});

test('the page says before anybody is locked out when that would happen', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText(say('identity.hintLock', { count: 5, minutes: 30 }))).toBeVisible();
  await page.getByRole('button', { name: say('identity.signIn'), exact: true }).click();
  await expect(problems(page)).toContainText(say('identity.usernameMissing'));
  await expect(problems(page)).toContainText(say('identity.passwordMissing'));
});

test('after signing in one is where one wanted to go, but never on another site', async ({
  page,
  context,
  baseURL,
}) => {
  const origin = new URL(baseURL ?? '').origin;
  await page.goto('/cases?stage=DECISION');
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  await typeAndSend(page, 'regulator', demoPassword());
  await page.waitForURL(`${origin}/cases?stage=DECISION`);
  for (const from of ['https://example.com/', '//example.com', '/\\example.com', 'javascript:alert(1)']) {
    await context.clearCookies();
    await page.goto(`/sign-in?from=${encodeURIComponent(from)}`);
    await typeAndSend(page, 'regulator', demoPassword());
    await page.waitForURL((url) => url.origin === origin && url.pathname === '/reports');
  }
});

test('signing out ends the session itself: the old cookie opens nothing any more', async ({ page, context }) => {
  await page.goto('/sign-in');
  await typeAndSend(page, 'regulator', demoPassword());
  await page.waitForURL(/\/reports/);
  const kept = await context.cookies();
  await page
    .getByRole('button', { name: say('shell.signOut') })
    .first()
    .click();
  await expect(page.getByText(say('identity.ended.signed-out'))).toBeVisible();
  await context.addCookies(kept);
  await page.goto('/cases');
  await expect(page).toHaveURL(/\/sign-in\?/);
});

/** Everything that this browser stores for the portal, as text. */
const storedBy = (page: Page) =>
  page.evaluate(async () => {
    const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const asking = db.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => resolve(asking.result);
        });
        parts.push(name, store, JSON.stringify(rows));
      }
      db.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) {
        const kept = await (await caches.open(name)).match(request);
        parts.push(request.url, request.url.includes('/_next/') ? '' : ((await kept?.text()) ?? ''));
      }
    return parts.join('\n');
  });

test('what was read is gone with the session: the page covers itself, and the browser keeps no name', async ({
  page,
  context,
}) => {
  await page.goto('/sign-in');
  await typeAndSend(page, 'county', demoPassword());
  await page.waitForURL(/\/worklist/);
  // a list, searched by the name of somebody in it, and a case of it
  await page.goto('/cases');
  const name = (await page.locator('tbody a.case-link').first().textContent())?.trim() ?? '';
  expect(name.length).toBeGreaterThan(1);
  await page.goto(`/cases?${new URLSearchParams({ q: name })}`);
  await page.locator('tbody a.case-link').first().click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const there = new URL(page.url()).pathname;
  const stored = await storedBy(page);
  expect(stored).toContain('fuqiao-field-user');
  expect(stored).not.toContain(name);
  expect(stored).not.toContain(encodeURIComponent(name));

  // signed out beside it: when the tab is come back to, it covers itself, to readers of screens too
  const beside = await context.newPage();
  await beside.goto('/profile');
  const leaving = beside.waitForResponse((answer) => answer.url().endsWith('/api/sign-out'));
  await beside
    .getByRole('button', { name: say('shell.signOut') })
    .first()
    .click();
  expect(await (await leaving).headerValue('clear-site-data')).toBe('"cache"');
  await expect(beside.getByText(say('identity.ended.signed-out'))).toBeVisible();
  await beside.goBack();
  await expect(beside).toHaveURL(/\/sign-in/);
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('heading', { name: say('shell.sessionOver.title') })).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('heading', { name: heading })).toBeHidden();
  await expect(page).toHaveTitle(say('shell.sessionOver.title'));
  // the same person comes back beside it, and it shows what it showed
  await typeAndSend(beside, 'county', demoPassword());
  await beside.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('heading', { name: heading })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await context.clearCookies({ name: /session/ });
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('link', { name: say('shell.sessionOver.signIn') })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole('link', { name: say('shell.sessionOver.signIn') }).click();
  await typeAndSend(page, 'county', demoPassword());
  await page.waitForURL((url) => url.pathname === there);
});

test('the other language is one click away, and remembered', async ({ page, context }) => {
  await page.goto('/sign-in');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: 'English' }).first().click();
  await expect(page.getByRole('button', { name: say('identity.signIn', {}, 'en'), exact: true })).toBeVisible();
  const later = await context.newPage();
  await later.goto('/sign-in');
  await expect(later.locator('html')).toHaveAttribute('lang', 'en');
  await later.getByLabel(say('identity.username', {}, 'en')).fill('regulator');
  await later.getByLabel(say('identity.password', {}, 'en'), { exact: true }).fill(demoPassword());
  await later.getByRole('button', { name: say('identity.signIn', {}, 'en'), exact: true }).click();
  await later.waitForURL(/\/reports/);
  await expect(later.getByRole('link', { name: say('shell.cases', {}, 'en') }).first()).toBeVisible();
});
