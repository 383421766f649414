import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './child';

/** `failures` names what failed; what no name accounts for is in `failed` alone. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

export const NONE: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** One check or runner that failed as a whole. */
export const failedWhole = (name: string): Tally => ({ ...NONE, failed: 1, failures: [name] });

/** Sums two tallies. */
export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; tests: { status: string; projectName: string }[] }[];
};
type PlaywrightReport = PlaywrightSuite & {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

function readJson<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** A runner that says it failed must not come out green: what no single test accounts for counts as one failure. */
const honest = (runner: string, tally: Tally, exitCode: number): Tally =>
  (exitCode !== 0 && tally.failed === 0) || tally.passed + tally.failed === 0
    ? add(tally, failedWhole(`${runner} as a whole`))
    : tally;

/** The tally of vitest's JSON report; a file that could not be loaded counts as one failure. */
export function readVitestReport(file: string, exitCode: number): Tally {
  const report = readJson<VitestReport>(file);
  if (!report) return failedWhole('vitest: no report');
  let tally = NONE;
  for (const { name, status, assertionResults } of report.testResults) {
    const place = path.relative(root, name);
    const count = (wanted: string[]) => assertionResults.filter((result) => wanted.includes(result.status)).length;
    const failures = assertionResults
      .filter((result) => result.status === 'failed')
      .map(({ fullName }) => `${place} › ${fullName}`);
    if (status === 'failed' && failures.length === 0) failures.push(place);
    tally = add(tally, {
      passed: count(['passed']),
      failed: failures.length,
      skipped: count(['pending', 'skipped', 'todo', 'disabled']),
      failures,
    });
  }
  return honest('vitest', tally, exitCode);
}

const failedSpecs = ({ suites = [], specs = [] }: PlaywrightSuite): string[] => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, projectName }) => `[${projectName}] ${file} › ${title}${status === 'flaky' ? ' (flaky)' : ''}`),
  ),
  ...suites.flatMap(failedSpecs),
];

/** The tally of Playwright's JSON report; a test that passed only on a second try counts as failed. */
export function readPlaywrightReport(file: string, exitCode: number): Tally {
  const report = readJson<PlaywrightReport>(file);
  if (!report) return failedWhole('playwright: no report');
  const { expected, unexpected, flaky, skipped } = report.stats;
  const tally = { passed: expected, failed: unexpected + flaky, skipped, failures: failedSpecs(report) };
  return honest('playwright', tally, exitCode);
}
