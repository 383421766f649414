import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1366, height: 768 };
const HANDED_ON = '/worklist?view=handed-on';

/** Nothing sticks out at the right on a telephone. */
async function expectFits(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, page.url()).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** The first row that can still be urged today, by the reference that its button names. */
async function firstUrgeable(page: Page) {
  const button = page.getByRole('row').getByRole('button', { name: new RegExp(say('worklist.urgeOf', { name: '' })) });
  await expect(button.first()).toBeVisible();
  const name = (await button.first().getAttribute('aria-label')) ?? '';
  return { button: button.first(), reference: name.replace(say('worklist.urgeOf', { name: '' }), '').trim() };
}

test('a lead sees whom the handed-on cases wait for, urges them, and copies one to a colleague', async ({ as }) => {
  test.setTimeout(300_000);
  const lead = await as('lead');
  await lead.setViewportSize(DESK);
  await lead.goto(HANDED_ON);
  const { button, reference } = await firstUrgeable(lead);

  await test.step('a button of the bar without a tick says what is missing', async () => {
    await lead
      .getByRole('group', { name: say('worklist.bulk.title') })
      .getByRole('button', { name: say('worklist.bulk.acts.urge'), exact: true })
      .click();
    await expect(problems(lead)).toContainText(say('errors.nothingTicked'));
    await expect(problems(lead)).toBeFocused();
  });

  await test.step('urged, the row says so and offers it no second time that day', async () => {
    await button.click();
    await expect(
      lead.getByRole('heading', { name: say('worklist.bulk.result', { done: 1, failed: 0 }) }),
    ).toBeFocused();
    await lead.getByRole('button', { name: say('worklist.bulk.back') }).click();
    const row = lead.getByRole('row').filter({ hasText: reference });
    await expect(row).toContainText(say('worklist.urgedAt', { at: '' }).trim());
    await expect(row.getByRole('button')).toHaveCount(0);
  });

  await test.step('ticked and urged again on a telephone, it is refused with the day from which it may be', async () => {
    await lead.setViewportSize(PHONE);
    await lead.goto(HANDED_ON);
    await expectFits(lead);
    await lead.getByRole('row').filter({ hasText: reference }).getByRole('checkbox').check();
    await lead
      .getByRole('group', { name: say('worklist.bulk.title') })
      .getByRole('button', { name: say('worklist.bulk.acts.urge'), exact: true })
      .click();
    await expect(
      lead.getByRole('heading', { name: say('worklist.bulk.result', { done: 0, failed: 1 }) }),
    ).toBeVisible();
    await expect(lead.getByRole('main')).toContainText(say('refusals.URGED_TODAY').slice(0, 8));
    await expectFits(lead);
    await expect(lead.getByRole('button', { name: say('worklist.bulk.retry', { count: 1 }) })).toBeVisible();
    await lead.setViewportSize(DESK);
  });

  await lead.goto(HANDED_ON);
  await lead.getByRole('row').filter({ hasText: reference }).getByRole('link').click();
  await lead.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  const caseAddress = new URL(lead.url()).pathname;
  const title = (await lead.getByRole('heading', { level: 1 }).textContent()) ?? '';

  await test.step('from the case it is copied: nobody chosen is an error, a colleague is found by name', async () => {
    await lead.getByRole('link', { name: say('worklist.reach.copy') }).click();
    await lead.waitForURL(/\/worklist\/copy/);
    await lead.getByRole('button', { name: say('worklist.copy.send'), exact: true }).click();
    await expect(problems(lead).first()).toContainText(say('errors.recipientMissing'));
    await lead.getByLabel(say('worklist.copy.search')).fill(say('roles.COUNTY_OFFICIAL'));
    await lead
      .getByRole('checkbox', { name: new RegExp(say('roles.COUNTY_OFFICIAL')) })
      .first()
      .check();
    await lead.getByRole('button', { name: say('worklist.copy.send'), exact: true }).click();
    await expect(
      lead.getByRole('heading', { name: say('worklist.bulk.result', { done: 1, failed: 0 }) }),
    ).toBeVisible();
  });

  const county = await as('county');
  await test.step('the colleague finds it unread on a telephone, in the inbox and in the worklist', async () => {
    await county.setViewportSize(PHONE);
    await county.goto('/notices');
    await expectFits(county);
    const line = county.getByRole('listitem').filter({ hasText: reference });
    await expect(line.filter({ hasText: say('notices.kinds.COPIED') })).toBeVisible();
    await county.goto('/worklist?view=copied');
    await expectFits(county);
    const row = county.getByRole('row').filter({ hasText: reference });
    await expect(row).toContainText(say('worklist.unread'));
    await row.getByRole('link').click();
    await county.waitForURL(new RegExp(caseAddress));
    await expect(county.getByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  await test.step('opened, it is read everywhere', async () => {
    await expect
      .poll(async () => {
        await county.goto('/worklist?view=copied');
        return county.getByRole('row').filter({ hasText: reference }).textContent();
      })
      .not.toContain(say('worklist.unread'));
    await county.goto('/notices');
    await expect(
      county
        .getByRole('listitem')
        .filter({ hasText: reference })
        .filter({ hasText: say('notices.kinds.COPIED') }),
    ).toHaveCount(0);
    await lead.goto(caseAddress);
    await expect(lead.getByRole('region', { name: say('worklist.reach.title') })).toContainText(
      say('worklist.reach.copiedRead', { name: '', at: '' }).slice(-2),
    );
  });
});

test('a case of another county cannot be copied by its address', async ({ as }) => {
  const lead = await as('lead');
  await lead.goto(HANDED_ON);
  const href = await lead.locator('main table a[href^="/cases/"]').first().getAttribute('href');
  const stranger = await as('lead-b');
  await stranger.goto(`/worklist/copy?case=${href?.slice(-36)}`);
  await expect(stranger.getByRole('main')).toContainText(say('worklist.copy.noCase'));
});
