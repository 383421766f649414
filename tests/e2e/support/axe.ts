import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from './portal';

declare global {
  interface Window {
    axe?: { run(root: Document, options: RunOptions): Promise<AxeResults> };
  }
}

/** A colour is read anew for every element that has it, a fifth of an examination; here once for each way it is written. */
const COLOURS_ONCE = `(() => {
  const { Color } = window.axe.commons.color;
  const { parseString } = Color.prototype;
  const known = new Map();
  Color.prototype.parseString = function (text) {
    const found = known.get(text);
    if (found) return Object.assign(this, found);
    parseString.call(this, text);
    const { r, g, b, alpha } = this;
    known.set(text, { r, g, b, alpha });
    return this;
  };
})();`;

// The small one: every page that is opened has to read it.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SOURCE = `${AXE}\n;${COLOURS_ONCE}`;

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

/** The levels of WCAG that every page is held to. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on the page as it stands, by all rules or by these, each with the elements it is about; nothing, when all
 * is well. Only what is wrong is described: selectors and passed elements cost most of an examination and are never read.
 */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options: RunOptions = {
    runOnly: rules ? { type: 'rule', values: [...rules] } : { type: 'tag', values: RULES },
    resultTypes: ['violations'],
    selectors: false,
  };
  // once for the document, however often it is examined; a string, so that the page's policy on scripts is not asked
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(async (chosen) => {
    if (!window.axe) throw new Error('axe is not there');
    const { violations } = await window.axe.run(document, chosen);
    return { violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })) };
  }, options);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((html) => html.slice(0, 160))
        .join(' | ')}`,
  );
}

/**
 * The same once more where something is found: a page of another size makes a region that must be scrolled now a stop of
 * the keyboard a moment after it was drawn, and a busy machine makes that moment long.
 */
async function settled(page: Page, rules?: readonly string[]): Promise<string[]> {
  const found = await violations(page, rules);
  if (found.length === 0) return found;
  await page.waitForTimeout(1_000);
  return violations(page, rules);
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
    expect.soft(await settled(page, size === PHONE ? phoneRules : undefined), `${what} at ${size.width}`).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${what} at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
  await page.setViewportSize(DESKTOP);
}
