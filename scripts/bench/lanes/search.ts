import { Stop } from '../../lib/say.mjs';
import { explain, isReading, record, type SizedDatabase, type Statement, withClient } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import { exponent, median, quantile } from '../statistics';

const SEARCHES = 200;
const MOST_MS = 30;

/** The same statement looking for something else. */
function lookingFor(statements: readonly Statement[], from: string, to: string): Statement[] {
  const put = (value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(from, to) : Array.isArray(value) ? value.map(put) : value;
  return statements.map(({ text, values }) => ({ text, values: values.map(put) }));
}

/** Two Chinese characters inside the busiest county: every search as the list does it, 95 of 100 within the limit. */
export async function measureSearch(databases: readonly SizedDatabase[]): Promise<void> {
  printHead('Two-character search inside a county, in the database');
  const rows: string[][] = [];
  const points: { size: number; cost: number }[] = [];
  let slowest = 0;
  for (const database of databases) {
    const { 'search in a county': recording } = await record(database, ['search in a county']);
    const asked = recording.statements.filter(isReading).flatMap(({ values }) => values);
    const countyId = asked.find((value) => typeof value === 'number');
    // the pairs of characters that are looked for
    const query = asked
      .flatMap((value) => (Array.isArray(value) ? value : []))
      .find((value) => typeof value === 'string');
    if (query === undefined) throw new Stop(`${database.name}: the list looks for nothing`);
    // as the owner, whom row security does not concern: which names there are is no part of a search
    const { rows: names } = await withClient(database.ownerUrl, (owner) =>
      owner.query<{ pair: string }>(
        `SELECT right(applicant_name, 2) AS pair FROM case_record WHERE county_id = $1 ORDER BY md5(reference) LIMIT ${SEARCHES}`,
        [countyId],
      ),
    );
    const plans = await withClient(database.appUrl, async (client) => {
      if ((recording.answer as string[]).length === 0)
        throw new Stop(`${database.name}: nothing is found for ${query}`);
      const found: { ms: number; buffers: number }[] = [];
      for (const { pair } of names) found.push(await explain(client, lookingFor(recording.statements, query, pair)));
      return found;
    });
    const p95 = quantile(
      plans.map(({ ms }) => ms),
      0.95,
    );
    slowest = Math.max(slowest, p95);
    points.push({ size: database.size, cost: median(plans.map(({ buffers }) => buffers)) });
    rows.push([
      database.name,
      String(plans.length),
      digits(median(plans.map(({ ms }) => ms))),
      digits(p95),
      digits(points.at(-1)?.cost ?? 0),
    ]);
  }
  printTable(['', 'searches', 'ms, median', 'ms, p95', 'buffers, median'], rows);
  if (points.length > 1) console.log(`buffer exponent ${digits(exponent(points))}`);
  printVerdict(`at most ${MOST_MS} ms (${digits(slowest)})`, slowest <= MOST_MS);
}
