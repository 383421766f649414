/**
 * `npm run load -- --cases N [--seed S]`: fills the database that DATABASE_URL names with a country: regions, programmes
 * and people of the demo if they are not there, then N cases with their events, books and figures, by COPY. The same
 * seed and number make the same country. For measuring; the cases are nobody's. The database must hold no cases yet.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from './lib/migrate';
import { say } from './lib/say.mjs';
import { makeCountry } from './load/country';
import { daySlots, monthSlots, PlaceFigures } from './load/cube';
import {
  COLUMNS,
  type CountyFigures,
  type LoadedTable,
  liveCase,
  makeApplicants,
  type World,
  type Writers,
} from './load/lives';
import { Random } from './load/random';
import { bareTables, TableWriter } from './load/tables';

const FIRST_DAY = '2024-01-01';
const LAST_DAY = '2026-11-20';
/** How fine the cube keeps what is above a county; see figure_rows_of. */
const BY_DAY = { everybody: 'DAY', owner: 'DAY' } as const;

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string', default: '1' } } });
const cases = Number(values.cases);
const url = process.env.DATABASE_URL;
if (!url || !Number.isInteger(cases) || cases < 1 || cases > 10_000_000) {
  console.error(
    'Usage: DATABASE_URL=… npm run load -- --cases N [--seed S]; N from 1 to 10000000, DATABASE_URL of the owner.',
  );
  process.exit(2);
}

const tables = Object.keys(COLUMNS) as LoadedTable[];
const client = new pg.Client({ connectionString: url });
await client.connect();
await migrate(url);
if ((await client.query('SELECT 1 FROM app_user LIMIT 1')).rowCount === 0) {
  say('regions, programmes and people …');
  const seed = spawnSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'prisma/seed.ts', '--base'],
    { stdio: 'inherit' },
  );
  if (seed.status !== 0) process.exit(1);
}
if ((await client.query('SELECT 1 FROM case_record LIMIT 1')).rowCount !== 0) {
  console.error('The database holds cases already; a load begins without any.');
  process.exit(1);
}

const random = new Random(Number(values.seed));
say('organisations and people …');
const country = await makeCountry(client, cases, random);
const cells = new Map(
  (
    await client.query<{ id: number; name: string }>(
      `SELECT id, measure || ' ' || stage || ' ' || applicant_kind AS name FROM figure_cell`,
    )
  ).rows.map(({ id, name }) => [name, id - 1]),
);
const putBack = await bareTables(client, [...tables, 'figure']);
try {
  await makeCases();
} finally {
  await restore(putBack);
}
await client.query('ANALYZE');
say(`${cases} cases in ${country.counties.length} counties`);
await client.end();

async function makeCases() {
  const opened = await Promise.all(
    tables.map(async (table) => [table, await TableWriter.open(url as string, table, COLUMNS[table])] as const),
  );
  const writers = Object.fromEntries(opened) as Writers;
  const cube = await TableWriter.open(url as string, 'figure', [
    'region_id',
    'owner_id',
    'programme_id',
    'late',
    'span',
    'starts_on',
    'cells',
    'sums',
  ]);
  const all = [...Object.values(writers), cube];
  const world: World = {
    random,
    writers,
    programmes: country.programmes,
    cells,
    firstDay: FIRST_DAY,
    lastDay: LAST_DAY,
  };
  const days = daySlots(FIRST_DAY, LAST_DAY);
  const months = monthSlots(FIRST_DAY, LAST_DAY);
  const programmeIds = country.programmes.map((programme) => programme.id);
  const shape = { slots: days, programmeIds, cells: cells.size };
  const place = (id: number, owners: number) => new PlaceFigures(id, owners, shape);
  const { financierIds, counties } = country;
  const nation = place(1, financierIds.length);
  let province = place(counties[0]?.provinceId ?? 0, financierIds.length);
  let city = place(counties[0]?.cityId ?? 0, financierIds.length);
  const provincialIds = new Map<string, string>();
  const branchesOf = (provinceId: number) => (owner: number) => {
    const branchId = provincialIds.get(`${provinceId} ${financierIds[owner]}`);
    return branchId ? [branchId] : [];
  };

  let made = 0;
  for (const [index, county] of counties.entries()) {
    const share = Math.floor((cases * (index + 1)) / counties.length) - made;
    if (county.cityId !== city.regionId) {
      const provinceOfCity = counties[index - 1]?.provinceId ?? county.provinceId;
      city.write(cube, BY_DAY, branchesOf(provinceOfCity));
      if (county.provinceId !== province.regionId) {
        province.write(cube, BY_DAY, branchesOf(provinceOfCity));
        province = place(county.provinceId, financierIds.length);
      }
      city = place(county.cityId, financierIds.length);
    }
    for (const branch of county.branches)
      provincialIds.set(`${county.provinceId} ${branch.financierId}`, branch.provincialBranchId);
    const figures: CountyFigures = {
      county: place(county.id, county.branches.length),
      townships: new Map(
        county.townshipIds.map((id) => [id, new PlaceFigures(id, county.branches.length, { ...shape, slots: months })]),
      ),
    };
    const applicant = makeApplicants(world, county);
    for (let serial = 1; serial <= share; serial++) {
      liveCase(world, county, figures, serial, applicant);
      if (serial % 100 === 0) for (const writer of all) await writer.settle();
    }
    const branchIds = (owner: number) => [county.branches[owner]?.countyBranchId as string];
    figures.county.write(cube, { everybody: 'DAY', owner: 'MONTH' }, branchIds);
    for (const township of figures.townships.values())
      township.write(cube, { everybody: 'MONTH', owner: 'TOTAL' }, branchIds);
    for (const [owner, branch] of county.branches.entries()) {
      const at = financierIds.indexOf(branch.financierId);
      for (const above of [city, province, nation]) above.addFrom(at, figures.county, owner);
    }
    for (const writer of all) await writer.settle();
    made += share;
    if (index % 100 === 99) say(`${made} cases …`);
  }
  const last = counties.at(-1)?.provinceId ?? 0;
  city.write(cube, BY_DAY, branchesOf(last));
  province.write(cube, BY_DAY, branchesOf(last));
  nation.write(cube, BY_DAY, (owner) => [financierIds[owner] as string]);
  for (const writer of all) await writer.close();
  for (const [table, writer] of opened) say(`${table}: ${writer.rows} rows`);
  say(`figure: ${cube.rows} rows`);
}

/** Indexes, keys and triggers back, two at a time; the keys prove every reference of what was loaded. */
async function restore(statements: readonly string[]) {
  say('indexes and keys …');
  for (const statement of statements) {
    await client.query(`SET maintenance_work_mem = '512MB'`);
    await client.query(statement);
  }
}
