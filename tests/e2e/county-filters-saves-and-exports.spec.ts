import type { Locator, Page } from '@playwright/test';
import readXlsx from 'read-excel-file/node';
import { expect, test } from './support/portal';
import { say } from './support/words';

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 780 };

const table = (page: Page): Locator => page.getByRole('table', { name: say('cases.title') });
const references = async (page: Page) =>
  (await table(page).locator('tbody tr').allInnerTexts()).flatMap(
    (text) => text.match(/[A-Z][A-Z0-9]*-\d{6}-\d{4}-\d{4}/)?.[0] ?? [],
  );

/** Opens a fold above the list unless it is open already. */
async function unfold(page: Page, word: string): Promise<void> {
  const summary = page.locator('main summary', { hasText: word }).first();
  if (!(await summary.evaluate((element) => (element.parentElement as HTMLDetailsElement).open))) await summary.click();
}

test.describe('at a desk', () => {
  test.use({ viewport: DESK });

  test('a county official narrows the list, keeps it as a view, arranges its columns and takes exactly it away', async ({
    as,
  }) => {
    test.setTimeout(240_000);
    const county = await as('county');
    const name = `view-${Date.now()}`;

    await test.step('filters stand in the address and as chips', async () => {
      await county.goto('/cases');
      const filters = county.getByRole('main').getByRole('search');
      await filters.getByLabel(say('cases.list.kind'), { exact: true }).selectOption('COOPERATIVE');
      await unfold(county, say('common.more'));
      await filters.getByLabel(say('cases.list.outcome'), { exact: true }).selectOption('REPAID');
      await county
        .getByRole('main')
        .getByRole('button', { name: say('common.search') })
        .click();
      await county.waitForURL(/outcome=REPAID/);
      await expect(county.getByText(`${say('cases.list.outcome')}: ${say('cases.outcomes.REPAID')}`)).toBeVisible();
      await county.getByRole('link', { name: say('cases.columns.amount', { unit: say('cases.units.WAN') }) }).click();
      await county.waitForURL(/sort=-amount/);
      await expect(table(county).locator('th[aria-sort=descending]')).toBeVisible();
    });

    await test.step('the view keeps them, and opens again with one click', async () => {
      await unfold(county, say('lists.views.manage'));
      await county.getByLabel(say('lists.views.name')).first().fill(name);
      await county.getByRole('button', { name: say('lists.views.save') }).click();
      await county.waitForURL(/view=/);
      await county.goto('/cases');
      await county.getByRole('link', { name, exact: true }).click();
      await county.waitForURL(/outcome=REPAID.*sort=-amount/);
    });

    await test.step('the file holds the rows and amounts on the screen, and their sum', async () => {
      const shown = await references(county);
      expect(shown.length).toBeGreaterThan(2);
      const amountAt = (await table(county).locator('thead th').allInnerTexts()).findIndex((head) =>
        head.startsWith(say('cases.columnNames.amount')),
      );
      const amounts = await table(county)
        .locator(`tbody tr > :nth-child(${amountAt + 1})`)
        .allInnerTexts();
      const download = county.waitForEvent('download');
      await county.getByRole('button', { name: say('lists.export.button') }).click();
      const [sheet] = await readXlsx(await (await download).path());
      const rows = sheet?.data ?? [];
      const head = rows.findIndex((row) => row[0] === say('cases.columnNames.reference'));
      const data = rows.slice(head + 1, -1);
      expect(data.map((row) => row[0])).toEqual(shown);
      const inFile = data.map((row) => Number(row[amountAt]).toLocaleString('en', { minimumFractionDigits: 2 }));
      expect(inFile).toEqual(amounts);
      const totals = county.getByRole('table', { name: say('lists.totals.caption') });
      const sum = Number(rows.at(-1)?.[amountAt]).toLocaleString('en', { minimumFractionDigits: 2 });
      await expect(totals.getByRole('row', { name: say('lists.totals.all') })).toContainText(sum);
    });

    await test.step('columns are hers, in her order, until she puts them back', async () => {
      const keep = async (change: (form: Locator) => Promise<void>) => {
        await unfold(county, say('lists.settings.title'));
        const form = county.getByRole('form', { name: say('lists.settings.title') });
        await change(form);
        await form.getByRole('button', { name: say('lists.settings.save') }).click();
        await expect(form.getByText(say('lists.settings.saved'))).toBeVisible();
      };
      const requested = say('cases.columnNames.requested');
      await keep(async (form) => {
        await form.getByLabel(requested, { exact: true }).check();
        await form.getByLabel(say('lists.settings.position', { column: requested })).fill('2');
        await form.getByLabel(say('cases.columnNames.handedOn'), { exact: true }).uncheck();
      });
      const heads = table(county).locator('thead th');
      await expect(heads.filter({ hasText: requested })).toBeVisible();
      await expect(heads.filter({ hasText: say('cases.columnNames.handedOn') })).toHaveCount(0);
      await keep(async (form) => {
        await form.getByLabel(requested, { exact: true }).uncheck();
        await form.getByLabel(say('cases.columnNames.handedOn'), { exact: true }).check();
      });
      await expect(heads.filter({ hasText: requested })).toHaveCount(0);
    });

    await test.step('a number is searched for and stands in no address', async () => {
      const number = '13900000000';
      const addresses: string[] = [];
      county.on('request', (request) => addresses.push(request.url(), request.headers().referer ?? ''));
      await county.goto('/households');
      await county.getByRole('main').getByLabel(say('applicants.list.keyword')).fill(number);
      await county.keyboard.press('Enter');
      await county.waitForURL(/\/households\?.*q=(%7E|~)/);
      await expect(county.getByText(`${say('applicants.list.keyword')}: 139****0000`)).toBeVisible();
      await county.locator('#search-everything').fill(number);
      await county.keyboard.press('Enter');
      await county.waitForURL(/\/cases\?q=(%7E|~)/);
      expect(addresses.length).toBeGreaterThan(3);
      expect(addresses.filter((address) => address.includes(number))).toEqual([]);
      await county.goto('/cases');
    });

    await test.step('a view that is not needed any more goes', async () => {
      await unfold(county, say('lists.views.manage'));
      const line = county.getByRole('listitem').filter({ hasText: name });
      await line.getByRole('button', { name: say('lists.views.delete') }).click();
      await county
        .getByRole('alertdialog')
        .getByRole('button', { name: say('lists.views.delete') })
        .click();
      await expect(county.getByRole('link', { name, exact: true })).toHaveCount(0);
    });
  });
});

for (const [where, viewport] of [
  ['desk', DESK],
  ['phone', PHONE],
] as const)
  test.describe(`on a ${where}`, () => {
    test.use({ viewport });

    test(`the way back from a case leads to the same page and the same place (${where})`, async ({ as }) => {
      test.setTimeout(200_000);
      const county = await as('county');
      await county.goto('/cases?size=20&sort=-arrival');
      await county.getByRole('link', { name: say('common.nextPage') }).click();
      await county.waitForURL(/after=/);
      const address = county.url();
      const link = table(county).locator('tbody a.case-link').nth(12);
      const restore = async (back: () => Promise<unknown>) => {
        await link.scrollIntoViewIfNeeded();
        await county.evaluate(() => window.scrollBy(0, 120));
        const before = await county.evaluate(() => window.scrollY);
        expect(before).toBeGreaterThan(60);
        await link.evaluate((element: HTMLElement) => element.click());
        await county.waitForURL(/\/cases\/[0-9a-f-]{36}/);
        await expect(county.getByRole('heading', { level: 1 })).toBeVisible();
        await back();
        await county.waitForURL(address);
        await expect(link).toBeVisible();
        await expect.poll(() => county.evaluate(() => window.scrollY)).toBeGreaterThan(before - 40);
        expect(await county.evaluate(() => window.scrollY)).toBeLessThan(before + 40);
      };
      await restore(() => county.goBack());
      await restore(() =>
        county
          .getByRole('navigation', { name: say('common.breadcrumb') })
          .getByRole('link', { name: say('cases.title') })
          .click(),
      );
      await county.getByRole('link', { name: say('common.previousPage') }).click();
      await county.waitForURL(/before=/);
      expect(await references(county)).toHaveLength(20);
    });
  });
