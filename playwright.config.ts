import { defineConfig } from '@playwright/test';
import { findInstalledBrowser } from './scripts/lib/browser.mjs';

/** Journeys against the production build. `npm test` starts it and says where; by hand, `npm start` first. */
const executablePath = findInstalledBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON
    ? [['line'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON }]]
    : [['line']],
  use: {
    baseURL: process.env.BASE_URL || 'http://127.0.0.1:3000',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // It says by how much the leadership's figures move, so nobody else may move them meanwhile.
    { name: 'figures', testMatch: /carry-a-case/ },
    { name: 'chromium', testIgnore: /carry-a-case/, dependencies: ['figures'] },
  ],
});
