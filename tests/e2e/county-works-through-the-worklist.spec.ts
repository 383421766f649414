import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { findCase } from './support/seeded';
import * as steps from './support/steps';
import { say } from './support/words';

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1366, height: 768 };
/** Both wait for the county's acceptance; the files of neither are checked yet. */
const READY = '示例农户乙大棚蔬菜';
const LACKING = '示例云菌农民专业合作社食用菌大棚二期';
const FILES = ['application_form', 'identity_copy', 'credit_consent', 'privacy_consent'];

const bar = (page: Page) => page.getByRole('group', { name: say('worklist.bulk.title') });
const accept = (page: Page) => bar(page).getByRole('button', { name: say('worklist.bulk.acts.accept'), exact: true });

test('a county official accepts what is ready, reads why the rest is not, and goes from one item to the next', async ({
  as,
}) => {
  test.setTimeout(500_000);
  const county = await as('county');
  await county.setViewportSize(DESK);
  const readyId = await findCase(county, READY);
  const lackingId = await findCase(county, LACKING);
  for (const name of FILES) await steps.checkFile(county, readyId, name);
  const row = (title: string) => county.getByRole('row').filter({ hasText: title });

  await test.step('with nothing ticked the list says so', async () => {
    await county.goto('/worklist');
    await accept(county).click();
    await expect(problems(county)).toContainText(say('errors.nothingTicked'));
    await expect(problems(county)).toBeFocused();
  });

  await test.step('two are ticked by keyboard: one is accepted, the other is not, with its reason', async () => {
    for (const title of [READY, LACKING]) {
      await row(title).getByRole('checkbox').focus();
      await county.keyboard.press('Space');
      await expect(row(title).getByRole('checkbox')).toBeChecked();
    }
    await expect(bar(county)).toContainText('2');
    await accept(county).click();
    await expect(
      county.getByRole('heading', { name: say('worklist.bulk.result', { done: 1, failed: 1 }) }),
    ).toBeFocused();
    await expect(row(READY)).toContainText(say('worklist.bulk.did.accept'));
    await expect(row(LACKING)).toContainText(say('refusals.DOCUMENTS_UNCHECKED').slice(-6));
  });

  await test.step('a second try of what failed is refused for the same reason and loses nothing', async () => {
    await county.getByRole('button', { name: say('worklist.bulk.retry', { count: 1 }) }).click();
    await expect(
      county.getByRole('heading', { name: say('worklist.bulk.result', { done: 0, failed: 1 }) }),
    ).toBeVisible();
    await county.getByRole('button', { name: say('worklist.bulk.back') }).click();
    await expect(row(LACKING)).toBeVisible();
    await expect(row(READY)).toHaveCount(0);
  });

  await test.step('the other is opened from the list and declined; the next one is offered', async () => {
    await row(LACKING).getByRole('link').click();
    await county.waitForURL(new RegExp(lackingId));
    await county
      .getByRole('link', { name: say('cases.verbs.decline'), exact: true })
      .first()
      .click();
    await county.waitForURL(/\/transition\/decline$/);
    await county.getByLabel(new RegExp(`^${say('cases.fields.reason')}`)).fill('不符合本项目方案的受理条件。');
    await county.getByRole('button', { name: say('cases.confirm', { verb: say('cases.verbs.decline') }) }).click();
    await expect(
      county.getByText(say('worklist.queue.progress', { done: 1, total: 0 }).replace(/\/0$/, '/')),
    ).toBeVisible();
    const next = county.getByRole('link', { name: new RegExp(`^${say('worklist.queue.next', { name: '' })}`) });
    await expect(next).toBeVisible();
    await next.focus();
    await county.keyboard.press('Enter');
    await expect(county).not.toHaveURL(new RegExp(lackingId));
    await county.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  });

  await test.step('what was done and what waits for others stands in the other views, on a telephone too', async () => {
    await county.setViewportSize(PHONE);
    for (const [view, title] of [
      ['done', READY],
      ['done', LACKING],
    ] as const) {
      await county.goto(`/worklist?view=${view}`);
      await expect(row(title)).toBeVisible();
      expect(await county.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    }
    await county.goto('/worklist');
    const boxes = county.getByRole('row').getByRole('checkbox');
    await boxes.last().check();
    await expect(accept(county)).toBeInViewport();
  });
});
