import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, test as base, type Page, expect as plainExpect } from '@playwright/test';

/** The password that all demo accounts share; `npm test` hands it over. */
export function demoPassword(): string {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set');
  return password;
}

/** Signs in as the browser would, without the page: only one journey is about the page itself. */
export async function signIn(context: BrowserContext, username: string): Promise<void> {
  const csrf = await context.request.get('/api/auth/csrf');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await context.request.post('/api/auth/callback/credentials', {
    form: { csrfToken, username, password: demoPassword(), callbackUrl: '/worklist' },
    maxRedirects: 0,
  });
  const cookies = await context.cookies();
  if (!cookies.some((cookie) => cookie.name.endsWith('.session')))
    throw new Error(`${username} could not sign in: ${answer.status()}`);
}

/** How long a step may take before it counts as stuck. */
const PATIENCE_MS = 40_000;

/** A point in the life of a case: the stage, or whose turn it is within it. */
export type CasePoint =
  | 'CONSULTATION'
  | 'ACCEPTANCE'
  | 'FINANCIER_ACCEPTANCE'
  | 'DUE_DILIGENCE'
  | 'DECISION'
  | 'CONTRACT'
  | 'LEGAL_CHECK'
  | 'DISBURSEMENT'
  | 'PAYMENT_RELEASE'
  | 'FOLLOW_UP';

export type MadeCase = { id: string; reference: string; title: string };

/** What a script of this folder prints, run in a process of its own because it calls the server's own mutations. */
async function runScript<T>(script: string, ...args: string[]): Promise<T> {
  const file = path.resolve(import.meta.dirname, script);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=react-server',
    '--import',
    'tsx',
    file,
    ...args,
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

/** A new household's case of the first county and bank at this point. */
export const makeCase = (point: CasePoint): Promise<MadeCase> => runScript('make-case.ts', point);

/** A new project of given money in the first county: established, its notice over, ready for the first instalment. */
export const makeProject = (): Promise<MadeCase> => runScript('make-project.ts');

/** As if the checks of a project had been made a year and a day earlier, so that its retention may be paid. */
export const letAYearPass = (caseId: string): Promise<null> => runScript('make-project.ts', caseId);

type PortalFixtures = {
  /** The page of this person, signed in; the same page for the same person within a test. */
  as: (username: string) => Promise<Page>;
};

export const test = base.extend<PortalFixtures>({
  page: async ({ page }, use) => {
    page.setDefaultTimeout(PATIENCE_MS);
    await use(page);
  },
  as: async ({ browser, contextOptions, viewport }, use) => {
    const pages = new Map<string, Page>();
    await use(async (username) => {
      const open = pages.get(username);
      if (open) return open;
      const context = await browser.newContext({ ...contextOptions, viewport });
      context.setDefaultTimeout(PATIENCE_MS);
      await signIn(context, username);
      const page = await context.newPage();
      pages.set(username, page);
      return page;
    });
    for (const page of pages.values()) await page.context().close();
  },
});

/** Waits as long as a step may take: a busy machine is slow, and slow is not wrong. */
export const expect = plainExpect.configure({ timeout: PATIENCE_MS });

/** Where a failed form says what is wrong; the framework's own announcer is an alert too, so only inside the page. */
export const problems = (page: Page) => page.locator('main [role=alert]');
