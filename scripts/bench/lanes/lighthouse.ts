import lighthouse from 'lighthouse';
import { chromium } from 'playwright';
import { BROWSER_ARGUMENTS, findInstalledBrowser } from '../../lib/browser.mjs';
import { Stop } from '../../lib/say.mjs';
import { record, type SizedDatabase } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import { signIn, startPortal } from '../portal';
import { median } from '../statistics';

const PORT = 3191;
const DEBUGGING_PORT = 9391;
const RUNS = 5;
const LEAST = 90;
const PAGES = ['/cases', '/reports'] as const;
const AUDITS = {
  'first-contentful-paint': 'first paint ms',
  'largest-contentful-paint': 'largest paint ms',
  'total-blocking-time': 'blocked ms',
  'cumulative-layout-shift': 'shift',
} as const;

/** Lighthouse as it comes, for a phone: the median of five runs on the case list and on the overview. */
export async function measureLighthouse(databases: readonly SizedDatabase[]): Promise<void> {
  const database = databases[0] as SizedDatabase;
  const { official } = await record(database, ['official']);
  const portal = await startPortal(database, PORT);
  const executablePath = findInstalledBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${DEBUGGING_PORT}`],
  });
  try {
    printHead(`Lighthouse, mobile, median of ${RUNS} (${database.name})`);
    const cookie = await signIn(database, official.answer as string, PORT);
    const rows: string[][] = [];
    const below: string[] = [];
    for (const address of PAGES) {
      const scores: number[] = [];
      const values = new Map<string, number[]>(Object.keys(AUDITS).map((audit) => [audit, []]));
      for (let run = 0; run < RUNS; run++) {
        const result = await lighthouse(`http://127.0.0.1:${PORT}${address}`, {
          port: DEBUGGING_PORT,
          onlyCategories: ['performance'],
          extraHeaders: { Cookie: cookie },
          logLevel: 'error',
        });
        const lhr = result?.lhr;
        if (!lhr || lhr.runtimeError || new URL(lhr.finalDisplayedUrl).pathname !== address)
          throw new Stop(`${address}: ${lhr?.runtimeError?.message ?? lhr?.finalDisplayedUrl}`);
        scores.push((lhr.categories.performance?.score ?? 0) * 100);
        for (const [audit, found] of values) found.push(lhr.audits[audit]?.numericValue ?? Number.NaN);
      }
      if (median(scores) < LEAST) below.push(address);
      rows.push([address, digits(median(scores)), ...[...values.values()].map((found) => digits(median(found)))]);
    }
    printTable(['', 'performance', ...Object.values(AUDITS)], rows);
    printVerdict(`at least ${LEAST}${below.length > 0 ? `, but for ${below.join(', ')}` : ''}`, below.length === 0);
  } finally {
    await browser.close();
    await portal.stop();
  }
}
