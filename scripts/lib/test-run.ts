import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, generate } from './build';
import { root } from './child';
import { chooseDatabaseUser } from './database-user';
import { makeTemporaryPlace } from './place';
import { type Portal, startPortal } from './portal';
import { findFreePort } from './postgres';
import { explain, Stop, say } from './say.mjs';
import { add, failedWhole, NONE, readPlaywrightReport, readVitestReport, type Tally } from './test-reports';

const bin = (name: string) => path.join(root, 'node_modules', name);
const TOOLS = {
  next: bin('next/dist/bin/next'),
  // The compiler in machine code: the same answers in a third of the time. Next and the checker of imports need the other.
  tsc: bin('typescript-native/bin/tsc'),
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
  return failedWhole(name);
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
  const { passed, failed, failures } = readVitestReport(file, code);
  const isNamed = [output, failures.join()].every((text) => text.includes('this one fails on purpose'));
  const isSeen = code !== 0 && passed === 1 && failed === 1 && isNamed;
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

/** So many failures are named at the end: more have one cause. */
const MOST_FAILURES = 50;

/** The day on which the journeys stand, whatever day it is: a Wednesday without a holiday near it. */
const JOURNEY_DAY = '2026-11-18T10:00:00+08:00';

type Stage = { portal: Promise<Portal>; serve: () => void; cleanUp: () => Promise<void> };

/**
 * Begins to fill a database of the journeys' own at once, while the checks leave a core idle; what serves starts with
 * `serve`, when the build is there and the tests that would compete with it are over.
 */
async function prepareStage(): Promise<Stage> {
  const place = await makeTemporaryPlace(chooseDatabaseUser(), 'fuqiao-e2e-');
  let stop = async () => {};
  let serve = () => {};
  let giveUp = (_why: Error) => {};
  const built = new Promise<void>((resolve, reject) => {
    serve = resolve;
    giveUp = reject;
  });
  // a start that failed before it waited for this does not hear of it
  built.catch(() => {});
  const portal = startPortal(
    {
      address: { host: '127.0.0.1', port: await findFreePort() },
      dataDirectory: path.join(place, 'data'),
      demo: true,
      durable: false,
      clockOffsetMs: Date.parse(JOURNEY_DAY) - Date.now(),
      built,
    },
    (undo) => {
      stop = undo;
    },
  );
  // whoever awaits it later still gets the failure
  const ended = portal.then(
    () => {},
    () => {},
  );
  const cleanUp = async () => {
    giveUp(new Stop('The journeys are over.'));
    await stop();
    await ended;
    await rm(place, { recursive: true, force: true });
  };
  return { portal, serve, cleanUp };
}

/** The journeys, against the production build on a freshly seeded database. */
async function runJourneys(reports: string, stage: Stage): Promise<Tally> {
  say('browser journeys …');
  try {
    stage.serve();
    const portal = await stage.portal;
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
    return failedWhole('browser journeys');
  }
}

/** What `work` does beside a stage that is cleared away afterwards, also when it is interrupted. */
async function withStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await prepareStage();
  const interrupt = () => stage.cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(stage);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await stage.cleanUp();
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

async function checkTypes(): Promise<Outcome> {
  // Writes next-env.d.ts and the types of the routes, which the compiler needs.
  const routes = await runTool([TOOLS.next, 'typegen']);
  return routes.code === 0 ? runTool([TOOLS.tsc, '--noEmit']) : routes;
}

async function makeBuild(): Promise<Outcome> {
  await build({ ...process.env });
  return { code: 0, output: '' };
}

/** Every check and every test, one after the other (two cores), and their sum. */
async function runParts(reports: string, stage: Stage): Promise<Tally> {
  let tally = NONE;
  const count = async (part: Promise<Tally>) => {
    tally = add(tally, await part);
  };
  await count(check('types', checkTypes));
  await count(check('lint', () => runTool([TOOLS.biome, 'ci', '--colors=off', '.'])));
  await count(check('structure', () => runTool([TOOLS.tsx, 'scripts/check-structure.ts'])));
  await count(check('generated documents', () => runTool([TOOLS.tsx, 'scripts/generate-docs.ts', '--check'])));
  await count(check('a failing test is seen', () => proveFailuresAreSeen(reports)));
  const built = await check('production build', makeBuild);
  tally = add(tally, built);
  await count(runVitest(reports));
  if (built.failed === 0) await count(runJourneys(reports, stage));
  return tally;
}

/** The whole of `npm test` after the installation. */
export function runAllTests(): Promise<Tally> {
  return withReports(async (reports) => {
    await generate();
    await mkdir(path.join(root, '.next'), { recursive: true });
    const tally = await withStage((stage) => runParts(reports, stage));
    if (tally.skipped) say(`${tally.skipped} skipped`);
    // at the end, where whoever has only the last page of the output finds it
    for (const failure of tally.failures.slice(0, MOST_FAILURES)) say(`failed: ${failure}`);
    return tally;
  });
}
