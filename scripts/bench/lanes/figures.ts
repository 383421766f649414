import { Stop } from '../../lib/say.mjs';
import { explain, isReading, type Plan, type Recording, record, type SizedDatabase, withClient } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import type { ReadingName } from '../readings';
import { exponent, median } from '../statistics';

export const DASHBOARDS = [
  'overview of the nation',
  'overview of a province',
  'overview of a city',
  'overview of a county',
  'overview of a township',
  'overview of the nation, a year ago',
  'overview of the nation, as recorded a year ago',
  'overview of a township, a year ago',
] as const satisfies readonly ReadingName[];
const TIMES = 15;
const MOST = { exponent: 0.01, statements: 3, ms: 1 };

export type Sized = { database: SizedDatabase; recording: Recording; plans: Plan[] };

/** What the portal sends for a reading on each database, with what the databases spend on it, asked in turn. */
export async function planOnEach<Name extends ReadingName>(
  databases: readonly SizedDatabase[],
  names: readonly Name[],
  times = TIMES,
): Promise<Record<Name, Sized[]>> {
  const found = Object.fromEntries(names.map((name) => [name, [] as Sized[]])) as Record<Name, Sized[]>;
  for (const database of databases) {
    const recorded = await record(database, names);
    for (const name of names) found[name].push({ database, recording: recorded[name], plans: [] });
  }
  for (let time = 0; time < times; time++)
    for (const [index, { appUrl }] of databases.entries())
      await withClient(appUrl, async (client) => {
        // what a connection looks up of a table only once is no part of what a page costs
        if (time === 0) for (const name of names) await explain(client, found[name][index]?.recording.statements ?? []);
        for (const name of names) {
          const sized = found[name][index];
          if (!sized) continue;
          await explain(client, sized.recording.statements);
          sized.plans.push(await explain(client, sized.recording.statements));
        }
      });
  return found;
}

export const msOf = ({ plans }: Sized) => median(plans.map(({ ms }) => ms));
export const buffersOf = ({ plans }: Sized) => median(plans.map(({ buffers }) => buffers));
export const statementsOf = ({ recording }: Sized) => recording.statements.filter(isReading).length;

/** How buffers grow with the size; one database alone says nothing about that. */
export function growthOf(sized: readonly Sized[], of: (one: Sized) => number): number {
  return sized.length < 2 ? Number.NaN : exponent(sized.map((one) => ({ size: one.database.size, cost: of(one) })));
}

/** Each dashboard at each size: statements, shared buffers and time in the database, and how these grow. */
export async function measureFigures(databases: readonly SizedDatabase[]): Promise<void> {
  printHead('Dashboards in the database');
  const found = await planOnEach(databases, DASHBOARDS);
  for (const one of found['overview of the nation']) checkSums(one);
  const each = (sized: readonly Sized[], of: (one: Sized) => number) => sized.map((one) => digits(of(one))).join(' / ');
  printTable(
    ['', 'statements', `buffers at ${databases.map(({ name }) => name).join(' / ')}`, 'exponent', 'ms'],
    DASHBOARDS.map((name) => [
      name,
      String(Math.max(...found[name].map(statementsOf))),
      each(found[name], buffersOf),
      digits(growthOf(found[name], buffersOf)),
      each(found[name], msOf),
    ]),
  );
  const all = DASHBOARDS.map((name) => found[name]);
  const worst = {
    statements: Math.max(...all.flat().map(statementsOf)),
    exponent: Math.max(...all.map((sized) => growthOf(sized, buffersOf))),
    ms: Math.max(...all.flat().map(msOf)),
  };
  printVerdict(`at most ${MOST.statements} statements (${worst.statements})`, worst.statements <= MOST.statements);
  printVerdict(`buffer exponent at most ${MOST.exponent} (${digits(worst.exponent)})`, worst.exponent <= MOST.exponent);
  printVerdict(`at most ${MOST.ms} ms in the database (${digits(worst.ms)})`, worst.ms <= MOST.ms);
}

type Cell = { regionId: number; measure: string; value: string };

/** Equal work or no number: what lies below a place adds up to the place, and it is not nothing. */
function checkSums({ database, recording }: Sized): void {
  const { place, cells, ranking } = recording.answer as {
    place: { id: number };
    cells: Cell[];
    ranking: { places: { accepted: string }[] } | null;
  };
  const own = cells
    .filter((cell) => cell.measure === 'ACCEPTED' && cell.regionId === place.id)
    .reduce((total, { value }) => total + BigInt(value), 0n);
  const below = (ranking?.places ?? []).reduce((total, { accepted }) => total + BigInt(accepted), 0n);
  if (own === 0n || own !== below) throw new Stop(`${database.name}: ${own} accepted, ${below} in what lies below`);
}
