import { photo } from './support/files';
import { expect, test } from './support/portal';
import { findCase } from './support/seeded';
import { say } from './support/words';

test.use({ viewport: { width: 360, height: 780 } });

const NAME = '融资申请书';

test('pages are photographed into one paper; the network goes in the middle, and they are sent later', async ({
  as,
}) => {
  test.setTimeout(200_000);
  const page = await as('station');
  const id = await findCase(page, '示例农户甲肉羊养殖');
  await page.goto(`/cases/${id}?tab=documents`);
  const row = page.locator('#requirement-APPLICATION_FORM');
  const camera = row.getByLabel(say('documents.pages.takeFor', { name: NAME }));
  const pages = row.getByRole('list', { name: say('documents.pages.list') }).getByRole('listitem');

  await test.step('what is no picture is said; three pages are taken, put in order, one is thrown away', async () => {
    await camera.setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await expect(row.getByRole('alert')).toContainText('broken.png');
    for (let taken = 1; taken <= 3; taken++) {
      await camera.setInputFiles(photo(`page-${taken}`));
      await expect(pages).toHaveCount(taken);
    }
    const last = await pages.nth(2).getByRole('img').getAttribute('src');
    await pages
      .nth(2)
      .getByRole('button', { name: say('documents.pages.upOf', { number: 3 }) })
      .click();
    await expect(pages.nth(1).getByRole('img')).toHaveAttribute('src', last ?? '');
    await pages
      .nth(0)
      .getByRole('button', { name: say('documents.pages.removeOf', { number: 1 }) })
      .click();
    await expect(pages).toHaveCount(2);
  });

  await test.step('off line the message is clear and the pages stay', async () => {
    // Loaded before the network goes, as it would be on the second paper.
    await page.context().setOffline(true);
    await row.getByRole('button', { name: /2/ }).last().click();
    await expect(row).toContainText(say('documents.network'));
    await expect(pages).toHaveCount(2);
  });

  await test.step('when it is back, trying again sends them, and the paper is there', async () => {
    await page.context().setOffline(false);
    await row.getByRole('button', { name: say('documents.retry') }).click();
    await expect(row.getByRole('link', { name: `${NAME}.pdf`, exact: true }).first()).toBeVisible();
    await expect(pages).toHaveCount(0);
  });
});
