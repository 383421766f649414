/** A thread that makes the cases of one province after another, and hands on their rows and what they add up to. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Day, WorkCalendar } from '@/domain/calendar';
import { Applicants } from './applicants';
import { LOADED_TABLES } from './columns';
import { type County, groupBy, type Programme, type Province } from './country';
import { CountyFigures, Cube } from './cube';
import { Days } from './days';
import { type CellRow, Cells } from './figures';
import type { Writers } from './life';
import { liveCase } from './lives';
import { Ids, Random, seedOf } from './random';
import { Rows, type Table } from './rows';

export type Setting = {
  seed: number;
  firstDay: Day;
  lastDay: Day;
  calendar: WorkCalendar;
  programmes: readonly Programme[];
  cells: readonly CellRow[];
  tables: readonly Table[];
};
/** What a thread is told: a province to make, null after the last, or that so many chunks have been sent on. */
export type Order = { province: Province | null } | { taken: number };
/** What it tells: rows of a table, or that a province is made, with its figures and the rows of each table. */
export type Report = { table: number; chunk: Uint8Array<ArrayBuffer> } | Made;
export type Made = { made: Province['id']; known: Float64Array; late: Float64Array; rows: number[] };

/** Chunks that may be on their way before a thread waits for the server. */
const MOST_ON_THEIR_WAY = 64;

const port = parentPort;
if (!port) throw new Error('a maker is a thread of a load');
const setting = workerData as Setting;
const days = new Days(setting.firstDay, setting.lastDay, setting.calendar);
const cells = new Cells(setting.cells);

let onTheirWay = 0;
let goOn = () => {};
const rows = setting.tables.map(
  (table, index) =>
    new Rows(table, (chunk) => {
      onTheirWay += 1;
      port.postMessage({ table: index, chunk } satisfies Report, [chunk.buffer]);
    }),
);
const writers = Object.fromEntries(LOADED_TABLES.map((table, index) => [table, rows[index]])) as Writers;
const cube = new Cube({ days, cells, programmeIds: setting.programmes.map(({ id }) => id) }, writers.figure);

port.on('message', (order: Order) => {
  if ('taken' in order) {
    onTheirWay -= order.taken;
    if (onTheirWay < MOST_ON_THEIR_WAY) goOn();
  } else if (order.province) void makeProvince(order.province);
  else port.close();
});

async function makeProvince({ id, parentId, owners, counties }: Province) {
  const [known, late] = [cube.byDay(), cube.byDay()];
  const ids = owners.map((owner) => owner.id);
  for (const [cityId, members] of groupBy(counties, ({ cityId }) => cityId)) {
    const city = { known: cube.byDay(), late: cube.byDay() };
    for (const county of members) {
      const figures = await makeCounty(county);
      city.known.add(figures.known, (owner) => owner);
      city.late.add(figures.late, (owner) => owner);
      figures.clear();
    }
    cube.writeByDay({ regionId: cityId, parentId: id, owners: ids }, city.known, city.late, 'DAY');
    known.add(city.known, (owner) => owner);
    late.add(city.late, (owner) => owner);
    city.known.clear();
    city.late.clear();
  }
  cube.writeByDay({ regionId: id, parentId, owners: ids }, known, late, 'DAY');
  const report = { made: id, known: known.pack(), late: late.pack(), rows: rows.map(({ count }) => count) };
  known.clear();
  late.clear();
  for (const table of rows) {
    table.flush();
    table.count = 0;
  }
  port?.postMessage(report satisfies Report, [report.known.buffer, report.late.buffer]);
}

async function makeCounty(county: County): Promise<CountyFigures> {
  const owners = [...county.branches, county.bureau].map((branch) => branch.countyBranchId ?? branch.financierId);
  const place = { regionId: county.id, parentId: county.cityId, owners };
  const figures = new CountyFigures(cube, place, county.townshipIds);
  const { programmes } = setting;
  const random = new Random(seedOf(setting.seed + 1, county.index));
  const world = { random, ids: new Ids(county.index), writers, programmes, cells, days, county, figures };
  const applicants = new Applicants(world);
  for (let serial = 1; serial <= county.cases; serial++) {
    liveCase(world, serial, applicants);
    if (onTheirWay >= MOST_ON_THEIR_WAY)
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
  }
  figures.write();
  return figures;
}
