import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import type { SizedDatabase } from '../../scripts/bench/databases';
import {
  buffersOf,
  DASHBOARDS,
  growthOf,
  planOnEach,
  type Sized,
  statementsOf,
} from '../../scripts/bench/lanes/figures';
import { PAGES } from '../../scripts/bench/lanes/list';
import { cloneDatabase, TEST_KEYS } from '../support/postgres';

/**
 * What reading costs the database in a country of a thousand cases and in one of eight thousand, in pages of its memory:
 * a number without noise. `npm run bench` measures the rest, at sizes that take longer than a test may.
 */
const SIZES = [1_000, 8_000];
const MOST_STATEMENTS = 3;
/** So small a country has days without a case, whose rows the cube does not have; it fills up with the size. */
const MOST_GROWTH = 0.07;
/**
 * A past day is reached over rows of days and months, of which so small a country has not all. The nation reads one of each
 * province, also today: the day before its target began.
 */
const MOST_GROWTH_OF_A_PAST_DAY = 0.13;
const readsPastDays = (name: string) => name.includes('a year ago') || name.startsWith('overview of the nation');
/**
 * A county of so small a country has hardly a page of cases, and a township's past day is counted again from the events of
 * its county: these are bounded by what a page of fifty may read.
 */
const FILLING_UP = ['list of a county, filtered', 'overview of a township, a year ago'];
const MOST_BUFFERS_OF_A_PAGE = 500;

const NAMES = [...DASHBOARDS, ...PAGES];
let found: Record<(typeof NAMES)[number], Sized[]>;

async function fill(size: number): Promise<SizedDatabase> {
  const name = `growth_${size}`;
  const { ownerUrl, appUrl } = await cloneDatabase(name);
  const env = { ...process.env, ...TEST_KEYS, DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl };
  const load = ['--import', 'tsx', 'scripts/load.ts', '--cases', String(size)];
  await promisify(execFile)(process.execPath, load, { env });
  return { name, size, ownerUrl, appUrl };
}

beforeAll(async () => {
  const databases: SizedDatabase[] = [];
  for (const size of SIZES) databases.push(await fill(size));
  found = await planOnEach(databases, NAMES, 1);
}, 180_000);

it.each(NAMES)('%s takes few statements, and no more of the database where there are more cases', (name) => {
  for (const one of found[name]) expect(statementsOf(one)).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect(found[name].map(buffersOf).every((buffers) => buffers > 0)).toBe(true);
  if (FILLING_UP.includes(name))
    expect(Math.max(...found[name].map(buffersOf))).toBeLessThanOrEqual(MOST_BUFFERS_OF_A_PAGE);
  else
    expect(growthOf(found[name], buffersOf)).toBeLessThanOrEqual(
      readsPastDays(name) ? MOST_GROWTH_OF_A_PAST_DAY : MOST_GROWTH,
    );
});
