import { type DifferentCell, findDifferentCells } from '@/features/figures/recount';
import { findCountsUnlikeRows } from '@/features/figures/rows-behind';
import type { Check } from './check';

const LIMIT = 100;

function nameOf({ kept, recounted, ...key }: DifferentCell): string {
  const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`);
  return `${columns.join(' ')}: kept ${kept}, recounted ${recounted}`;
}

/** Counts every figure again from the events and compares it with the rollup and what is pending; then the events with the rows. */
export const checkFigures: Check = async ({ tx, say }) => {
  const different = await findDifferentCells(tx, LIMIT);
  for (const cell of different) say(nameOf(cell));
  const cells = `${different.length}${different.length === LIMIT ? ' or more' : ''}`;
  say(different.length === 0 ? 'All figures agree with their recount.' : `${cells} cells differ from their recount.`);
  const wrong = await findCountsUnlikeRows(tx, LIMIT);
  for (const { reference, measure, stage, day, counted, standing } of wrong)
    say(`${reference}${day ? ` on ${day}` : ''}: ${measure} ${stage} counted ${counted}, by its rows ${standing}`);
  say(wrong.length === 0 ? 'What is counted of the cases is what their rows say.' : `${wrong.length} counts differ.`);
  return different.length === 0 && wrong.length === 0;
};
