import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { today } from './support/days';
import { expect, makeCase, signIn, test } from './support/portal';
import * as steps from './support/steps';
import { say } from './support/words';

test.use({ viewport: { width: 360, height: 780 } });

/** Everything that lies in the stores of the field on this phone, as a thief would read it. */
function readRawStores(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of Array.from(db.objectStoreNames)) {
        const rows = await new Promise<{ id?: string; data?: ArrayBuffer; extractable?: boolean }[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        for (const row of rows)
          texts.push(`${row.id} ${row.extractable} ${row.data ? new TextDecoder().decode(row.data) : ''}`);
      }
      db.close();
    }
    return texts.join('\n');
  });
}

test('a visit is written without a network, kept from others, and sent later beside the one that came meanwhile', async ({
  as,
}) => {
  test.setTimeout(400_000);
  const page = await as('manager');
  const context = page.context();
  const seen = `示例现场所见${randomInt(1e6)}`;
  const { id, title } = await makeCase('DUE_DILIGENCE');
  const unsent = page.getByRole('region', { name: say('field.unsent') });

  await test.step('the case is taken along, and the field page is made ready', async () => {
    await page.goto(`/cases/${id}`);
    await page.getByRole('button', { name: say('field.take') }).click();
    await expect(page.getByText(say('field.taken'))).toBeVisible();
    await page.goto('/field');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect(async () =>
      expect(await page.evaluate(() => caches.match('/field').then(Boolean))).toBe(true),
    ).toPass();
    await page.reload();
    await expect(page.getByText(title).first()).toBeVisible();
    const kept = await page.evaluate(async () =>
      (await (await caches.open('field-1')).keys()).map((entry) => entry.url),
    );
    expect(kept.filter((address) => !/\/field$|\/_next\/static\//.test(address))).toEqual([]);
  });

  await test.step('without a network it opens, the visit is written and waits', async () => {
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: say('field.visit'), exact: true }).click();
    await page.getByLabel(say('due-diligence.visitedOn')).fill(today());
    await page.getByLabel(new RegExp(`^${say('due-diligence.observations')}`)).fill(seen);
    await page.getByRole('button', { name: say('field.keep'), exact: true }).click();
    await expect(unsent).toContainText(title);
    await expect(unsent.getByRole('button', { name: say('field.send'), exact: true })).toBeDisabled();
    const raw = await readRawStores(page);
    expect(raw).toContain('unsent:visit:');
    for (const word of [seen, title, 'true']) expect(raw).not.toContain(word);
    await context.setOffline(false);
  });

  await test.step('signing out warns that something is not sent', async () => {
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.goto('/worklist');
    await expect(page.getByText(say('field.unsentCount', { count: 1 }))).toBeVisible();
    await page
      .getByRole('button', { name: say('shell.signOut') })
      .first()
      .click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText(say('field.signOutTitle', { count: 1 }));
    await dialog.getByRole('button', { name: say('field.signOutAnyway') }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto('/field');
    await expect(page.getByText(say('field.nobody'))).toBeVisible();
  });

  await test.step('another person on the same phone finds nothing of it', async () => {
    await signIn(context, 'manager2');
    await page.goto('/worklist');
    await expect(page.getByText(say('field.unsentCount', { count: 1 }))).toHaveCount(0);
    await page.goto('/field');
    await expect(page.getByText(say('field.unsentEmpty'))).toBeVisible();
    await expect(page.getByText(title)).toHaveCount(0);
  });

  await test.step('a visit that was recorded meanwhile stands beside, and both are kept', async () => {
    await steps.recordVisit(await as('manager2'), id, today());
    await context.clearCookies();
    await signIn(context, 'manager');
    await page.goto('/field');
    await unsent.getByRole('button', { name: say('field.send'), exact: true }).click();
    await expect(unsent.getByRole('alert')).toContainText(say('field.conflict.visit'));
    await expect(unsent.getByRole('alert')).toContainText(seen);
    await expect(unsent.getByRole('alert')).toContainText('羊舍、存栏和饲料与申请材料一致。');
    await unsent.getByRole('button', { name: say('field.sendAnyway') }).click();
    await expect(page.getByText(say('field.sent', { title }))).toBeVisible();
    await expect(page.getByText(say('field.unsentEmpty'))).toBeVisible();
    await page.goto(`/cases/${id}/due-diligence`);
    await expect(page.getByRole('main')).toContainText(seen);
  });
});
