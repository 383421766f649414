import 'server-only';
import type { Actor } from '@/domain/actor';
import { type Day, lastDayOfMonth } from '@/domain/calendar';
import { type SpanPart, spansUntil } from '@/domain/cube';
import type { Cell, Sums } from '@/domain/figures';
import { MEASURES, type Measure } from '@/domain/measures';
import { Prisma } from '@/server/db';
import type { SqlReader } from '@/server/sql';
import { cellsOf, headsOf } from './cells';
import {
  type Below,
  type CubeReach,
  finestSpan,
  type Group,
  groupOf,
  groupOfShares,
  keptKeys,
  keptSql,
  liveKeys,
  mineSql,
  type Places,
  type Programmes,
  type Shares,
} from './cube-group-queries';

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
