import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './portal';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What depends on the words of a page rather than on its elements. */
export const WORDS = [
  'target-size',
  'link-name',
  'button-name',
  'label',
  'document-title',
  'html-lang-valid',
  'empty-heading',
];

/** What else depends on the room there is; the rest is the same on a telephone as at a desk. */
export const ROOM = [
  ...WORDS,
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'nested-interactive',
  'aria-hidden-focus',
  'select-name',
];

export const DESKTOP = { width: 1366, height: 900 };
export const PHONE = { width: 360, height: 780 };

/** What axe finds on the page as it stands, each with the elements it is about; nothing, when all is well. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy mode: no page of another site is framed here, and a blank page beside each examination costs most of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(RULES)).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join(' | ')}`,
  );
}

/** The page at a desk and on a telephone: nothing for axe to find, and nothing sticking out at the right. */
export async function expectSound(
  page: Page,
  what: string,
  sizes = [DESKTOP, PHONE],
  phoneRules = ROOM,
): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect
      .soft(await violations(page, size === PHONE ? phoneRules : undefined), `${what} at ${size.width}`)
      .toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${what} at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize(DESKTOP);
}
