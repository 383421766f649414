import { randomInt } from 'node:crypto';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

const CASE = '示例周集合作社辣椒种植';
const COLLEAGUE = '示例信贷负责人';

declare global {
  interface Window {
    printed?: number;
  }
}

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 360, height: 780 },
]) {
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });

    test('a manager tells a colleague, looks a case up in its record and prints its file', async ({ as }) => {
      test.setTimeout(360_000);
      const text = `请核对还款来源 ${randomInt(1e9)}`;
      const manager = await as('manager');
      const caseId = await findCase(manager, CASE);

      await test.step('writes a comment that names the credit lead', async () => {
        await manager.goto(`/cases/${caseId}?tab=comments`);
        const form = manager.getByRole('form', { name: say('comments.write') });
        await form.getByRole('button', { name: say('comments.post') }).click();
        await expect(form.getByRole('alert')).toBeVisible();
        await form.getByLabel(say('comments.text')).fill(text);
        await form.getByText(say('comments.mention')).click();
        const people = form.getByRole('group', { name: say('comments.mentionWho') });
        await people.getByRole('checkbox', { name: new RegExp(COLLEAGUE) }).check();
        await form.getByRole('button', { name: say('comments.post') }).click();
        const entry = manager.getByRole('listitem').filter({ hasText: text });
        await expect(entry.getByText(say('comments.told', { names: COLLEAGUE }))).toBeVisible();
      });

      await test.step('who was named reads it; the writer takes it back', async () => {
        const lead = await as('lead');
        await lead.goto(`/cases/${caseId}?tab=comments`);
        const read = lead.getByRole('listitem').filter({ hasText: text });
        await expect(read).toBeVisible();
        await expect(read.getByRole('button')).toHaveCount(0);
        await manager.getByRole('listitem').filter({ hasText: text }).getByRole('button').click();
        await expect(manager.getByText(say('comments.withdrawn')).first()).toBeVisible();
        await expect(manager.getByText(text)).toHaveCount(0);
      });

      await test.step('finds the money in the record', async () => {
        const query = 'tab=timeline&group=MONEY';
        await manager.goto(`/cases/${caseId}?${query}`);
        const entries = manager.locator('main ol').last();
        await expect(entries.getByText(say('cases.events.payment_released')).first()).toBeVisible();
        await expect(entries.getByText(say('cases.events.case_approved'))).toHaveCount(0);
        await manager
          .getByRole('link', { name: say('common.remove', { label: say('cases.timeline.groups.MONEY') }) })
          .click();
        await manager.waitForURL((url) => !url.search.includes('group'));
      });

      await test.step('reads how the amount came about', async () => {
        await manager.goto(`/cases/${caseId}?tab=history`);
        const row = manager.getByRole('row').filter({ hasText: say('case-files.history.fields.AMOUNTS.APPROVED') });
        await expect(row.first()).toBeVisible();
      });

      await test.step('prints the case file: on paper only after it is recorded', async () => {
        await manager.addInitScript(() => {
          window.print = () => {
            window.printed = (window.printed ?? 0) + 1;
          };
        });
        await manager.goto(`/cases/${caseId}/print`);
        const paper = manager.locator('.paper');
        await expect(paper.getByText(say('case-files.paper.parts.approvals'))).toBeVisible();
        await manager.emulateMedia({ media: 'print' });
        await expect(paper).toBeHidden();
        await expect(manager.getByText(say('case-files.print.unrecorded'))).toBeVisible();
        await manager.emulateMedia({ media: 'screen' });
        await manager.getByRole('button', { name: say('case-files.print.button') }).click();
        await expect.poll(() => manager.evaluate(() => window.printed)).toBe(1);
        await manager.emulateMedia({ media: 'print' });
        await expect(paper).toBeVisible();
        await manager.emulateMedia({ media: null });
        await manager.goto(`/cases/${caseId}?tab=timeline&group=ACCESS`);
        await expect(manager.locator('main').getByText(say('cases.events.case_printed')).first()).toBeVisible();
      });

      await test.step('and the receipts of acceptance and of the payment', async () => {
        await manager.goto(`/cases/${caseId}/receipts/acceptance`);
        await expect(manager.getByRole('heading', { name: say('case-files.receipts.acceptance') })).toBeVisible();
        await expect(manager.getByText(say('case-files.receipts.howTo'))).toBeVisible();
        await manager.goto(`/cases/${caseId}?tab=money`);
        await manager.getByRole('link', { name: say('case-files.receipts.ofTranche', { sequence: 1 }) }).click();
        await expect(manager.getByRole('heading', { name: say('case-files.receipts.payment') })).toBeVisible();
      });
    });
  });
}
