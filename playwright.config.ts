import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, findInstalledBrowser } from './scripts/lib/browser.mjs';

/** Journeys against the production build. `npm test` starts it and says where; by hand, `npm start` first. */
const executablePath = findInstalledBrowser();

/** The journey that says by how much the figures of the leader's province move. */
const FIGURES = /\/carry-a-case\.spec\.ts$/;
/** Journeys that accept, approve and pay nothing there, and so may run beside it; a new one is not among them unless named. */
const BESIDE = new RegExp(
  `/(${[
    'accessibility',
    'admin-sets-up-organisations',
    'import',
    'keyboard',
    'keyboard-shortcuts',
    'large-text',
    'other-county',
    'published-position',
    'secadmin-opens-accounts',
    'sign-in',
    'station-on-a-phone',
    'station-registers-on-a-phone',
    'upload-off-line',
  ].join('|')})\\.spec\\.ts$`,
);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON
    ? [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON }]]
    : [['line']],
  use: {
    baseURL: process.env.BASE_URL || 'http://127.0.0.1:3000',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Packing and unpacking what goes from a machine to itself.
    extraHTTPHeaders: { 'Accept-Encoding': 'identity' },
    // Recording every step of every page costs about as much as taking it: `--trace on` for the journey one looks into.
    // what is not there in half a minute does not come; without it a journey would wait for its whole time
    actionTimeout: 30_000,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: BROWSER_ARGUMENTS,
      // without a locale the browser gives a file with a Chinese name none
      env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
    },
  },
  projects: [
    { name: 'figures', testMatch: FIGURES },
    { name: 'beside', testMatch: BESIDE },
    { name: 'chromium', testIgnore: [FIGURES, BESIDE], dependencies: ['figures', 'beside'] },
  ],
});
