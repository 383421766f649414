import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../lib/say.mjs';
import { isReading, type SizedDatabase, withClient } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import type { ReadingName } from '../readings';
import { buffersOf, growthOf, msOf, planOnEach, type Sized, statementsOf } from './figures';

export const PAGES = [
  'list, first page',
  'list, last page',
  'list of a county, filtered',
] as const satisfies readonly ReadingName[];
const MOST = { lastOverFirst: 1.2, largeOverSmall: 1.3 };

/** The case list by keyset: the last page against the first, the largest database against the smallest. */
export async function measureList(databases: readonly SizedDatabase[]): Promise<void> {
  printHead('Case list in the database');
  const found = await planOnEach(databases, PAGES);
  for (const [index, first] of found['list, first page'].entries())
    await comparePages(first, found['list, last page'][index] as Sized);
  for (const { recording } of PAGES.flatMap((name) => found[name]))
    refuseOffset(recording.statements.filter(isReading));
  printTable(
    ['', 'statements', `ms at ${databases.map(({ name }) => name).join(' / ')}`, 'buffers', 'buffer exponent'],
    PAGES.map((name) => [
      name,
      String(Math.max(...found[name].map(statementsOf))),
      found[name].map((one) => digits(msOf(one))).join(' / '),
      found[name].map((one) => digits(buffersOf(one))).join(' / '),
      digits(growthOf(found[name], buffersOf)),
    ]),
  );
  for (const [index, first] of found['list, first page'].entries()) {
    const ratio = msOf(found['list, last page'][index] as Sized) / msOf(first);
    const what = `${first.database.name}: last page over first ${digits(ratio)}, at most ${MOST.lastOverFirst}`;
    printVerdict(what, ratio <= MOST.lastOverFirst);
  }
  for (const name of PAGES) {
    const [small, large] = [found[name][0] as Sized, found[name].at(-1) as Sized];
    const ratio = msOf(large) / msOf(small);
    const what = `${name}: ${large.database.name} over ${small.database.name} ${digits(ratio)}, at most ${MOST.largeOverSmall}`;
    printVerdict(what, ratio <= MOST.largeOverSmall);
  }
}

function refuseOffset(statements: readonly { text: string }[]): void {
  if (statements.some(({ text }) => /\bOFFSET\b/i.test(text))) throw new Stop('the list pages by OFFSET');
}

/** Equal work or no number: the pages hold what counting from the beginning and from the end finds. */
async function comparePages(first: Sized, last: Sized): Promise<void> {
  await withClient(first.database.ownerUrl, async (client) => {
    const by = async (direction: 'DESC' | 'ASC') =>
      (
        await client.query<{ reference: string }>(`SELECT reference FROM case_record ORDER BY id ${direction} LIMIT 50`)
      ).rows.map((row) => row.reference);
    if (!isDeepStrictEqual(first.recording.answer, await by('DESC'))) throw new Stop('the first page is another');
    if (!isDeepStrictEqual(last.recording.answer, (await by('ASC')).reverse()))
      throw new Stop('the last page is another');
  });
}
