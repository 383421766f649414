/**
 * Pictures of every page, in both languages and both sizes, into docs/screens: the tour of the accessibility test, with
 * its people. Wants a running portal with the demo data, BASE_URL, DEMO_PASSWORD, and the portal's own environment.
 * `npm run screens -- decision` takes only the pages whose address contains the word, and leaves the other pictures and
 * the index alone; `npm run screens -- /setup` takes the page of an empty database from a portal that has one. A page
 * that does not come is said at the end, and the others are taken all the same.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { helpKey, pageAt } from '../src/features/help/pages';
import { type As, demoPassword, NOBODY, signIn } from '../tests/e2e/support/portal';
import type { Stop } from '../tests/e2e/support/tour';
import { planTour } from '../tests/e2e/support/tour-finder';
import { BROWSER_ARGUMENTS, findInstalledBrowser } from './lib/browser.mjs';

const BASE_URL = process.env.BASE_URL || 'http://127.0.0.1:3000';
const FOLDER = path.resolve(import.meta.dirname, '../docs/screens');
const LOCALES = ['zh-CN', 'en'] as const;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 780 },
] as const;
/** Longer pages end here; what is below repeats what is above. In pixels. */
const TALLEST = 1_800;
const QUALITY = 40;
const PATIENCE_MS = 120_000;
/** There only while nobody can sign in, so it is taken apart. */
const SETUP: Stop = { username: NOBODY, address: '/setup' };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Shot = Stop & { name: string };

/** `cases_id-tab-documents`: the page, and what the address adds to it; a number where two stops look the same. */
function named(stops: readonly Stop[]): Shot[] {
  const taken = new Map<string, number>();
  return stops.map((stop) => {
    const { pathname, searchParams } = new URL(stop.address, BASE_URL);
    const page = pageAt(pathname);
    const shown = [...searchParams].filter(([, value]) => !ID.test(value));
    const extra = shown.map(([key, value]) => `-${key}-${value.replace(/[^\w-]+/g, '') || 'x'}`).join('');
    const plain = `${page ? helpKey(page) : pathname.slice(1).replaceAll('/', '_')}${extra}`.slice(0, 60);
    const times = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, times);
    return { ...stop, name: times === 1 ? plain : `${plain}-${times}` };
  });
}

/** WebP takes a third of what JPEG does for pages of text; Playwright knows it only by the browser's own protocol. */
async function take(page: Page, file: string, width: number): Promise<void> {
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), TALLEST);
  // what is fixed to the bottom of a telephone would lie across the middle of a long page
  if (width < 720) await page.setViewportSize({ width, height });
  const browserSession = await page.context().newCDPSession(page);
  const { data } = await browserSession.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  await browserSession.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

function indexOf(shots: readonly Shot[]): string {
  const columns = LOCALES.flatMap((locale) => SIZES.map(({ width }) => `${locale}-${width}`));
  const rows = shots.map(({ name, username }) => {
    const cells = columns.map((column) =>
      existsSync(path.join(FOLDER, column, `${name}.webp`)) ? `[${column}](${column}/${name}.webp)` : '--',
    );
    return `| ${name} | ${username} | ${cells.join(' | ')} |`;
  });
  return [
    '# Screens',
    '',
    'Made by `npm run screens` on the demo data; every page of the portal in both languages, on a desk and on a phone.',
    '',
    `| Page | Seen by | ${columns.map((column) => column).join(' | ')} |`,
    `| --- | --- | ${columns.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}

/** The pages of these people, each signed in once. */
function openPages(browser: Browser): As {
  const pages = new Map<string, Page>();
  return async (username, password) => {
    const open = pages.get(username);
    if (open) return open;
    const context = await browser.newContext({ baseURL: BASE_URL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.setDefaultTimeout(PATIENCE_MS);
    if (username !== NOBODY) await signIn(context, username, password);
    const page = await context.newPage();
    pages.set(username, page);
    return page;
  };
}

/** One page in every language and size. */
async function takeAll(page: Page, { address, name }: Shot): Promise<void> {
  for (const locale of LOCALES) {
    await page.context().addCookies([{ name: 'locale', value: locale, url: BASE_URL }]);
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => document.fonts.ready);
      await take(page, path.join(FOLDER, `${locale}-${size.width}`, `${name}.webp`), size.width);
    }
  }
}

/** The pictures of an earlier run, but for the one that this portal cannot show. */
function clear(): void {
  for (const file of findPictures())
    if (path.basename(file) !== 'setup.webp') rmSync(path.join(FOLDER, file), { force: true });
}

function findPictures(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.webp'));
}

const wanted = process.argv[2];
const executablePath = findInstalledBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: BROWSER_ARGUMENTS,
});
try {
  const as = openPages(browser);
  if (wanted !== SETUP.address) demoPassword();
  const all = named(wanted === SETUP.address ? [SETUP] : [...(await planTour(as)), SETUP]);
  const shots = all.filter(({ address }) => (wanted ? address.includes(wanted) : address !== SETUP.address));
  if (shots.length === 0) throw new Error(`no page of the tour has ${wanted} in its address`);
  if (!wanted) clear();
  for (const locale of LOCALES)
    for (const { width } of SIZES) mkdirSync(path.join(FOLDER, `${locale}-${width}`), { recursive: true });
  const failures: string[] = [];
  for (const [index, shot] of shots.entries()) {
    console.log(`${index + 1}/${shots.length} ${shot.name}`);
    try {
      await takeAll(await as(shot.username), shot);
    } catch (error) {
      failures.push(
        `${shot.username} ${shot.address}: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      );
    }
  }
  if (!wanted) writeFileSync(path.join(FOLDER, 'index.md'), indexOf(all));
  const files = findPictures();
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(FOLDER, file)).size, 0);
  console.log(`${files.length} pictures, ${(bytes / 1_048_576).toFixed(1)} MB in docs/screens`);
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
}
