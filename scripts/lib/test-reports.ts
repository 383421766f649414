import { existsSync, readFileSync } from 'node:fs';

export type Tally = { passed: number; failed: number; skipped: number };

export const NONE: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Sums two tallies. */
export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

type VitestReport = {
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

type PlaywrightReport = {
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
const honest = (tally: Tally, exitCode: number): Tally =>
  (exitCode !== 0 && tally.failed === 0) || tally.passed + tally.failed === 0
    ? add(tally, { ...NONE, failed: 1 })
    : tally;

/** The tally of vitest's JSON report; a file that could not be loaded counts as one failure. */
export function readVitestReport(file: string, exitCode: number): Tally {
  const report = readJson<VitestReport>(file);
  if (!report) return { ...NONE, failed: 1 };
  let tally = NONE;
  for (const { status, assertionResults } of report.testResults) {
    const count = (wanted: string[]) => assertionResults.filter((result) => wanted.includes(result.status)).length;
    const failed = count(['failed']);
    tally = add(tally, {
      passed: count(['passed']),
      failed: failed || (status === 'failed' ? 1 : 0),
      skipped: count(['pending', 'skipped', 'todo', 'disabled']),
    });
  }
  return honest(tally, exitCode);
}

/** The tally of Playwright's JSON report; a test that passed only on a second try counts as failed. */
export function readPlaywrightReport(file: string, exitCode: number): Tally {
  const report = readJson<PlaywrightReport>(file);
  if (!report) return { ...NONE, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}
