import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import type { WorkCalendar } from '@/domain/calendar';
import { LOADED_TABLES } from './columns';
import { type Country, makeCountry, type Province } from './country';
import { Cube } from './cube';
import { Days } from './days';
import { type CellRow, Cells } from './figures';
import type { Made, Order, Report, Setting } from './maker';
import { Rows, type Table } from './rows';
import { bareTables, putBack, readTables, TableStream } from './tables';

const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2026-11-20';
const SEALED_AT_ONCE = 100_000;

export type Wanted = {
  cases: number;
  seed: number;
  /** threads that make cases; the country is the same however many */
  hands?: number;
  /** fewer counties than there are, for tests */
  counties?: number;
  /** hears how far it has come */
  say?: (text: string) => void;
};

/**
 * Fills a migrated database that holds regions, programmes and people, and no cases, with those of a country, their events,
 * books and figures; `url` is the owner's. How many rows each table got.
 */
export async function loadCases(
  url: string,
  { cases, seed, hands = Math.min(2, cpus().length), counties = 4000, say = () => {} }: Wanted,
): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    say('organisations and people …');
    const country = await makeCountry(client, cases, seed, counties);
    const setting: Setting = {
      seed,
      firstDay: FIRST_DAY,
      lastDay: LAST_DAY,
      calendar: await readCalendar(client),
      programmes: country.programmes,
      cells: (await client.query<CellRow>('SELECT id, measure, stage, applicant_kind, head FROM figure_cell')).rows,
      tables: await readTables(client, LOADED_TABLES),
    };
    const bared = await bareTables(client, LOADED_TABLES);
    let rows: Record<string, number>;
    try {
      rows = await makeCases(url, country, setting, { hands, say });
      say(`${cases} cases; indexes and keys …`);
    } finally {
      await putBack(url, bared, 2);
    }
    await client.query('ANALYZE');
    say('seals …');
    await sealAll(client);
    return rows;
  } finally {
    await client.end();
  }
}

/** Seals every event: a load writes past the trigger by which an event waits for its seal. */
async function sealAll(client: pg.Client): Promise<void> {
  await client.query(`INSERT INTO event_unsealed (event_id)
    SELECT e.id FROM event e WHERE NOT EXISTS (SELECT FROM event_seal s WHERE s.event_id = e.id) ON CONFLICT DO NOTHING`);
  for (;;) {
    const { rows } = await client.query<{ sealed: string }>('SELECT seal_events($1) AS sealed', [SEALED_AT_ONCE]);
    if (rows[0]?.sealed === '0') break;
  }
  await client.query('VACUUM ANALYZE event_unsealed, event_seal');
}

async function readCalendar(client: pg.Client): Promise<WorkCalendar> {
  const years = await client.query<{ year: number }>('SELECT year FROM calendar_year');
  const days = await client.query<{ day: string; kind: 'HOLIDAY' | 'WORKDAY' }>(
    'SELECT day::text, kind::text FROM calendar_day',
  );
  return {
    publishedThrough: years.rows.map(({ year }) => year),
    exceptions: new Map(days.rows.map(({ day, kind }) => [day, kind])),
  };
}

async function makeCases(
  url: string,
  country: Country,
  setting: Setting,
  { hands, say }: { hands: number; say: (text: string) => void },
) {
  const { tables, programmes } = setting;
  const streams = await Promise.all(tables.map((table) => TableStream.open(url, table)));
  const counts = tables.map(() => 0);
  const pending: Promise<void>[] = [];
  const nationRows = new Rows(tables.at(-1) as Table, (chunk) => {
    pending.push((streams.at(-1) as TableStream).send(chunk));
  });
  const days = new Days(setting.firstDay, setting.lastDay, setting.calendar);
  const programmeIds = programmes.map(({ id }) => id);
  const cube = new Cube({ days, cells: new Cells(setting.cells), programmeIds }, nationRows);
  const [known, late] = [cube.byDay(), cube.byDay()];
  // the largest first, so that no hand is left with one at the end
  const left = country.provinces.toSorted((one, other) => casesOf(other) - casesOf(one)).reverse();
  try {
    await Promise.all(
      Array.from({ length: hands }, () =>
        makeProvinces(
          setting,
          () => left.pop(),
          (table, chunk) => (streams[table] as TableStream).send(chunk),
          (province, report) => {
            const ownerOf = (owner: number) => province.owners[owner]?.inNation as number;
            known.addPacked(report.known, ownerOf);
            late.addPacked(report.late, ownerOf);
            say(`province ${report.made} …`);
            for (const [table, count] of report.rows.entries()) counts[table] = (counts[table] as number) + count;
          },
        ),
      ),
    );
    cube.writeByDay({ regionId: country.nationId, parentId: null, owners: country.financierIds }, known, late, 'DAY');
    nationRows.flush();
    await Promise.all(pending);
    await Promise.all(streams.map((stream) => stream.close()));
  } catch (error) {
    await Promise.all(streams.map((stream) => stream.giveUp().catch(() => {})));
    throw error;
  }
  return Object.fromEntries(LOADED_TABLES.map((table, index) => [table, counts[index] as number]));
}

const casesOf = ({ counties }: Province) => counties.reduce((sum, county) => sum + county.cases, 0);

/** What a thread begins with: TypeScript is not read there by itself. */
const BEGIN_MAKER = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./maker.ts', import.meta.url).href)});
})`;

/** One thread that makes provinces until there are none left. */
function makeProvinces(
  setting: Setting,
  next: () => Province | undefined,
  send: (table: number, chunk: Uint8Array) => Promise<void>,
  made: (province: Province, report: Made) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(BEGIN_MAKER, { eval: true, workerData: setting, execArgv: [] });
    const order = (message: Order) => worker.postMessage(message);
    const fail = (error: unknown) => {
      void worker.terminate();
      reject(error);
    };
    let current = next();
    worker.on('error', fail);
    worker.on('message', (report: Report) => {
      if ('chunk' in report) {
        send(report.table, report.chunk).then(() => order({ taken: 1 }), fail);
        return;
      }
      made(current as Province, report);
      current = next();
      order({ province: current ?? null });
    });
    worker.on('exit', () => resolve());
    order({ province: current ?? null });
  });
}
