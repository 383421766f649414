import { type DifferentCell, findDifferentCells } from '@/features/figures/recount';
import type { Check } from './check';

const LIMIT = 100;

function nameOf({ kept, recounted, ...key }: DifferentCell): string {
  const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`);
  return `${columns.join(' ')}: kept ${kept}, recounted ${recounted}`;
}

/** Counts every figure again from the events and compares it with the rollup and what is pending. */
export const checkFigures: Check = async ({ tx, say }) => {
  const different = await findDifferentCells(tx, LIMIT);
  for (const cell of different) say(nameOf(cell));
  const cells = `${different.length}${different.length === LIMIT ? ' or more' : ''}`;
  say(different.length === 0 ? 'All figures agree with their recount.' : `${cells} cells differ from their recount.`);
  return different.length === 0;
};
