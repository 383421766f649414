import { Stop } from '../../lib/say.mjs';
import { explain, record, type SizedDatabase, type Statement, withClient } from '../databases';
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
    const [countyId, query] = recording.statements
      .flatMap(({ values }) => values)
      .filter((value) => typeof value !== 'object')
      .slice(1) as [number, string];
    const plans = await withClient(database.appUrl, async (client) => {
      const { rows: names } = await client.query<{ pair: string; reference: string }>(
        `SELECT right(applicant_name, 2) AS pair, reference FROM case_record WHERE county_id = $1 ORDER BY md5(reference) LIMIT ${SEARCHES}`,
        [countyId],
      );
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
