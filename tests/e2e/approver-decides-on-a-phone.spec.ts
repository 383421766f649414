import type { Page } from '@playwright/test';
import { expect, problems, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

const TITLE = '示例梅沟菌业合作社菌棒工厂';
const PHRASE = '还款来源不清，请补充近一年银行流水后再报。';

test.use({ viewport: { width: 360, height: 780 } });

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, page.url()).toBeLessThanOrEqual(360);
}

test('an approver decides on a telephone: reads, opens a document, inserts a phrase, sends it back', async ({ as }) => {
  test.setTimeout(180_000);
  const page = await as('approver');
  const id = await findCase(page, TITLE);

  await test.step('writes a phrase of their own once', async () => {
    await page.goto('/profile/phrases');
    const form = page.getByRole('form', { name: say('phrases.add.OWN') });
    await form.getByRole('button', { name: say('phrases.addSubmit') }).click();
    await expect(problems(page)).toBeFocused();
    await form.getByLabel(new RegExp(`^${say('phrases.add.OWN')}`)).fill(PHRASE);
    await form.getByRole('button', { name: say('phrases.addSubmit') }).click();
    await expect(page.getByRole('listitem').filter({ hasText: PHRASE })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

  await test.step('finds all that the decision rests on in one place', async () => {
    await page.goto(`/cases/${id}`);
    await page.getByRole('link', { name: say('decisions.desk.open') }).click();
    await page.waitForURL(/\/decision$/);
    for (const heading of ['decisions.authority', 'decisions.figures.title', 'due-diligence.report', 'documents.title'])
      await expect(page.getByRole('heading', { name: say(heading), exact: true })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

  await test.step('reads a document without leaving', async () => {
    await page.getByRole('link', { name: 'application_form.pdf' }).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet).toBeVisible();
    const first = await sheet.getByRole('heading').textContent();
    await sheet.getByRole('button', { name: say('documents.next') }).click();
    await expect(sheet.getByRole('heading')).not.toHaveText(first ?? '');
    await sheet.getByRole('button', { name: say('documents.closeBeside') }).click();
    await expect(sheet).toBeHidden();
    await expect(page).toHaveURL(/\/decision$/);
  });

  await test.step('decides with the thumb', async () => {
    await page.getByRole('link', { name: say('decisions.desk.decide') }).click();
    const panel = page.getByRole('region', { name: say('decisions.yourDecision') });
    await panel.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.RETURNED')}`) }).check();
    await panel.getByLabel(say('decisions.returnTo')).selectOption({ index: 1 });
    await panel.getByRole('button', { name: say('decisions.next.RETURNED') }).click();
    await expect(problems(page)).toBeFocused();
    const opinion = panel.getByRole('textbox', { name: say('decisions.opinion') });
    await expect(opinion).toHaveValue('');
    await panel.getByRole('button', { name: say('phrases.title') }).click();
    await panel.getByRole('button', { name: PHRASE }).click();
    await expect(opinion).toHaveValue(PHRASE);
    await expect(opinion).toBeFocused();
    const send = panel.getByRole('button', { name: say('decisions.next.RETURNED') });
    await expect(send).toBeInViewport();
    await send.click();
  });

  await test.step('reads what will follow, confirms, and is on the way to the next', async () => {
    await expect(page.getByText(say('decisions.cannotUndo'))).toBeVisible();
    await expect(page.getByRole('main')).toContainText(PHRASE);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: say('decisions.take.RETURNED') }).click();
    await page.waitForURL(/done=RETURNED/);
    await page.getByRole('link', { name: say('decisions.toWorklist') }).click();
    await page.waitForURL(/\/worklist/);
  });

  await test.step('the return stands in the history with its reason', async () => {
    await page.goto(`/cases/${id}/decision`);
    const returns = page.getByRole('region', { name: say('due-diligence.returns.title', { count: 1 }) });
    await expect(returns).toContainText(PHRASE);
  });
});
