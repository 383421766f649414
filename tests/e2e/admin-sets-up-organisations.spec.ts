import type { Page } from '@playwright/test';
import { workbook } from '../support/sheets';
import { expect, problems, test } from './support/portal';
import { say } from './support/words';

const HEADER = ['类别', '机构名称', '英文名称', '所在地', '上级机构'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function upload(page: Page, rows: string[][]) {
  await page.goto('/admin/sheets/organisations');
  const buffer = Buffer.from(await workbook([HEADER, ...rows]));
  await page.getByLabel(say('sheets.upload.file')).setInputFiles({ name: '机构.xlsx', mimeType: XLSX, buffer });
  await page.getByRole('button', { name: say('sheets.upload.send') }).click();
}

test('the system administrator builds a bank by Excel, adds a station by form and grants authority', async ({ as }) => {
  test.setTimeout(400_000);
  const page = await as('admin');
  const main = page.getByRole('main');
  const mark = Date.now() % 1_000_000;
  const [head, branch, county] = [`旅程银行${mark}总行`, `旅程银行${mark}河南省分行`, `旅程银行${mark}兰考县支行`];

  await test.step('the template is a workbook', async () => {
    const answer = await page.request.get('/api/sheets/organisations/template', { timeout: 90_000 });
    expect(answer.headers()['content-type']).toBe(XLSX);
    expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
  });

  await test.step('what is no table is refused with the reason', async () => {
    await page.goto('/admin/sheets/organisations');
    const file = { name: 'x.xlsx', mimeType: XLSX, buffer: Buffer.from('not a workbook') };
    await page.getByLabel(say('sheets.upload.file')).setInputFiles(file);
    await page.getByRole('button', { name: say('sheets.upload.send') }).click();
    await expect(page.getByText(say('refusals.FILE_TYPE_UNKNOWN')).first()).toBeVisible();
  });

  await test.step('faults are said row by row, and nothing can be confirmed', async () => {
    await upload(page, [
      ['银行', head, '', '0', ''],
      ['银行', county, '', '410225', '没有这个分行'],
    ]);
    await page.waitForURL(/\/admin\/sheets\/organisations\/[0-9a-f-]{36}/);
    await expect(main).toContainText(say('refusals.PARENT_UNKNOWN', { name: '没有这个分行' }));
    await expect(page.getByRole('button', { name: say('sheets.preview.confirm', { count: 2 }) })).toHaveCount(0);
    await page.getByRole('button', { name: say('sheets.preview.discard') }).click();
    await expect(main).toContainText(say('sheets.preview.discarded'));
  });

  await test.step('the mended table is written whole', async () => {
    await upload(page, [
      ['银行', head, '', '0', ''],
      ['银行', branch, '', '41', head],
      ['银行', county, '', '410225', branch],
    ]);
    await page.waitForURL(/\/admin\/sheets\/organisations\/[0-9a-f-]{36}/);
    await page.getByRole('button', { name: say('sheets.preview.confirm', { count: 3 }) }).click();
    await expect(problems(page)).toContainText(say('errors.confirmMissing'));
    await page.getByLabel(say('sheets.preview.checked')).check();
    await page.getByRole('button', { name: say('sheets.preview.confirm', { count: 3 }) }).click();
    await expect(main).toContainText(say('sheets.preview.done', { count: 3 }));
    await page.getByRole('link', { name: say('sheets.preview.result') }).click();
    await page.waitForURL('**/admin/organisations');
    await expect(page.getByRole('link', { name: county })).toBeVisible();
  });

  await test.step('one more by form', async () => {
    await page.goto('/admin/organisations/new');
    await page
      .getByLabel(say('administration.kind'))
      .first()
      .selectOption({ label: say('administration.organisationKinds.STATION') });
    await page.getByLabel(say('administration.organisationName')).first().fill(`旅程服务站${mark}`);
    await page.getByLabel(say('administration.place')).first().fill('410225');
    await page.getByRole('button', { name: say('administration.newOrganisation') }).click();
    await expect(problems(page)).toContainText(say('refusals.LEVEL_NOT_FOR_KIND'));
    await page.getByLabel(say('administration.place')).first().fill('410225105');
    await page.getByRole('button', { name: say('administration.newOrganisation') }).click();
    await page.waitForURL('**/admin/organisations');
    await expect(page.getByRole('link', { name: `旅程服务站${mark}` })).toBeVisible();
  });

  await test.step('the new branch may decide from a day on', async () => {
    await page.goto('/admin/authority/new');
    await page.getByLabel(say('administration.organisation')).first().fill(county);
    await page.locator('[name=programme]').selectOption('A');
    await page.locator('[name=upTo]').fill('100');
    await page.getByLabel(say('administration.validFrom')).first().fill('2026-01-01');
    await page.getByLabel(say('administration.documentNumber')).first().fill(`旅程〔2026〕${mark}号`);
    await page.getByRole('button', { name: say('administration.grantAuthority') }).click();
    await page.waitForURL('**/admin/authority');
    await expect(main).toContainText(`旅程〔2026〕${mark}号`);
  });
});
