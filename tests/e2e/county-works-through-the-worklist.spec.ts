import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { newHousehold, registerHousehold } from './support/applicants';
import { expect, problems, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1366, height: 768 };
const CONSULTATION = '融资申请书';
const ACCEPTANCE = ['身份证复印件', '征信查询授权书', '个人信息处理同意书'];

const bar = (page: Page) => page.getByRole('group', { name: say('worklist.bulk.title') });
const accept = (page: Page) => bar(page).getByRole('button', { name: say('worklist.bulk.acts.accept'), exact: true });

/** A household's case that the station registered and submitted; complete ones have every file of acceptance. */
async function submitted(station: Page, title: string, complete: boolean): Promise<string> {
  const id = await registerHousehold(station, title, newHousehold());
  await steps.upload(station, id, CONSULTATION);
  await steps.take(station, id, 'submit');
  if (complete) for (const name of ACCEPTANCE) await steps.upload(station, id, name);
  return id;
}

test('a county official accepts what is ready, reads why the rest is not, and goes from one item to the next', async ({
  as,
}) => {
  test.setTimeout(500_000);
  const station = await as('station');
  const county = await as('county');
  await county.setViewportSize(DESK);
  const [ready, lacking] = [`示例批量甲${randomInt(1e6)}`, `示例批量乙${randomInt(1e6)}`];
  const readyId = await submitted(station, ready, true);
  const lackingId = await submitted(station, lacking, false);
  for (const name of [CONSULTATION, ...ACCEPTANCE]) await steps.checkFile(county, readyId, name);
  const row = (title: string) => county.getByRole('row').filter({ hasText: title });

  await test.step('with nothing ticked the list says so', async () => {
    await county.goto('/worklist');
    await accept(county).click();
    await expect(problems(county)).toContainText(say('errors.nothingTicked'));
    await expect(problems(county)).toBeFocused();
  });

  await test.step('two are ticked by keyboard: one is accepted, the other is not, with its reason', async () => {
    for (const title of [ready, lacking]) {
      await row(title).getByRole('checkbox').focus();
      await county.keyboard.press('Space');
      await expect(row(title).getByRole('checkbox')).toBeChecked();
    }
    await expect(bar(county)).toContainText('2');
    await accept(county).click();
    await expect(
      county.getByRole('heading', { name: say('worklist.bulk.result', { done: 1, failed: 1 }) }),
    ).toBeFocused();
    await expect(row(ready)).toContainText(say('worklist.bulk.did.accept'));
    await expect(row(lacking)).toContainText(say('refusals.DOCUMENTS_MISSING').slice(0, 2));
  });

  await test.step('a second try of what failed is refused for the same reason and loses nothing', async () => {
    await county.getByRole('button', { name: say('worklist.bulk.retry', { count: 1 }) }).click();
    await expect(
      county.getByRole('heading', { name: say('worklist.bulk.result', { done: 0, failed: 1 }) }),
    ).toBeVisible();
    await county.getByRole('button', { name: say('worklist.bulk.back') }).click();
    await expect(row(lacking)).toBeVisible();
    await expect(row(ready)).toHaveCount(0);
  });

  await test.step('the other is opened from the list and sent for a supplement; the next one is offered', async () => {
    await row(lacking).getByRole('link').click();
    await county.waitForURL(new RegExp(lackingId));
    await county
      .getByRole('link', { name: say('cases.verbs.requestSupplement'), exact: true })
      .first()
      .click();
    await county.getByRole('checkbox').first().check();
    await county.getByLabel(new RegExp(`^${say('cases.fields.reason')}`)).fill('缺身份证复印件。');
    await county
      .getByRole('button', { name: say('cases.confirm', { verb: say('cases.verbs.requestSupplement') }) })
      .click();
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
      ['done', ready],
      ['done', lacking],
      ['handed-on', lacking],
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
