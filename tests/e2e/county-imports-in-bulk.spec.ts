import { expect, test } from './support/portal';
import { say } from './support/words';

const LIST = [
  '项目名称,建设内容,金额（万元）',
  '东坡蓄水池,新建两处,12.5',
  '西坡蓄水池,新建三处,约20',
  '东坡蓄水池,新建两处,12.5',
].join('\r\n');

test('a county sends a long list and gets back what it has to mend', async ({ as }) => {
  const page = await as('county');
  await page.goto('/projects/import');
  await page.getByRole('link', { name: say('bulk-imports.link') }).click();
  await page.waitForURL('**/projects/import/bulk');
  await page
    .getByLabel(say('bulk-imports.upload.file'))
    .setInputFiles({ name: '2024年清单.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  await page.getByRole('button', { name: say('bulk-imports.upload.send') }).click();
  await page.waitForURL(/import=[0-9a-f-]{36}/);
  // drawn anew by itself while the job runs
  const row = page
    .getByRole('table', { name: say('bulk-imports.list.title') })
    .locator('tbody tr')
    .first();
  await expect(row).toContainText(say('bulk-imports.states.DONE'), { timeout: 15_000 });
  const problems = page.getByRole('table', { name: say('bulk-imports.report.summary') });
  await expect(problems).toContainText(say('projects.issues.AMOUNT_APPROXIMATE'));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: say('bulk-imports.list.faults') }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/2024年清单\.xlsx$/);
});
