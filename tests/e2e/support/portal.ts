import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type BrowserContext, test as base, type Page, expect as plainExpect } from '@playwright/test';

/** The password that all demo accounts share; `npm test` hands it over. */
export function demoPassword(): string {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set');
  return password;
}

/** Signs in as the browser would, without the page: only one journey is about the page itself. */
export async function signIn(context: BrowserContext, username: string, password = demoPassword()): Promise<void> {
  const csrf = await context.request.get('/api/auth/csrf');
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await context.request.post('/api/auth/callback/credentials', {
    headers: { origin: new URL(csrf.url()).origin },
    form: { csrfToken, username, password, callbackUrl: '/worklist' },
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

/** The process that makes cases, kept for all tests of this worker: to begin it takes longer than to make a case. */
let maker: { ask: (wanted: string) => void; answers: AsyncIterator<string> } | undefined;

function startMaker() {
  const script = path.resolve(import.meta.dirname, 'make-case.ts');
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.unref();
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { ask: (wanted: string) => child.stdin.write(`${wanted}\n`), answers };
}

/**
 * A new household's case of the first county and bank at this point, made by the server's own mutations; LARGE is a
 * cooperative's of 4 million yuan, above the limit of the branch.
 */
export async function makeCase(point: CasePoint, size?: 'LARGE'): Promise<MadeCase> {
  maker ??= startMaker();
  maker.ask(size ? `${point} ${size}` : point);
  const { value, done } = await maker.answers.next();
  const answer = done ? { error: 'the process that makes cases ended' } : JSON.parse(value);
  if ('error' in answer) throw new Error(`no case at ${point}: ${answer.error}`);
  return answer as MadeCase;
}

/** The page of this person, signed in; the same page for the same person within a test. NOBODY is not signed in. */
export type As = (username: string, password?: string) => Promise<Page>;
export const NOBODY = 'nobody';

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

/** A new project of given money in the first county: established, its notice over, ready for the first instalment. */
export const makeProject = (): Promise<MadeCase> => runScript('make-project.ts');

/** A household's micro-loan of the first county that was paid before the last interest quarter ended. */
export const makeLoan = (): Promise<MadeCase> => runScript('make-loan.ts');

/** As if the checks of a project had been made a year and a day earlier, so that its retention may be paid. */
export const letAYearPass = (caseId: string): Promise<null> => runScript('make-project.ts', caseId);

/** A household whose personal data are due for erasure. */
export const makeDue = (): Promise<{ id: string; name: string }> => runScript('make-due.ts');

/** A new checker with a password of their own and no second factor yet. */
export const makeChecker = (): Promise<{ username: string; password: string }> => runScript('make-checker.ts');

/** As if the last code had been shown ten minutes earlier. */
export const letTheFactorAge = (username: string): Promise<null> => runScript('make-checker.ts', username);

/** A case of another programme, as make-programme-case.ts says. */
export const makeProgrammeCase = (...wanted: string[]): Promise<MadeCase> =>
  runScript('make-programme-case.ts', ...wanted);

type PortalFixtures = { as: As };

export const test = base.extend<PortalFixtures>({
  page: async ({ page }, use) => {
    page.setDefaultTimeout(PATIENCE_MS);
    await use(page);
  },
  as: async ({ browser, contextOptions, viewport }, use) => {
    const pages = new Map<string, Page>();
    await use(async (username, password) => {
      const open = pages.get(username);
      if (open) return open;
      const context = await browser.newContext({ ...contextOptions, viewport });
      context.setDefaultTimeout(PATIENCE_MS);
      if (username !== NOBODY) await signIn(context, username, password);
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
