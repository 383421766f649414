import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { currentTime } from '@/server/clock';
import { expectSound } from './support/axe';
import { expect, letTheFactorAge, makeCase, makeChecker, problems, test } from './support/portal';
import { say } from './support/words';

const code = (page: Page) => page.getByRole('textbox', { name: say('common.factorCode') });

async function signIn(page: Page, username: string, password: string) {
  await page.goto('/sign-in?from=/profile/second-factor');
  await page.getByLabel(say('identity.username')).fill(username);
  await page.getByLabel(say('identity.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: say('identity.signIn'), exact: true }).click();
}

test('a checker sets up an authenticator, signs in with it, and shows it again before money leaves', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const [{ username, password }, { id }] = [await makeChecker(), await makeCase('PAYMENT_RELEASE')];
  let recovery: string[] = [];

  await test.step('set up on the account page, with recovery codes shown once', async () => {
    await signIn(page, username, password);
    await page.waitForURL('**/profile/second-factor');
    await page.getByRole('button', { name: say('identity.factor.begin') }).click();
    await expect(page.getByRole('img', { name: say('identity.factor.qr') })).toBeVisible();
    const secret = (await page.locator('main code').textContent()) ?? '';
    await code(page).fill('000000');
    await page.getByRole('button', { name: say('identity.factor.confirm') }).click();
    await expect(problems(page)).toContainText(say('refusals.FACTOR_WRONG'));
    const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    const shown = page.getByRole('region', { name: say('identity.factor.codes.title') });
    // an authenticator that shows the time of the portal, which stands on a day of its own choice
    await code(page).fill(totp.generate({ timestamp: currentTime().getTime() }));
    await page.getByRole('button', { name: say('identity.factor.confirm') }).click();
    await expect(shown).toBeVisible();
    recovery = await shown.locator('code').allTextContents();
    expect(recovery).toHaveLength(10);
  });

  await test.step('the password alone opens nothing any more, not even its own change', async () => {
    await page.context().clearCookies({ name: /session/ });
    await signIn(page, username, password);
    await page.waitForURL('**/second-factor?**');
    await expectSound(page, '/second-factor');
    await page.goto('/change-password');
    await page.waitForURL('**/second-factor?**');
    await page.goto('/worklist');
    await page.waitForURL('**/second-factor?**');
    await code(page).fill(recovery[0] ?? '');
    await page.getByRole('button', { name: say('identity.factor.send') }).click();
    await page.waitForURL('**/worklist');
  });

  await test.step('ten minutes later the release asks again, and keeps what was ticked', async () => {
    await letTheFactorAge(username);
    await page.goto(`/cases/${id}?tab=money`);
    await page.getByRole('link', { name: say('disbursements.openRequest', { sequence: 1 }) }).click();
    const panel = page.getByRole('region', { name: say('disbursements.release.title') });
    await panel.getByRole('checkbox').check();
    await panel.getByRole('button', { name: say('disbursements.release.submit') }).click();
    await expect(problems(page)).toContainText(say('refusals.FACTOR_NEEDED'));
    await expect(panel.getByRole('checkbox')).toBeChecked();
    await code(page).fill(recovery[1] ?? '');
    await panel.getByRole('button', { name: say('disbursements.release.submit') }).click();
    await expect(page.getByText(say('disbursements.paymentStatus.RELEASED'), { exact: true })).toBeVisible();
  });
});
