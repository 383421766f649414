import { type Browser, chromium } from 'playwright';
import { Stop } from '../../lib/say.mjs';
import { record, type SizedDatabase } from '../databases';
import { printHead, printTable, printVerdict } from '../output';
import { signIn } from '../portal';
import { startBoth } from './api';

const PORT = 3191;
const KB = 1_024;
/**
 * Lists and forms, and dashboards, with what each may load above an empty page. None that shows accounts or numbers of
 * people: those of a load are noise that opens with no key.
 */
const PAGES = [
  ...(['/cases', '/worklist', '/projects', '/instructions', '/cases/new', '/profile'] as const).map((address) => ({
    address,
    mostKb: 80,
  })),
  ...(['/reports', '/targets'] as const).map((address) => ({ address, mostKb: 180 })),
];

/** Bytes of script, as they come over the wire, that a cold browser has loaded when the page has. */
async function scriptBytes(
  browser: Browser,
  address: string,
  cookie?: { name: string; value: string },
): Promise<number> {
  const context = await browser.newContext();
  if (cookie) await context.addCookies([{ ...cookie, url: new URL(address).origin }]);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const response = await page.goto(address, { waitUntil: 'load' });
  if (response?.status() !== 200) throw new Stop(`${address} answered ${response?.status()}`);
  const loaded = await Promise.all(sizes);
  await context.close();
  return loaded.reduce((sum, size) => sum + size, 0);
}

/** First-load script of pages above an empty page of the same Next, cold, gzipped, until `load`. */
export async function measureScripts(databases: readonly SizedDatabase[]): Promise<void> {
  const database = databases[0] as SizedDatabase;
  const { official } = await record(database, ['official']);
  const { portal, bare } = await startBoth(database, PORT);
  const executablePath = process.env.CHROMIUM_PATH;
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  try {
    printHead('First-load script');
    const [name = '', value = ''] = (await signIn(database, official.answer as string, PORT)).split('=', 2);
    const empty = await scriptBytes(browser, `http://127.0.0.1:${bare.port}/empty`);
    const rows: string[][] = [];
    const over: string[] = [];
    for (const { address, mostKb } of PAGES) {
      const above = (await scriptBytes(browser, `http://127.0.0.1:${PORT}${address}`, { name, value })) - empty;
      rows.push([address, (above / KB).toFixed(1), String(mostKb)]);
      if (above > mostKb * KB) over.push(address);
    }
    console.log(`empty page: ${(empty / KB).toFixed(1)} kB`);
    printTable(['', 'kB above the empty page', 'at most'], rows);
    printVerdict(`within the limits${over.length > 0 ? `, but for ${over.join(', ')}` : ''}`, over.length === 0);
  } finally {
    await browser.close();
    await Promise.all([portal.stop(), bare.stop()]);
  }
}
