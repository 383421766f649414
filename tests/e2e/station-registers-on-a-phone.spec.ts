import { randomInt } from 'node:crypto';
import {
  answerQuestions,
  chooseBranch,
  chooseKind,
  fillApplicant,
  fillPart,
  fillPayee,
  newHousehold,
  openPart,
  savePart,
  typeRequest,
} from './support/applicants';
import { demoPassword, expect, test } from './support/portal';
import { say } from './support/words';

test.use({ viewport: { width: 360, height: 780 } });

const word = (state: string) => say(`consultations.tasks.${state}`);

test('a station worker registers part by part, loses the session on the way, and finds everything again', async ({
  as,
}) => {
  test.setTimeout(400_000);
  const page = await as('station');
  const main = page.getByRole('main');
  const applicant = newHousehold();
  const title = `${applicant.name}养鸡${randomInt(1e4)}`;
  const row = (part: string) =>
    main.locator('nav ol:visible li').filter({ hasText: say(`consultations.sections.${part}`) });
  const purpose = page.getByLabel(say('consultations.fields.purpose'));

  await page.goto('/cases/new');
  await chooseKind(page, 'HOUSEHOLD');
  const list = page.url();

  await test.step('nothing is begun, and checking is not yet available', async () => {
    for (const part of ['applicant', 'request', 'branch']) await expect(row(part)).toContainText(word('todo'));
    await expect(main.locator('nav ol:visible li').last()).toContainText(word('blocked'));
  });

  await test.step('what is typed is kept by Ctrl+S, and when the page is left without saving', async () => {
    await openPart(page, 'request');
    await page.getByLabel(say('consultations.fields.projectTitle')).fill(title);
    await page.keyboard.press('Control+s');
    await expect(main.getByText(/已自动保存 \d\d:\d\d/)).toBeVisible();
    await purpose.fill('买鸡苗');
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/drafts') && answer.ok());
    await page.goto(list);
    await kept.catch(() => null);
    await page.reload();
    await expect(row('request')).toContainText(word('doing'));
    // what is sent while a page is left may arrive after the next one was read
    await expect(async () => {
      await page.goto(list);
      await openPart(page, 'request');
      await expect(purpose).toHaveValue('买鸡苗', { timeout: 3_000 });
    }).toPass({ timeout: 40_000 });
    await page.goto(list);
  });

  await test.step('each part says at its own fields what is wrong, and any order will do', async () => {
    await fillPayee(page, applicant);
    await expect(row('payee')).toContainText(word('done'));
    await openPart(page, 'applicant');
    await page.getByRole('button', { name: say('consultations.savePart') }).click();
    await expect(page.locator('main [role=alert]')).toContainText(say('errors.identityMissing'));
    await page.goto(list);
    await fillApplicant(page, applicant);
    await chooseBranch(page);
  });

  await test.step('the session ends in the middle; after signing in again the place and the words are there', async () => {
    await openPart(page, 'request');
    await typeRequest(page, { title, wan: '5' });
    await page.keyboard.press('Control+s');
    await expect(main.getByText(/已自动保存/)).toBeVisible();
    await page.context().clearCookies();
    await purpose.fill('买鸡苗和饲料');
    await page.keyboard.press('Control+s');
    await expect(main).toContainText(say('drafts.sessionEnded'));
    await expect(purpose).toHaveValue('买鸡苗和饲料');
    await page.getByRole('link', { name: say('drafts.signInAgain') }).click();
    await page.getByLabel(say('identity.username')).fill('station');
    await page.getByLabel(say('identity.password'), { exact: true }).fill(demoPassword());
    await page.getByRole('button', { name: say('identity.signIn'), exact: true }).click();
    // what was kept on the device is saved now, slowly; the part is saved before that is done
    await page.route('**/api/drafts', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await page.waitForURL(/\/request$/);
    await expect(page.getByLabel(say('consultations.fields.projectTitle'))).toHaveValue(title);
    await expect(purpose).toHaveValue('买鸡苗和饲料');
    await savePart(page);
    await page.unroute('**/api/drafts');
  });

  await test.step('all answers are read once more, one is changed, and it is registered', async () => {
    await answerQuestions(page, 'HOUSEHOLD');
    await fillPart(page, 'recommender', async () => {});
    await main
      .getByRole('link', { name: say('consultations.tasks.check') })
      .last()
      .click();
    await expect(main).toContainText(applicant.number);
    await expect(main).toContainText(say('consultations.tasks.notFilled'));
    await expect(main).toContainText('伍万元整');
    await page
      .getByRole('link', {
        name: `${say('consultations.start.change')} ${say('consultations.sections.request')}`,
      })
      .click();
    await page.getByLabel(say('consultations.fields.amount')).fill('6');
    await savePart(page);
    await page.waitForURL(/\/check$/);
    await expect(main).toContainText('陆万元整');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: say('consultations.submit'), exact: true }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    expect((await page.request.get(list)).status()).toBe(404);
  });
});

test('two windows with one draft: what the other wrote is shown beside, and one is chosen', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('station');
  await page.goto('/cases/new');
  await chooseKind(page, 'HOUSEHOLD');
  await openPart(page, 'request');
  const other = await page.context().newPage();
  await other.goto(page.url());
  const title = say('consultations.fields.projectTitle');
  await page.getByLabel(title).fill('示例甲');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/drafts'));
  await page.keyboard.press('Control+s');
  expect((await saved).status()).toBe(200);
  await other.getByLabel(title).fill('示例乙');
  await other.keyboard.press('Control+s');
  await expect(other.getByRole('table', { name: say('drafts.conflictCaption') })).toContainText('示例甲');
  await expect(other.getByLabel(title)).toHaveValue('示例乙');
  await other.getByRole('button', { name: say('drafts.takeTheirs') }).click();
  await expect(other.getByLabel(title)).toHaveValue('示例甲');
});
