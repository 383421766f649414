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
