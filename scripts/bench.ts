/**
 * `npm run bench -- [--lane api,pages] [--sizes 10000,100000] [--rounds 7] [--seconds 8] [--rows 10000,100000]`: measures
 * how fast the portal is, in ratios to what bounds it, on databases filled by `npm run load` (docs/performance.md); `rows`
 * are those of the lists that are imported. Each lane compares the answers before it times them and says whether its
 * target is met.
 */
import { parseArgs } from 'node:util';
import { findDatabases, type SizedDatabase } from './bench/databases';
import { measureApi } from './bench/lanes/api';
import { measureFigures } from './bench/lanes/figures';
import { measureFolding } from './bench/lanes/folding';
import { measureImport } from './bench/lanes/import';
import { measureLighthouse } from './bench/lanes/lighthouse';
import { measureList } from './bench/lanes/list';
import { measurePages } from './bench/lanes/pages';
import { measureScripts } from './bench/lanes/scripts';
import { measureSearch } from './bench/lanes/search';
import { measureTransition } from './bench/lanes/transition';
import { explain } from './lib/say.mjs';

type Options = { rounds: number; seconds: number; rows: readonly number[] };
const LANES: Record<string, (databases: readonly SizedDatabase[], options: Options) => Promise<void>> = {
  api: measureApi,
  pages: measurePages,
  figures: measureFigures,
  list: measureList,
  search: measureSearch,
  transition: measureTransition,
  scripts: measureScripts,
  folding: measureFolding,
  import: measureImport,
  lighthouse: measureLighthouse,
};

const { values } = parseArgs({
  options: {
    lane: { type: 'string', default: Object.keys(LANES).join(',') },
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '8' },
    rows: { type: 'string', default: '10000,100000,1000000' },
  },
});
const lanes = values.lane.split(',');
const unknown = lanes.filter((name) => !LANES[name]);
try {
  if (unknown.length > 0)
    throw new Error(`No such lane: ${unknown.join(', ')}. There are: ${Object.keys(LANES).join(', ')}`);
  const databases = await findDatabases(values.sizes.split(',').map(Number));
  for (const name of lanes)
    await LANES[name]?.(databases, {
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      rows: values.rows.split(',').map(Number),
    });
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
