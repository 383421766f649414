import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

const BANK = '示例银行兰考县支行';
const OWN_PASSWORD = 'correct horse battery';

async function fillAccount(page: Page, username: string, roles: readonly string[]) {
  await page.getByLabel(say('administration.username')).fill(username);
  await page.getByLabel(say('administration.nameZh')).first().fill('示例新客户经理');
  await page.getByLabel(say('administration.staffNumber')).fill(`E-${username}`);
  await page.getByLabel(say('administration.organisation')).first().fill(BANK);
  for (const role of roles) await page.getByRole('checkbox', { name: say(`roles.${role}`), exact: true }).check();
}

async function signIn(page: Page, username: string, password: string) {
  await page.goto('/sign-in');
  await page.getByLabel(say('identity.username')).fill(username);
  await page.getByLabel(say('identity.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: say('identity.signIn'), exact: true }).click();
}

async function changePassword(page: Page, old: string, next: string, again = next) {
  await page.getByLabel(say('identity.oneTimePassword'), { exact: true }).fill(old);
  await page.getByLabel(say('identity.newPassword'), { exact: true }).fill(next);
  await page.getByLabel(say('identity.newPasswordAgain'), { exact: true }).fill(again);
  await page.getByRole('button', { name: say('identity.changePassword'), exact: true }).click();
}

test('an account is opened, its one-time password replaced at the first sign-in, and it is shut the same minute', async ({
  as,
  page,
}) => {
  test.setTimeout(400_000);
  const admin = await as('secadmin');
  const username = `manager-${Date.now() % 1_000_000}`;
  let password = '';

  await test.step('roles that check each other are refused, and what was typed stays', async () => {
    await admin.goto('/admin/users');
    await admin.getByRole('link', { name: say('administration.openAccount'), exact: true }).click();
    await admin.waitForURL('**/admin/users/new');
    await fillAccount(admin, username, ['ACCOUNT_MANAGER', 'APPROVER']);
    await admin.getByRole('button', { name: say('administration.openAccount') }).click();
    const reason = { first: say('roles.ACCOUNT_MANAGER'), second: say('roles.APPROVER') };
    await expect(problems(admin)).toContainText(say('refusals.ROLES_FORBIDDEN_TOGETHER', reason));
    await expect(admin.getByLabel(say('administration.username'))).toHaveValue(username);
  });

  await test.step('the one-time password is shown once', async () => {
    await admin.getByRole('checkbox', { name: say('roles.APPROVER'), exact: true }).uncheck();
    await admin.getByRole('button', { name: say('administration.openAccount') }).click();
    const shown = admin.getByRole('region', { name: say('sheets.secrets.title') });
    await expect(shown).toBeVisible();
    password = (await shown.locator('code').textContent()) ?? '';
    expect(password).toMatch(/^[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$/);
    await admin.reload();
    await expect(admin.getByText(password)).toHaveCount(0);
  });

  await test.step('the person can do nothing before the password is their own', async () => {
    await signIn(page, username, password);
    await page.waitForURL('**/change-password**');
    await page.goto('/cases');
    await page.waitForURL('**/change-password**');
    expect((await page.request.get('/api/sheets/users/template', { timeout: 90_000 })).status()).toBe(401);
    await changePassword(page, password, OWN_PASSWORD, 'another password');
    await expect(problems(page)).toContainText(say('errors.passwordsDiffer'));
    await changePassword(page, password, username);
    await expect(problems(page)).toBeVisible();
    await changePassword(page, password, OWN_PASSWORD);
    await page.waitForURL('**/cases');
    await expect(page.getByRole('main')).toBeVisible();
  });

  await test.step('shut, the account is out with its next click', async () => {
    await admin.goto(`/admin/users?q=${username}`);
    await admin.getByRole('link', { name: '示例新客户经理' }).click();
    await admin.waitForURL(/\/admin\/users\/[0-9a-f-]{36}$/);
    await admin.getByRole('button', { name: say('administration.deactivate') }).click();
    await expect(admin.getByText(say('administration.accountState.DEACTIVATED')).first()).toBeVisible();
    await page.goto('/cases');
    await page.waitForURL(/\/sign-in\?/);
    await signIn(page, username, OWN_PASSWORD);
    await expect(problems(page)).toContainText(say('identity.wrong'));
  });
});
