import type { Locator, Page } from '@playwright/test';
import { DESKTOP, expectSound, PHONE } from './support/axe';
import { pressUntil } from './support/keys';
import { expect, problems, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

test.use({ trace: 'off', screenshot: 'off' });

/** A state is drawn at the size it was opened in: a sheet is modal on a telephone and stands beside the page on a desk. */
const PLACES = [
  { place: 'at a desk', viewport: DESKTOP },
  { place: 'on a telephone', viewport: PHONE },
] as const;

async function unfold(page: Page, word: string | RegExp, inside: Locator = page.locator('main')): Promise<void> {
  await inside.locator('summary:visible', { hasText: word }).first().click();
}

for (const { place, viewport } of PLACES)
  test.describe(place, () => {
    test.use({ viewport });
    const onPhone = viewport === PHONE;

    test(`axe finds nothing in what opens, fails or grows ${place}`, async ({ as }) => {
      test.setTimeout(240_000);
      const sound = (page: Page, what: string) => expectSound(page, what, [viewport]);

      await test.step('list: filters, columns, views, and the help of the page', async () => {
        const county = await as('county');
        await county.goto('/cases?kind=COOPERATIVE');
        if (onPhone)
          await county.locator('main form[role=search] > label:visible', { hasText: say('common.filter') }).click();
        await unfold(county, say('common.more'));
        await unfold(county, say('lists.settings.title'));
        await unfold(county, say('lists.views.manage'));
        await sound(county, 'list unfolded');
        await county.goto('/cases');
        await unfold(county, say('help.thisPage'), county.getByRole('banner'));
        await sound(county, 'help of the page');
      });

      await test.step('the shortcuts, or the menu of the telephone', async () => {
        const lead = await as('lead');
        await lead.goto('/worklist');
        if (onPhone) {
          await unfold(lead, say('shell.more'), lead.locator('nav.bottom-bar'));
        } else {
          await pressUntil(lead, '?', lead.getByRole('dialog'));
        }
        await sound(lead, 'menu or shortcuts');
      });

      await test.step('a decision without an opinion, and a document beside it, in the largest text', async () => {
        const approver = await as('approver');
        const deciding = `/cases/${await findCase(approver, '示例石桥养蜂合作社蜂产品加工')}`;
        await approver.goto(`${deciding}/decision`);
        await approver.getByRole('radio', { name: new RegExp(`^${say('decisions.choice.DECLINED')}`) }).check();
        await approver.getByRole('button', { name: say('decisions.next.DECLINED') }).click();
        await expect(problems(approver).first()).toBeVisible();
        await sound(approver, 'decision that failed');
        await approver.locator('main a[href*="/documents/"]').first().click();
        await expect(approver.locator('dialog[open]')).toBeVisible();
        await sound(approver, 'document beside the decision');
        await approver.locator('html').evaluate((root) => {
          root.dataset.text = '150';
        });
        await sound(approver, 'document in the largest text');
      });

      await test.step('what is asked once more', async () => {
        const manager = await as('manager');
        const investigating = await findCase(manager, '示例河湾中药材合作社标准化种植基地');
        await manager.goto(`/cases/${investigating}/due-diligence`);
        await manager.getByRole('button', { name: say('due-diligence.declareConflict') }).click();
        const dialog = manager.getByRole('alertdialog');
        await dialog.getByRole('button', { name: say('due-diligence.conflictSubmit') }).click();
        await expect(dialog.getByRole('alert').first()).toBeVisible();
        await sound(manager, 'dialog whose form failed');
      });

      await test.step('a table that is refused', async () => {
        const county = await as('county');
        await county.goto('/projects/import');
        const text = { name: '安排表.xlsx', mimeType: 'text/plain', buffer: Buffer.from('no workbook') };
        await county.getByLabel(say('projects.upload.file')).setInputFiles(text);
        await county.getByRole('button', { name: say('projects.upload.send') }).click();
        await expect(problems(county).first()).toContainText(say('refusals.FILE_TYPE_UNKNOWN'));
        await sound(county, 'table that is refused');
      });
    });
  });
