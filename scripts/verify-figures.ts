/**
 * `npm run verify`: counts every figure again from the events and compares it with the rollup and what is pending.
 * Names each cell that differs, and then ends with 1. Reads the database that DATABASE_URL names.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { type DifferentCell, findDifferentCells } from '@/features/figures/recount';
import { PrismaClient } from '@/generated/prisma/client';

const LIMIT = 100;
const TEN_MINUTES = 600_000;

function nameOf({ kept, recounted, ...key }: DifferentCell): string {
  const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`);
  return `${columns.join(' ')}: kept ${kept}, recounted ${recounted}`;
}

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set: it names the database whose figures are counted again.');
  process.exit(1);
}
const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
try {
  // One snapshot, so that a payment made meanwhile is on both sides or on neither.
  const different = await client.$transaction((tx) => findDifferentCells(tx, LIMIT), {
    timeout: TEN_MINUTES,
    isolationLevel: 'RepeatableRead',
  });
  for (const cell of different) console.log(nameOf(cell));
  const cells = `${different.length}${different.length === LIMIT ? ' or more' : ''}`;
  console.log(
    different.length === 0 ? 'All figures agree with their recount.' : `${cells} cells differ from their recount.`,
  );
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  await client.$disconnect();
}
