import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { makeDemoIdentityNumber } from '../../src/domain/identity';
import {
  answerQuestions,
  chooseBranch,
  chooseKind,
  fillPayee,
  newHousehold,
  openPart,
  savePart,
  submitRegistration,
  typeApplicant,
  typeRequest,
} from './support/applicants';
import { scan } from './support/files';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

test.use({ viewport: { width: 360, height: 780 } });

/** Nothing sticks out at the right: the page itself never scrolls sideways. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
  expect(width, page.url()).toBeLessThanOrEqual(360);
}

test('a station worker registers a consultation and files the application with a telephone', async ({ as }) => {
  test.setTimeout(180_000);
  const page = await as('station');
  const applicant = newHousehold();
  const title = `${applicant.name}山羊养殖${randomInt(1e4)}`;
  const identity = page.getByLabel(say('applicants.fields.IDENTITY_NUMBER'));
  const amount = page.getByLabel(say('consultations.fields.amount'));

  await page.goto('/worklist');
  await expectNoSidewaysScroll(page);
  await page.goto('/cases/new');
  await expectNoSidewaysScroll(page);
  await chooseKind(page, 'HOUSEHOLD');
  await expectNoSidewaysScroll(page);

  await test.step('what was typed wrongly is said, and nothing typed is lost', async () => {
    const right = makeDemoIdentityNumber(3, '1970-01-02', 'MALE');
    const wrong = `${right.slice(0, 17)}${right.endsWith('1') ? '2' : '1'}`;
    const save = page.getByRole('button', { name: say('consultations.savePart') });
    await chooseBranch(page);
    await openPart(page, 'applicant');
    await typeApplicant(page, { ...applicant, number: wrong });
    await save.click();
    await expect(problems(page)).toBeFocused();
    await expect(problems(page)).toContainText(say('errors.identityCheckDigit'));
    await expectNoSidewaysScroll(page);
    await expect(identity).toHaveValue(wrong);
    await expect(page.getByLabel(say('consultations.fields.personName'))).toHaveValue(applicant.name);
    await identity.fill(applicant.number);
    await savePart(page);
    await answerQuestions(page, 'HOUSEHOLD');
    await fillPayee(page, applicant);
    await openPart(page, 'request');
    await typeRequest(page, { title, wan: '-5' });
    await save.click();
    await expect(problems(page)).toContainText(say('errors.amountNegative'));
    await expect(amount).toHaveValue('-5');
    await expect(page.getByLabel(say('consultations.fields.projectTitle'))).toHaveValue(title);
  });

  await test.step('mended, it is registered', async () => {
    await problems(page)
      .getByRole('link', { name: say('errors.amountNegative') })
      .click();
    await expect(amount).toBeFocused();
    await amount.fill('５');
    await savePart(page);
    const id = await submitRegistration(page);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expectNoSidewaysScroll(page);

    await page.goto(`/cases/${id}?tab=documents`);
    await expectNoSidewaysScroll(page);
    const input = page.getByLabel(say('documents.upload', { name: '融资申请书' }), { exact: true });
    await input.setInputFiles({ name: '申请书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a pdf') });
    await expect(page.getByRole('main')).toContainText('按文件内容判断，不是可以接收的类型');
    await input.setInputFiles({ name: '空.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    await expect(page.getByRole('main')).toContainText(say('refusals.FILE_EMPTY'));
    await input.setInputFiles(scan('申请书'));
    await expect(page.getByRole('link', { name: '申请书.pdf', exact: true })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

  await test.step('the other main pages fit too', async () => {
    for (const path of ['/cases', '/projects', '/households', '/reports', '/profile', '/nowhere']) {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
    }
  });
});
