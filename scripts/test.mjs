/**
 * `npm test`: everything from a fresh clone to `N passed, N failed`. Plain JavaScript up to the installation,
 * then lib/test-run.ts in this same process.
 */

/** Settings of the person at the keyboard that must not reach a test: it would read their database or their clock. */
const FOREIGN =
  /^(APP_|TEST_)?DATABASE_URL$|^(PORT|HOST|HOSTNAME|DATA_DIR|CHECKPOINT_DIR|DEMO_PASSWORD|NODE_ENV|TZ|BASE_URL)$|^(NEXT_|NEXTAUTH_|FUQIAO_|VITEST|PG)/;

process.chdir(new URL('..', import.meta.url).pathname);
for (const name of Object.keys(process.env)) if (FOREIGN.test(name)) delete process.env[name];

const { explain } = await import('./lib/say.mjs');
try {
  const { checkMachine } = await import('./lib/checks.mjs');
  checkMachine();
  const { install } = await import('./lib/install.mjs');
  const { ensureBrowser, ensureSystemBrowser } = await import('./lib/browser.mjs');
  const [browser] = await Promise.all([ensureSystemBrowser(), install()]);
  process.env.CHROMIUM_PATH = await ensureBrowser(browser);
  const { register } = await import('tsx/esm/api');
  register();
  const { runAllTests } = await import('./lib/test-run.ts');
  const { passed, failed } = await runAllTests();
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
} catch (error) {
  console.error(explain(error));
  // The line that is counted stands even when nothing could be run.
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
