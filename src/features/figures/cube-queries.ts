import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import { type Day, lastDayOfMonth } from '@/domain/calendar';
import type { Cell } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import { Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';
import type { SqlReader } from '@/server/sql';

/** Regions of one level, whose rows have the same owners and spans. */
export type Places = { level: RegionLevel; ids: readonly number[] };

export type CubeReach = {
  programmeId: string;
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

/** Rows of the cube for these places, as far as the actor may see; `late` are those of what was recorded after its day. */
function kept(actor: Actor, { level, ids }: Places, programmeId: string, late = false): Prisma.Sql {
  return Prisma.sql`f.region_id = ANY(${ids}) AND f.programme_id = ${programmeId}::uuid
    AND f.owner_id = ANY(${ownersSql(actor, level)}) AND f.late = ${late}`;
}

/** The id that an event or a pending delta has at a level. */
function placeSql(level: RegionLevel, alias: string): Prisma.Sql {
  return level === 'NATION' ? Prisma.sql`1` : Prisma.raw(`${alias}.${COLUMNS[level]}`);
}

/** Events or pending deltas of these places, as far as the actor may see. */
function mineSql(actor: Actor, { level, ids }: Places, programmeId: string): (alias: string) => Prisma.Sql {
  return (alias) => Prisma.sql`${placeSql(level, alias)} = ANY(${ids})
    AND ${Prisma.raw(alias)}.programme_id = ${programmeId}::uuid AND ${scopeSql(actor, alias)}`;
}

/** The rows that together are the figures of these places as of the day, each with the sign it counts with. */
function rowsOf(actor: Actor, places: Places, { programmeId, asOf, today, asRecorded }: CubeReach): Prisma.Sql {
  const { level } = places;
  const monthEnd = lastDayOfMonth(asOf);
  const mine = mineSql(actor, places, programmeId);
  const span = (sign: number, condition: Prisma.Sql, late = false) => Prisma.sql`
    SELECT f.region_id, ${sign}::int AS sign, f.cells, f.sums FROM figure f
    WHERE ${kept(actor, places, programmeId, late)} AND ${condition}`;
  const laterMonths = Prisma.sql`f.span = 'MONTH' AND f.starts_on > ${asOf}::date`;
  const laterDays = Prisma.sql`f.span = 'DAY' AND f.starts_on > ${asOf}::date AND f.starts_on <= ${monthEnd}::date`;

  const finest = finestSpan(actor, level);
  const parts = [span(1, Prisma.sql`f.span = 'TOTAL'`)];
  if (finest !== 'TOTAL') parts.push(span(-1, laterMonths));
  if (finest === 'DAY') parts.push(span(-1, laterDays));
  // Where no day is kept, what came after it is counted again from the events of the few cases there.
  const isCounted = finest !== 'DAY' && asOf < today;
  const countedUntil = finest === 'TOTAL' ? 'infinity' : monthEnd;
  const counted = (condition: Prisma.Sql) => Prisma.sql`
    SELECT ${placeSql(level, 'e')}, -1, d.cells, d.sums FROM event e CROSS JOIN LATERAL figure_delta_of(e) d
    WHERE ${mine('e')} AND ${condition}`;
  if (isCounted)
    parts.push(counted(Prisma.sql`e.occurred_on > ${asOf}::date AND e.occurred_on <= ${countedUntil}::date`));
  if (asRecorded && finest === 'DAY') parts.push(span(-1, laterMonths, true), span(-1, laterDays, true));
  if (asRecorded && finest !== 'DAY')
    parts.push(counted(Prisma.sql`e.occurred_on <= ${asOf}::date AND d.recorded_on > ${asOf}::date`));
  // what is counted again holds the pending too
  const pendingUntil = isCounted ? countedUntil : asOf;
  const isRecorded = asRecorded && finest === 'DAY' ? Prisma.sql`d.recorded_on <= ${asOf}::date` : Prisma.sql`true`;
  parts.push(Prisma.sql`
    SELECT ${placeSql(level, 'd')}, 1, d.cells, d.sums FROM figure_delta d
    WHERE ${mine('d')} AND d.day <= ${pendingUntil}::date AND ${isRecorded}`);
  return Prisma.join(parts, ' UNION ALL ');
}

/**
 * Sums of the cube by place, measure, kind and stage as of a day: rollup and what is pending, never a scan of cases. Of
 * each group of places only the named measures; one statement.
 */
export function loadCells(
  tx: SqlReader,
  actor: Actor,
  wanted: readonly { places: Places; measures: readonly Measure[] }[],
  reach: CubeReach,
): Promise<Cell[]> {
  const groups = wanted
    .filter(({ places }) => places.ids.length > 0)
    .map(
      ({ places, measures }) => Prisma.sql`
    SELECT r.region_id, c.measure, c.applicant_kind, c.stage, r.sign * u.sum AS value
    FROM (${rowsOf(actor, places, reach)}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    JOIN figure_cell c ON c.id = u.cell AND c.measure = ANY(${measures})`,
    );
  return tx.$queryRaw<Cell[]>`
    SELECT region_id AS "regionId", measure, applicant_kind AS kind, stage, sum(value)::bigint AS value
    FROM (${Prisma.join(groups, ' UNION ALL ')}) cells
    GROUP BY 1, 2, 3, 4 HAVING sum(value) <> 0 ORDER BY 1, 2, 3, 4`;
}

/** What each day added to a measure in one place, from a day on until another, both included. */
export function loadSeries(
  tx: SqlReader,
  actor: Actor,
  wanted: { place: Places; measure: Measure; programmeId: string; from: Day; until: Day; asRecorded?: boolean },
): Promise<{ day: Day; value: bigint }[]> {
  const { place, measure, programmeId, from, until, asRecorded = false } = wanted;
  const mine = mineSql(actor, place, programmeId);
  const between = (day: Prisma.Sql) => Prisma.sql`${day} BETWEEN ${from}::date AND ${until}::date`;
  const day = asRecorded ? Prisma.sql`greatest(d.day, d.recorded_on)` : Prisma.sql`d.day`;
  const days = (late: boolean) => Prisma.sql`
    SELECT f.starts_on AS day, f.cells, f.sums FROM figure f
    WHERE ${kept(actor, place, programmeId, late)} AND f.span = 'DAY' AND ${between(Prisma.sql`f.starts_on`)}`;
  const pending = Prisma.sql`
    SELECT ${day} AS day, d.cells, d.sums FROM figure_delta d WHERE ${mine('d')} AND ${between(day)}`;
  const counted = Prisma.sql`
    SELECT ${day} AS day, d.cells, d.sums FROM event e CROSS JOIN LATERAL figure_delta_of(e) d
    WHERE ${mine('e')} AND e.occurred_on <= ${until}::date AND ${between(day)}`;
  const sources =
    finestSpan(actor, place.level) === 'DAY' ? [days(false), ...(asRecorded ? [days(true)] : []), pending] : [counted];
  return tx.$queryRaw<{ day: Day; value: bigint }[]>`
    SELECT r.day::text AS day, sum(u.sum)::bigint AS value
    FROM (${Prisma.join(sources, ' UNION ALL ')}) r CROSS JOIN LATERAL unnest(r.cells, r.sums) AS u(cell, sum)
    JOIN figure_cell c ON c.id = u.cell AND c.measure = ${measure}
    GROUP BY r.day HAVING sum(u.sum) <> 0 ORDER BY r.day`;
}
