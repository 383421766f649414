/** A Chromium for the browser tests: one without a window, Debian's own, any other, or Playwright's download, in this order. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Stop, say } from './say.mjs';

/** The same engine that draws no window of its own: of the work that a journey is, it does two thirds. */
const WINDOWLESS = ['chromium-headless-shell', 'chrome-headless-shell'];
const NAMES = [...WINDOWLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

// Of a browser's own window nothing is ever seen here, yet two pages of it are drawn beside each page that is opened.
const NEVER_SEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
// What Playwright switches off itself: only the last such list on a command line counts.
const OFF_ANYWAY = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** What a Chromium is started with that nobody looks at. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...OFF_ANYWAY, ...NEVER_SEEN].join(',')}`,
];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of an installed Chromium or Chrome (CHROMIUM_PATH first), or null. */
export function findInstalledBrowser() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!isProgram(wanted)) throw new Stop(`CHROMIUM_PATH names ${wanted}, which is no program.`);
    return wanted;
  }
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  // Ubuntu's package of this name is a stub that only asks for another installer.
  return (
    candidates.find((file) => isProgram(file) && spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0) ??
    null
  );
}

async function installDebianBrowser() {
  const isDebian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (!isDebian || process.getuid?.() !== 0) return null;
  say('installing Debian’s chromium and Chinese fonts …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wanted = ['chromium-headless-shell', 'fonts-noto-cjk'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...wanted]]) {
    try {
      await promisify(execFile)('apt-get', args, { env, maxBuffer: 50_000_000 });
    } catch (error) {
      const reason = String(error.stderr ?? error.message);
      say(`  apt-get ${args[0]} failed: ${reason.trim().split('\n').at(-1)}`);
      return null;
    }
  }
  return findInstalledBrowser();
}

async function installPlaywrightBrowser() {
  say('downloading Playwright’s own Chromium …');
  const { chromium } = await import('@playwright/test');
  const cli = path.resolve(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  try {
    if (!existsSync(chromium.executablePath())) {
      execFileSync(process.execPath, [cli, 'install', 'chromium'], {
        stdio: ['ignore', 'ignore', 'pipe'],
        timeout: 600_000,
      });
    }
  } catch (error) {
    const reason = String(error.stderr ?? error.message)
      .trim()
      .split('\n')
      .at(-1);
    throw new Stop(`No browser for the tests (${reason}): install chromium or Chrome, or set CHROMIUM_PATH.`);
  }
  return chromium.executablePath();
}

const isWindowless = (file) => file !== null && WINDOWLESS.includes(path.basename(file));

/**
 * The path of a browser that the system has, where it can be had from Debian without a window; or null. Needs none of our
 * packages, and may run beside their installation.
 */
export async function ensureSystemBrowser() {
  const found = findInstalledBrowser();
  return process.env.CHROMIUM_PATH || isWindowless(found) ? found : ((await installDebianBrowser()) ?? found);
}

/** The path of a browser that runs: what the system had, or one that is downloaded now. */
export async function ensureBrowser(systemBrowser) {
  return systemBrowser ?? (await installPlaywrightBrowser());
}
