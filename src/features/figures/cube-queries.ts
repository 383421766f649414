import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import { type Day, lastDayOfMonth } from '@/domain/calendar';
import { type SpanPart, spansUntil } from '@/domain/cube';
import type { Cell, Sums } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql } from '@/server/scope';
import { cellsOf, headsOf } from './cells';

/** Regions of one level, whose rows have the same owners and spans. */
export type Places = { level: RegionLevel; ids: readonly number[] };
/** The places that lie in one. */
export type Below = { parentId: number; level: RegionLevel };

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
function ownersSql({ scope }: Actor, level: RegionLevel): Prisma.Sql {
  if (scope.kind !== 'FINANCIER') return Prisma.sql`ARRAY[${EVERYBODY}::uuid]`;
  const id = scope.organisationId;
  if (level === 'NATION' || scope.column === 'countyBranchId') return Prisma.sql`ARRAY[${id}::uuid]`;
  const column = scope.column === 'financierId' ? Prisma.sql`financier_id` : Prisma.sql`provincial_branch_id`;
  const lowest = isAboveCounty(level) ? Prisma.sql`AND county_branch_id IS NULL` : Prisma.empty;
  return Prisma.sql`ARRAY(SELECT id FROM organisation WHERE ${column} = ${id}::uuid ${lowest})`;
}

const isAboveCounty = (level: RegionLevel) => level === 'NATION' || level === 'PROVINCE' || level === 'CITY';

/**
 * The finest span that the cube keeps of a place (the depths of figure_rows_of): days from the county up, months in a
 * township; of one owner it keeps a step less from the county down.
 */
function finestSpan({ scope }: Actor, level: RegionLevel): 'DAY' | 'MONTH' | 'TOTAL' {
  if (level === 'VILLAGE') return 'TOTAL';
  if (level === 'TOWNSHIP') return scope.kind === 'FINANCIER' ? 'TOTAL' : 'MONTH';
  return level === 'COUNTY' && scope.kind === 'FINANCIER' ? 'MONTH' : 'DAY';
}

/** Which rows a reader wants: of these places, or of those below one. */
type Group = {
  level: RegionLevel;
  /** over `figure f` */
  kept: Prisma.Sql;
  /** over events or pending deltas under an alias */
  live: (alias: string) => Prisma.Sql;
};

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

const programmeSql = (programme: Programmes) =>
  typeof programme === 'string' ? Prisma.sql`= ${programme}::uuid` : Prisma.sql`= ANY(${programme}::uuid[])`;

/** Rows of the cube of a group, as far as the actor may see; `late` are those of what was recorded after its day. */
function keptSql(actor: Actor, group: Group, programmeId: Programmes, late = false): Prisma.Sql {
  return Prisma.sql`${group.kept} AND f.programme_id ${programmeSql(programmeId)}
    AND f.owner_id = ANY(${ownersSql(actor, group.level)}) AND f.late = ${late}`;
}

/** Events or pending deltas of a group, as far as the actor may see. */
function mineSql(actor: Actor, group: Group, programmeId: Programmes, alias: string): Prisma.Sql {
  return Prisma.sql`${group.live(alias)} AND ${Prisma.raw(alias)}.programme_id ${programmeSql(programmeId)} AND ${scopeSql(actor, alias)}`;
}

/** The rows of the cube that together are a group's figures as of the day, each with the sign it counts with. */
function keptParts(actor: Actor, group: Group, { programmeId, asOf, today, asRecorded }: CubeReach): Prisma.Sql[] {
  const finest = finestSpan(actor, group.level);
  const spans = spansUntil(asOf, today, finest);
  const rows = (late: boolean) => (part: SpanPart) =>
    Prisma.sql`
    SELECT f.region_id, ${part.sign}::int AS sign, f.heads, f.cells, f.sums FROM figure f
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
  const finest = finestSpan(actor, group.level);
  const isCounted = finest !== 'DAY' && asOf < today;
  const countedUntil = finest === 'TOTAL' ? 'infinity' : lastDayOfMonth(asOf);
  const counted = (condition: Prisma.Sql) => Prisma.sql`
    SELECT ${placeSql(group.level, 'e')} AS region_id, -1 AS sign, d.cells, d.sums FROM event e CROSS JOIN LATERAL figure_delta_of(e) d
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
    SELECT ${placeSql(group.level, 'd')} AS region_id, 1 AS sign, d.cells, d.sums FROM figure_delta d
    WHERE ${mineSql(actor, group, programmeId, 'd')} AND d.day <= ${pendingUntil}::date AND ${isRecorded}`);
  return parts;
}

const all = (parts: readonly Prisma.Sql[]) => Prisma.join([...parts], ' UNION ALL ');

/** Sums by place and cell. */
function cellsSql(actor: Actor, places: Places, cells: readonly number[], reach: CubeReach): Prisma.Sql {
  const group = groupOf(places);
  const kept = keptParts(actor, group, reach).map(
    (rows) => Prisma.sql`SELECT region_id, sign, cells, sums FROM (${rows}) f`,
  );
  return Prisma.sql`
    SELECT r.region_id, false AS is_head, u.cell AS number, sum(r.sign * u.sum) AS value
    FROM (${all([...kept, ...liveParts(actor, group, reach)])}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    WHERE u.cell = ANY(${cells}::int2[]) GROUP BY 1, 3`;
}

/** Sums by place and head: of a row the measures alone, taken by their number, for there may be hundreds of rows. */
function headsSql(actor: Actor, below: Below, heads: readonly number[], reach: CubeReach): Prisma.Sql {
  const group = groupOf(below);
  const numbers = heads.map((head) => Prisma.raw(String(head)));
  const sums = numbers.map((head) => Prisma.sql`sum(r.sign * r.heads[${head}]) AS h${head}`);
  const lines = numbers.map((head) => Prisma.sql`(${head}, r.h${head})`);
  return Prisma.sql`
    SELECT r.region_id, true AS is_head, h.number, h.value
    FROM (SELECT r.region_id, ${Prisma.join(sums)} FROM (${all(keptParts(actor, group, reach))}) r GROUP BY 1) r
    CROSS JOIN LATERAL (VALUES ${Prisma.join(lines)}) AS h(number, value)
    UNION ALL
    SELECT r.region_id, true, c.head, r.sign * u.sum
    FROM (${all(liveParts(actor, group, reach))}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    JOIN figure_cell c ON c.id = u.cell AND c.head = ANY(${heads}::int2[])`;
}

export type WantedCells = { places: Places; measures: readonly Measure[] };
export type WantedBelow = Below & { measures: readonly Measure[] };

/**
 * Sums of the cube as of a day, in one statement: of some places by measure, kind and stage, and of the places below one by
 * measure. Rollup and what is pending, never a scan of cases; only what the actor may see.
 */
export async function loadFigures(
  tx: Tx,
  actor: Actor,
  wanted: { cells: readonly WantedCells[]; below?: WantedBelow | undefined },
  reach: CubeReach,
): Promise<{ cells: Cell[]; below: Sums }> {
  const names = await cellsOf(tx);
  const parts = wanted.cells
    .filter(({ places, measures }) => places.ids.length > 0 && measures.length > 0)
    .map(({ places, measures }) => {
      const ids = [...names].filter(([, { measure }]) => measures.includes(measure)).map(([id]) => id);
      return cellsSql(actor, places, ids, reach);
    });
  const heads = headsOf(wanted.below?.measures ?? []);
  if (wanted.below && heads.size > 0) parts.push(headsSql(actor, wanted.below, [...heads.keys()], reach));
  if (parts.length === 0) return { cells: [], below: new Map() };
  const rows = await tx.$queryRaw<{ regionId: number; isHead: boolean; number: number; value: bigint }[]>`
    SELECT region_id AS "regionId", is_head AS "isHead", number, sum(value)::bigint AS value
    FROM (${all(parts)}) sums GROUP BY 1, 2, 3 HAVING sum(value) <> 0 ORDER BY 1, 2, 3`;
  const below = new Map<number, Map<Measure, bigint>>();
  const cells: Cell[] = [];
  for (const { regionId, isHead, number, value } of rows) {
    const name = names.get(number);
    const head = heads.get(number);
    if (!isHead && name) cells.push({ regionId, value, ...name });
    if (isHead && head) below.set(regionId, (below.get(regionId) ?? new Map()).set(head, value));
  }
  return { cells, below };
}

/** The cells of some places alone. */
export async function loadCells(
  tx: Tx,
  actor: Actor,
  wanted: readonly WantedCells[],
  reach: CubeReach,
): Promise<Cell[]> {
  return (await loadFigures(tx, actor, { cells: wanted }, reach)).cells;
}

type WantedDays = { place: Places; programmeId: Programmes; from: Day; until: Day; asRecorded?: boolean };

/** What each day added to a measure in one place, from a day on until another, both included. */
export function loadSeries(
  tx: Tx,
  actor: Actor,
  { measure, ...wanted }: WantedDays & { measure: Measure },
): Promise<{ day: Day; value: bigint }[]> {
  return loadDays(tx, actor, { ...wanted, measures: [measure] });
}

/** The same of several measures, in one statement: a row for each day and measure to which anything was added. */
export async function loadDays(
  tx: Tx,
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
    finestSpan(actor, group.level) === 'DAY' ? [days(false), ...(asRecorded ? [days(true)] : []), pending] : [counted];
  const rows = await tx.$queryRaw<{ day: Day; head: number; value: bigint }[]>`
    SELECT day::text AS day, head, sum(value)::bigint AS value FROM (${all(sources)}) AS added(day, head, value)
    GROUP BY 1, 2 HAVING sum(value) <> 0 ORDER BY 1, 2`;
  return rows.map(({ head, ...row }) => ({ ...row, measure: heads.get(head) as Measure }));
}
