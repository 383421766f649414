import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, generate } from './build';
import { root } from './child';
import { chooseDatabaseUser } from './database-user';
import { makeTemporaryPlace } from './place';
import { startPortal } from './portal';
import { findFreePort } from './postgres';
import { explain, say } from './say.mjs';
import { add, NONE, readPlaywrightReport, readVitestReport, type Tally } from './test-reports';

const bin = (name: string) => path.join(root, 'node_modules', name);
const TOOLS = {
  next: bin('next/dist/bin/next'),
  tsc: bin('typescript/bin/tsc'),
  biome: bin('@biomejs/biome/bin/biome'),
  tsx: bin('tsx/dist/cli.mjs'),
  vitest: bin('vitest/vitest.mjs'),
  playwright: bin('@playwright/test/cli.js'),
};

type Outcome = { code: number; output: string };

/** Runs a node program; what it says is shown at once, or kept to be shown when it fails. */
function runTool(args: string[], env: Record<string, string> = {}, quiet = true): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** One check that passes or fails as a whole. */
async function check(name: string, run: () => Promise<Outcome>): Promise<Tally> {
  say(`${name} …`);
  const { code, output } = await run().catch((error) => ({ code: 1, output: explain(error) }));
  if (code === 0) return { ...NONE, passed: 1 };
  console.error(output.trim());
  say(`${name}: FAILED`);
  return { ...NONE, failed: 1 };
}

/** Runs the fixture that fails on purpose, and is content only if exactly that failure is reported. */
async function proveFailuresAreSeen(reports: string): Promise<Outcome> {
  const file = path.join(reports, 'proof.json');
  const { code, output } = await runTool(
    [TOOLS.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      VITEST_PROOF: '1',
    },
  );
  const { passed, failed } = readVitestReport(file, code);
  const isSeen = code !== 0 && passed === 1 && failed === 1 && output.includes('this one fails on purpose');
  return { code: isSeen ? 0 : 1, output: `The failing fixture was not reported as one failure:\n${output}` };
}

async function runVitest(reports: string): Promise<Tally> {
  say('unit and integration tests …');
  const file = path.join(reports, 'vitest.json');
  const { code } = await runTool(
    [TOOLS.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {},
    false,
  );
  return readVitestReport(file, code);
}

/** The day on which the journeys stand, whatever day it is: a Wednesday without a holiday near it. */
const JOURNEY_DAY = '2026-11-18T10:00:00+08:00';

/** The journeys, against the production build on a freshly seeded database of their own. */
async function runJourneys(reports: string): Promise<Tally> {
  say('browser journeys: starting the portal …');
  const place = await makeTemporaryPlace(chooseDatabaseUser(), 'fuqiao-e2e-');
  let stop = async () => {};
  const cleanUp = async () => {
    await stop();
    await rm(place, { recursive: true, force: true });
  };
  const interrupt = () => cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const clockOffset = String(Date.parse(JOURNEY_DAY) - Date.now());
    // the portal, its seed and its worker take it from the environment
    process.env.FUQIAO_CLOCK_OFFSET_MS = clockOffset;
    const address = { host: '127.0.0.1', port: await findFreePort() };
    const options = { address, dataDirectory: path.join(place, 'data'), demo: true, durable: false };
    const portal = await startPortal(options, (undo) => {
      stop = undo;
    });
    const file = path.join(reports, 'playwright.json');
    // The portal's own environment: a journey that begins in the middle of a case's life makes that case itself.
    const env = {
      ...(portal.env as Record<string, string>),
      BASE_URL: portal.url,
      DEMO_PASSWORD: portal.demoPassword,
      PLAYWRIGHT_JSON: file,
    };
    const { code } = await runTool([TOOLS.playwright, 'test'], env, false);
    return readPlaywrightReport(file, code);
  } catch (error) {
    console.error(explain(error));
    return { ...NONE, failed: 1 };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await cleanUp();
  }
}

/** A directory for the reports of one run, removed after it. */
async function withReports<T>(work: (reports: string) => Promise<T>): Promise<T> {
  const reports = mkdtempSync(path.join(tmpdir(), 'fuqiao-reports-'));
  try {
    return await work(reports);
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

/** Every check and every test, one after the other (two cores), and their sum. */
export function runAllTests(): Promise<Tally> {
  return withReports(async (reports) => {
    await generate();
    await mkdir(path.join(root, '.next'), { recursive: true });
    let tally = NONE;
    const count = async (part: Promise<Tally>) => {
      tally = add(tally, await part);
    };
    await count(
      check('types', async () => {
        // Writes next-env.d.ts and the types of the routes, which the compiler needs.
        const routes = await runTool([TOOLS.next, 'typegen']);
        return routes.code === 0 ? runTool([TOOLS.tsc, '--noEmit']) : routes;
      }),
    );
    await count(check('lint', () => runTool([TOOLS.biome, 'ci', '--colors=off', '.'])));
    await count(check('structure', () => runTool([TOOLS.tsx, 'scripts/check-structure.ts'])));
    await count(check('generated documents', () => runTool([TOOLS.tsx, 'scripts/generate-docs.ts', '--check'])));
    await count(check('a failing test is seen', () => proveFailuresAreSeen(reports)));
    await count(runVitest(reports));
    const built = await check('production build', async () => {
      await build({ ...process.env });
      return { code: 0, output: '' };
    });
    tally = add(tally, built);
    if (built.failed === 0) await count(runJourneys(reports));
    if (tally.skipped) say(`${tally.skipped} skipped`);
    return tally;
  });
}
