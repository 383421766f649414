/**
 * `npm run verify [-- figures|books|chain] [--public-key LINE]`: holds what is kept against what it follows from, names each
 * row that is wrong and then ends with 1; without a word all three. Reads the database that DATABASE_URL names.
 * The keys of the portal are taken from the environment or DATA_DIR/keys, for whom payments went to is sealed by them.
 * `npm run verify -- export FILE --public-key LINE` checks a file that an auditor took out, without any database.
 */
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/generated/prisma/client';
import { findKey } from './lib/keys';
import { explain } from './lib/say.mjs';
import { checkBooks } from './verify/books';
import { checkChain } from './verify/chain';
import type { Check } from './verify/check';
import { checkExport } from './verify/export';
import { checkFigures } from './verify/figures';

const CHECKS: Record<string, Check> = { figures: checkFigures, books: checkBooks, chain: checkChain };
const HALF_AN_HOUR = 1_800_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'public-key': { type: 'string', multiple: true, default: [] } },
});
const [what, file] = positionals;
const publicKeys = values['public-key'];
const say = (line: string) => console.log(line);
// of the portal's own settings, which this does not use
process.env.APP_DATABASE_URL ??= process.env.DATABASE_URL;
process.env.DATA_DIR ??= '.data';
for (const name of ['FUQIAO_DATA_KEY', 'FUQIAO_INDEX_KEY'] as const)
  process.env[name] = (await findKey(name, process.env.DATA_DIR)) ?? '';

async function checkDatabase(checks: readonly Check[]): Promise<boolean> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: it names the database that is verified.');
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  try {
    let good = true;
    // One snapshot, so that a payment made meanwhile is on both sides or on neither.
    const run = (check: Check) =>
      client.$transaction((tx) => check({ tx, say, publicKeys }), {
        timeout: HALF_AN_HOUR,
        isolationLevel: 'RepeatableRead',
      });
    for (const check of checks) good = (await run(check)) && good;
    return good;
  } finally {
    await client.$disconnect();
  }
}

try {
  const known = what === undefined || what in CHECKS;
  if (what === 'export' && file) process.exitCode = (await checkExport(file, publicKeys, say)) ? 0 : 1;
  else if (!known) throw new Error('Usage: npm run verify [-- figures|books|chain|export FILE] [--public-key LINE]');
  else process.exitCode = (await checkDatabase(what ? [CHECKS[what] as Check] : Object.values(CHECKS))) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
