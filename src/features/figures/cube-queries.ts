import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import { type Day, lastDayOfMonth } from '@/domain/calendar';
import { type SpanPart, spansUntil } from '@/domain/cube';
import type { Cell, Sums } from '@/domain/figures';
import { MEASURES, type Measure } from '@/domain/measures';
import { Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';
import type { SqlReader } from '@/server/sql';
import { cellsOf, headsOf } from './cells';

/** Regions of one level, whose rows have the same owners and spans. */
export type Places = { level: RegionLevel; ids: readonly number[] };
/** The places that lie in one. */
export type Below = { parentId: number; level: RegionLevel };
/**
 * The parts of one place: by whose cases they are (in the nation financiers, in province and city their provincial branches,
 * from the county down the branches that carry them), or by programme, of these.
 */
export type Shares = { placeId: number; level: RegionLevel } & (
  | { by: 'OWNER' }
  | { by: 'PROGRAMME'; programmeIds: readonly string[] }
);

/** One programme, or several whose sums are added up. */
type Programmes = string | readonly string[];

export type CubeReach = {
  programmeId: Programmes;
  asOf: Day;
  today: Day;
  /** 当日所录: what had been recorded by the end of the day, rather than what is known of it now */
  asRecorded?: boolean;
};

const COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;

const LEVEL_ABOVE = {
  PROVINCE: 'NATION',
  CITY: 'PROVINCE',
  COUNTY: 'CITY',
  TOWNSHIP: 'COUNTY',
  VILLAGE: 'TOWNSHIP',
} as const;

const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Whose rows make up what the actor may see at a level (see figure_rows_of): everybody's, or those of one owner. The cube
 * keeps the lowest owner that matters at a level, so whoever stands above reads those of all below.
 */
function ownersSql({ scope }: Actor, { level, owners }: Group): Prisma.Sql {
  if (scope.kind !== 'FINANCIER') return owners ?? Prisma.sql`ARRAY[${EVERYBODY}::uuid]`;
  const id = scope.organisationId;
  if (level === 'NATION' || scope.column === 'countyBranchId') return Prisma.sql`ARRAY[${id}::uuid]`;
  const column = scope.column === 'financierId' ? Prisma.sql`financier_id` : Prisma.sql`provincial_branch_id`;
  const lowest = isAboveCounty(level) ? Prisma.sql`AND county_branch_id IS NULL` : Prisma.empty;
  return Prisma.sql`ARRAY(SELECT id FROM organisation WHERE ${column} = ${id}::uuid ${lowest})`;
}

/** Whether counties lie below it. */
export const isAboveCounty = (level: RegionLevel) => level === 'NATION' || level === 'PROVINCE' || level === 'CITY';

/**
 * The finest span that the cube keeps of a place (the depths of figure_rows_of): days from the county up, months in a
 * township; of one owner it keeps a step less from the county down.
 */
function finestSpan({ scope }: Actor, { level, owners }: Group): 'DAY' | 'MONTH' | 'TOTAL' {
  const isOfOwners = scope.kind === 'FINANCIER' || owners !== undefined;
  if (level === 'VILLAGE') return 'TOTAL';
  if (level === 'TOWNSHIP') return isOfOwners ? 'TOTAL' : 'MONTH';
  return level === 'COUNTY' && isOfOwners ? 'MONTH' : 'DAY';
}

/** Which rows a reader wants: of these places, of those below one, or of one by its parts. */
type Group = {
  level: RegionLevel;
  /** over `figure f` */
  kept: Prisma.Sql;
  /** over events or pending deltas under an alias */
  live: (alias: string) => Prisma.Sql;
  /** whose rows, where they are told apart by owner */
  owners?: Prisma.Sql;
  /** which part of a place a row is of; without it they are told apart by place alone */
  part?: { kept: Prisma.Sql; live: (alias: string) => Prisma.Sql };
  /** instead of the one programme of the reach */
  programmeIds?: readonly string[];
};

/** The columns by which rows of a group are told apart: place and part. */
const keptKeys = ({ part }: Group) => Prisma.sql`f.region_id, ${part ? part.kept : Prisma.sql`NULL::uuid`} AS part`;
const liveKeys = ({ level, part }: Group, alias: string) =>
  Prisma.sql`${placeSql(level, alias)} AS region_id, ${part ? part.live(alias) : Prisma.sql`NULL::uuid`} AS part`;

function groupOfShares(shares: Shares, programmeId: Programmes): Group {
  const place = groupOf({ level: shares.level, ids: [shares.placeId] });
  if (shares.by === 'PROGRAMME') {
    const column = (alias: string) => Prisma.raw(`${alias}.programme_id`);
    return { ...place, programmeIds: shares.programmeIds, part: { kept: column('f'), live: column } };
  }
  if (typeof programmeId !== 'string') throw new Error('owners are of one programme');
  return {
    ...place,
    owners: ownersIn(shares.placeId, programmeId),
    part: { kept: Prisma.sql`f.owner_id`, live: (alias) => Prisma.raw(ownerAt(shares.level, alias)) },
  };
}

/** Who has rows of a programme in a place: read from one owner to the next, for each has thousands of rows. */
function ownersIn(placeId: number, programmeId: string): Prisma.Sql {
  const next = (after: Prisma.Sql) => Prisma.sql`(SELECT f.owner_id FROM figure f WHERE f.region_id = ${placeId}
    AND f.programme_id = ${programmeId}::uuid AND f.owner_id > ${after} ORDER BY f.owner_id LIMIT 1)`;
  return Prisma.sql`ARRAY(WITH RECURSIVE owner(id) AS (
    SELECT ${next(Prisma.sql`${EVERYBODY}::uuid`)} UNION ALL SELECT ${next(Prisma.sql`owner.id`)} FROM owner WHERE owner.id IS NOT NULL)
    SELECT id FROM owner WHERE id IS NOT NULL)`;
}

/** Whose case it is at a level, as figure_rows_of says. */
function ownerAt(level: RegionLevel, alias: string): string {
  if (level === 'NATION') return `${alias}.financier_id`;
  const upper = `${alias}.provincial_branch_id, ${alias}.financier_id`;
  return isAboveCounty(level) ? `coalesce(${upper})` : `coalesce(${alias}.county_branch_id, ${upper})`;
}

function groupOf(places: Places | Below): Group {
  const { level } = places;
  if ('ids' in places) {
    const ids = Prisma.sql`= ANY(${places.ids})`;
    return {
      level,
      kept: Prisma.sql`f.region_id ${ids}`,
      live: (alias) => Prisma.sql`${placeSql(level, alias)} ${ids}`,
    };
  }
  const above = level === 'NATION' ? 'NATION' : LEVEL_ABOVE[level];
  return {
    level,
    kept: Prisma.sql`f.parent_id = ${places.parentId}`,
    live: (alias) =>
      Prisma.sql`${placeSql(above, alias)} = ${places.parentId} AND ${placeSql(level, alias)} IS NOT NULL`,
  };
}

/** The id that an event or a pending delta has at a level. */
function placeSql(level: RegionLevel, alias: string): Prisma.Sql {
  return level === 'NATION' ? Prisma.sql`1` : Prisma.raw(`${alias}.${COLUMNS[level]}`);
}

/** Rows of the cube of a group, as far as the actor may see; `late` are those of what was recorded after its day. */
function keptSql(actor: Actor, group: Group, programmeId: Programmes, late = false): Prisma.Sql {
  return Prisma.sql`${group.kept} AND ${programmeSql(group, programmeId, 'f')}
    AND f.owner_id = ANY(${ownersSql(actor, group)}) AND f.late = ${late}`;
}

function programmeSql({ programmeIds }: Group, programmeId: Programmes, alias: string): Prisma.Sql {
  const column = Prisma.raw(`${alias}.programme_id`);
  const wanted = programmeIds ?? programmeId;
  return typeof wanted === 'string'
    ? Prisma.sql`${column} = ${wanted}::uuid`
    : Prisma.sql`${column} = ANY(${wanted}::uuid[])`;
}

/** Events or pending deltas of a group, as far as the actor may see. */
function mineSql(actor: Actor, group: Group, programmeId: Programmes, alias: string): Prisma.Sql {
  return Prisma.sql`${group.live(alias)} AND ${programmeSql(group, programmeId, alias)} AND ${scopeSql(actor, alias)}`;
}

/** The rows of the cube that together are a group's figures as of the day, each with the sign it counts with. */
function keptParts(actor: Actor, group: Group, { programmeId, asOf, today, asRecorded }: CubeReach): Prisma.Sql[] {
  const finest = finestSpan(actor, group);
  const spans = spansUntil(asOf, today, finest);
  const rows = (late: boolean) => (part: SpanPart) =>
    Prisma.sql`
    SELECT ${keptKeys(group)}, ${part.sign}::int AS sign, f.heads, f.cells, f.sums FROM figure f
    WHERE ${keptSql(actor, group, programmeId, late)} AND f.span = ${part.span}::"FigureSpan"
      AND f.starts_on BETWEEN ${part.from}::date AND ${part.until}::date`;
  // what is late adds up to nothing over all time: it has no total
  const late = asRecorded && finest === 'DAY' ? spans.filter(({ span }) => span !== 'TOTAL').map(rows(true)) : [];
  return [...spans.map(rows(false)), ...late];
}

/**
 * What the cube does not hold of a group's figures as of the day: what is pending, and where no day is kept, what came after
 * it, counted again from the events of the few cases there.
 */
function liveParts(actor: Actor, group: Group, { programmeId, asOf, today, asRecorded }: CubeReach): Prisma.Sql[] {
  const finest = finestSpan(actor, group);
  const isCounted = finest !== 'DAY' && asOf < today;
  const countedUntil = finest === 'TOTAL' ? 'infinity' : lastDayOfMonth(asOf);
  const counted = (condition: Prisma.Sql) => Prisma.sql`
    SELECT ${liveKeys(group, 'e')}, -1 AS sign, d.cells, d.sums FROM event e CROSS JOIN LATERAL figure_delta_of(e) d
    WHERE ${mineSql(actor, group, programmeId, 'e')} AND ${condition}`;
  const parts: Prisma.Sql[] = [];
  if (isCounted)
    parts.push(counted(Prisma.sql`e.occurred_on > ${asOf}::date AND e.occurred_on <= ${countedUntil}::date`));
  if (asRecorded && finest !== 'DAY')
    parts.push(counted(Prisma.sql`e.occurred_on <= ${asOf}::date AND d.recorded_on > ${asOf}::date`));
  // what is counted again holds the pending too
  const pendingUntil = isCounted ? countedUntil : asOf;
  const isRecorded = asRecorded && finest === 'DAY' ? Prisma.sql`d.recorded_on <= ${asOf}::date` : Prisma.sql`true`;
  parts.push(Prisma.sql`
    SELECT ${liveKeys(group, 'd')}, 1 AS sign, d.cells, d.sums FROM figure_delta d
    WHERE ${mineSql(actor, group, programmeId, 'd')} AND d.day <= ${pendingUntil}::date AND ${isRecorded}`);
  return parts;
}

const all = (parts: readonly Prisma.Sql[]) => Prisma.join([...parts], ' UNION ALL ');

/** Sums by place and cell. */
function cellsSql(actor: Actor, places: Places, cells: readonly number[], reach: CubeReach): Prisma.Sql {
  const group = groupOf(places);
  const kept = keptParts(actor, group, reach).map(
    (rows) => Prisma.sql`SELECT region_id, part, sign, cells, sums FROM (${rows}) f`,
  );
  return Prisma.sql`
    SELECT r.region_id, r.part, false AS is_head, u.cell AS number, sum(r.sign * u.sum) AS value
    FROM (${all([...kept, ...liveParts(actor, group, reach)])}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    WHERE u.cell = ANY(${cells}::int2[]) GROUP BY 1, 2, 4`;
}

/** Sums by place or part and head: of a row the measures alone, taken by their number, for there may be hundreds of rows. */
function headsSql(actor: Actor, group: Group, heads: readonly number[], reach: CubeReach): Prisma.Sql {
  const numbers = heads.map((head) => Prisma.raw(String(head)));
  const sums = numbers.map((head) => Prisma.sql`sum(r.sign * r.heads[${head}]) AS h${head}`);
  const lines = numbers.map((head) => Prisma.sql`(${head}, r.h${head})`);
  return Prisma.sql`
    SELECT r.region_id, r.part, true AS is_head, h.number, h.value
    FROM (SELECT r.region_id, r.part, ${Prisma.join(sums)} FROM (${all(keptParts(actor, group, reach))}) r GROUP BY 1, 2) r
    CROSS JOIN LATERAL (VALUES ${Prisma.join(lines)}) AS h(number, value)
    UNION ALL
    SELECT r.region_id, r.part, true, c.head, r.sign * u.sum
    FROM (${all(liveParts(actor, group, reach))}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    JOIN figure_cell c ON c.id = u.cell AND c.head = ANY(${heads}::int2[])`;
}

export type WantedCells = { places: Places; measures: readonly Measure[] };
export type WantedBelow = Below & { measures: readonly Measure[] };
export type WantedShares = Shares & { measures: readonly Measure[] };
export type Wanted = {
  cells: readonly WantedCells[];
  below?: WantedBelow | undefined;
  shares?: WantedShares | undefined;
};
/** `shares`: by the id of the owner or programme */
export type Loaded = { cells: Cell[]; below: Sums; shares: Sums<string> };

/**
 * Sums of the cube as of a day, in one statement: of some places by measure, kind and stage, of the places below one by
 * measure, and of one place by its parts. Rollup and what is pending, never a scan of cases; only what the actor may see.
 */
export async function loadFigures(tx: SqlReader, actor: Actor, wanted: Wanted, reach: CubeReach): Promise<Loaded> {
  const [loaded] = await loadFiguresOn(tx, actor, [{ wanted, reach }]);
  return loaded ?? nothing();
}

const nothing = (): Loaded => ({ cells: [], below: new Map(), shares: new Map() });

/** The same of several days, each with what is wanted of it, still in one statement; answers in the order of the questions. */
export async function loadFiguresOn(
  tx: SqlReader,
  actor: Actor,
  asked: readonly { wanted: Wanted; reach: CubeReach }[],
): Promise<Loaded[]> {
  const names = await cellsOf(tx);
  const parts = asked.flatMap(({ wanted, reach }, index) =>
    partsOf(actor, names, wanted, reach).map(
      (rows) => Prisma.sql`SELECT ${Prisma.raw(String(index))} AS asked, q.* FROM (${rows}) q`,
    ),
  );
  const loaded = asked.map(nothing);
  if (parts.length === 0) return loaded;
  type Row = {
    asked: number;
    regionId: number;
    part: string | null;
    isHead: boolean;
    number: number;
    value: bigint;
  };
  const rows = await tx.$queryRaw<Row[]>`
    SELECT asked, region_id AS "regionId", part, is_head AS "isHead", number, sum(value)::bigint AS value
    FROM (${all(parts)}) sums GROUP BY 1, 2, 3, 4, 5 HAVING sum(value) <> 0 ORDER BY 1, 2, 3, 4, 5`;
  const heads = headsOf(MEASURES);
  for (const row of rows) {
    const answer = loaded[row.asked];
    const name = names.get(row.number);
    const head = heads.get(row.number);
    if (!row.isHead && name) answer?.cells.push({ regionId: row.regionId, value: row.value, ...name });
    if (row.isHead && head && answer) addSum(row.part === null ? answer.below : answer.shares, row, head);
  }
  return loaded;
}

function addSum(
  sums: Sums | Sums<string>,
  row: { regionId: number; part: string | null; value: bigint },
  head: Measure,
) {
  const known = sums as Map<number | string, Map<Measure, bigint>>;
  const key = row.part ?? row.regionId;
  known.set(key, (known.get(key) ?? new Map()).set(head, row.value));
}

function partsOf(
  actor: Actor,
  names: Awaited<ReturnType<typeof cellsOf>>,
  { cells, below, shares }: Wanted,
  reach: CubeReach,
): Prisma.Sql[] {
  const parts = cells
    .filter(({ places, measures }) => places.ids.length > 0 && measures.length > 0)
    .map(({ places, measures }) => {
      const ids = [...names].filter(([, { measure }]) => measures.includes(measure)).map(([id]) => id);
      return cellsSql(actor, places, ids, reach);
    });
  const addHeads = (group: Group, measures: readonly Measure[]) => {
    const heads = [...headsOf(measures).keys()];
    if (heads.length > 0) parts.push(headsSql(actor, group, heads, reach));
  };
  if (below) addHeads(groupOf(below), below.measures);
  if (shares) addHeads(groupOfShares(shares, reach.programmeId), shares.measures);
  return parts;
}

/** The cells of some places alone. */
export async function loadCells(
  tx: SqlReader,
  actor: Actor,
  wanted: readonly WantedCells[],
  reach: CubeReach,
): Promise<Cell[]> {
  return (await loadFigures(tx, actor, { cells: wanted }, reach)).cells;
}

type WantedDays = { place: Places; programmeId: Programmes; from: Day; until: Day; asRecorded?: boolean };

/** What each day added to a measure in one place, from a day on until another, both included. */
export function loadSeries(
  tx: SqlReader,
  actor: Actor,
  { measure, ...wanted }: WantedDays & { measure: Measure },
): Promise<{ day: Day; value: bigint }[]> {
  return loadDays(tx, actor, { ...wanted, measures: [measure] });
}

/** The same of several measures, in one statement: a row for each day and measure to which anything was added. */
export async function loadDays(
  tx: SqlReader,
  actor: Actor,
  wanted: WantedDays & { measures: readonly Measure[] },
): Promise<{ day: Day; measure: Measure; value: bigint }[]> {
  const { place, measures, programmeId, from, until, asRecorded = false } = wanted;
  const group = groupOf(place);
  const heads = headsOf(measures);
  if (heads.size < measures.length) throw new Error(`${measures} are not all counted by day`);
  const numbers = [...heads.keys()];
  const lines = numbers.map((head) => Prisma.raw(`(${head}, f.heads[${head}])`));
  const between = (day: Prisma.Sql) => Prisma.sql`${day} BETWEEN ${from}::date AND ${until}::date`;
  const day = asRecorded ? Prisma.sql`greatest(d.day, d.recorded_on)` : Prisma.sql`d.day`;
  const days = (late: boolean) => Prisma.sql`
    SELECT f.starts_on AS day, h.head, h.value FROM figure f CROSS JOIN LATERAL (VALUES ${Prisma.join(lines)}) AS h(head, value)
    WHERE ${keptSql(actor, group, programmeId, late)} AND f.span = 'DAY' AND ${between(Prisma.sql`f.starts_on`)}`;
  const live = (source: Prisma.Sql) => Prisma.sql`
    SELECT r.day, c.head, u.sum FROM (${source}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    JOIN figure_cell c ON c.id = u.cell AND c.head = ANY(${numbers}::int2[])`;
  const pending = live(Prisma.sql`SELECT ${day} AS day, d.cells, d.sums FROM figure_delta d
    WHERE ${mineSql(actor, group, programmeId, 'd')} AND ${between(day)}`);
  const counted =
    live(Prisma.sql`SELECT ${day} AS day, d.cells, d.sums FROM event e CROSS JOIN LATERAL figure_delta_of(e) d
    WHERE ${mineSql(actor, group, programmeId, 'e')} AND e.occurred_on <= ${until}::date AND ${between(day)}`);
  const sources =
    finestSpan(actor, group) === 'DAY' ? [days(false), ...(asRecorded ? [days(true)] : []), pending] : [counted];
  const rows = await tx.$queryRaw<{ day: Day; head: number; value: bigint }[]>`
    SELECT day::text AS day, head, sum(value)::bigint AS value FROM (${all(sources)}) AS added(day, head, value)
    GROUP BY 1, 2 HAVING sum(value) <> 0 ORDER BY 1, 2`;
  return rows.map(({ head, ...row }) => ({ ...row, measure: heads.get(head) as Measure }));
}
