import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import {
  type Cell,
  type FunnelRow,
  type PaceView,
  prepareFunnel,
  preparePace,
  prepareSegments,
  type Ranking,
  rankPlaces,
  type Segment,
} from '@/domain/figures';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { read } from '@/server/command';
import { Prisma, type Tx } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';

type Place = { id: number; name: string; level: RegionLevel };
type Programme = {
  id: string;
  name: Label;
  stages: { stage: Stage; name: Label }[];
  applicants: { kind: ApplicantKind; segment: 'LARGE' | 'SMALL' }[];
};

export type Figures = {
  asOf: Day;
  place: Place;
  /** from the top of what the person sees down to the place itself */
  path: Place[];
  children: Place[];
  /** those that run here; figures are of one of them */
  programmes: { id: string; name: Label }[];
  programme: Programme;
  cells: Cell[];
  funnel: FunnelRow[];
  segments: Segment[];
  ranking: Ranking | null;
  pace: (PaceView & { name: Label }) | null;
};

/** Where a person's figures begin: the region of their scope; for a financier's people that of their branch. */
function topOf(actor: Actor): { regionId: number; national: boolean } | null {
  const { scope, organisation } = actor;
  if (scope.kind === 'NONE' || !can(actor, 'figure.read')) return null;
  if (scope.kind === 'REGION') return { regionId: scope.regionId, national: false };
  return { regionId: organisation.regionId, national: organisation.level === 'NATION' };
}

/** The region on which a person's figures open; null for somebody who sees no figures. */
export function homeRegionOf(actor: Actor): number | null {
  return topOf(actor)?.regionId ?? null;
}

/**
 * What the cube holds for a region and a programme as of a day (as known now), with what lies below it. Reads the
 * rollup and what is pending, never cases or events; three statements. Null when the region is outside the actor's
 * scope or does not exist.
 */
export function getFigures(
  actor: Actor,
  { regionId, programmeId, asOf }: { regionId: number; programmeId?: string | undefined; asOf: Day },
): Promise<Figures | { absent: 'PROGRAMME'; place: Place } | null> {
  const top = topOf(actor);
  if (!top) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const place = await loadPlace(tx, regionId, top.regionId);
    if (!place) return null;
    const lineage = [...place.path, place].map((row) => row.id);
    if (!top.national && !lineage.includes(top.regionId)) return null;
    const programme = place.programmes.find((row) => row.id === programmeId) ?? place.programmes[0];
    if (!programme) return { absent: 'PROGRAMME', place };
    const within = { programmeId: programme.id, asOf, scope: branchSql(actor) };
    const ids = [regionId, ...place.children.map((child) => child.id)];
    const cells = await loadCells(tx, regionId, ids, within);
    // A region's target is not that of one branch in it.
    const targets = actor.scope.kind === 'FINANCIER' ? [] : await loadTargets(tx, regionId, ids, within);
    const own = targets.find((row) => row.regionId === regionId);
    const calendar = own ? await loadWorkCalendar(tx) : null;
    const pace = own && calendar ? preparePace(own, asOf, calendar) : null;
    const { id, name, level } = place;
    return {
      asOf,
      place: { id, name, level },
      path: [...place.path.slice(lineage.indexOf(top.regionId)), { id, name, level }],
      children: place.children,
      programmes: place.programmes,
      programme,
      cells,
      funnel: prepareFunnel(
        cells,
        regionId,
        programme.stages.map((row) => row.stage),
      ),
      segments: prepareSegments(cells, regionId, programme.applicants),
      ranking:
        place.children.length > 0 ? rankPlaces(cells, regionId, place.children, dueTargets(targets, asOf)) : null,
      pace: pace && own ? { ...pace, name: own.name } : null,
    };
  });
}

/** A financier's people see what their branch carries; the cube keeps the lowest branch of each case. */
function branchSql({ scope }: Actor): Prisma.Sql {
  if (scope.kind !== 'FINANCIER') return Prisma.sql`true`;
  if (scope.column === 'financierId') return Prisma.sql`f.financier_id = ${scope.organisationId}::uuid`;
  if (scope.column === 'countyBranchId') return Prisma.sql`f.branch_id = ${scope.organisationId}::uuid`;
  return Prisma.sql`f.branch_id IN (SELECT o.id FROM organisation o WHERE o.provincial_branch_id = ${scope.organisationId}::uuid)`;
}

type Within = { programmeId: string; asOf: Day; scope: Prisma.Sql };

type StoredPlace = Place & { path: Place[]; children: Place[]; programmes: Programme[] };

/** The region, what it lies in (from `topId` on, which may be the nation), what lies in it, and what runs there. */
async function loadPlace(tx: Tx, regionId: number, topId: number): Promise<StoredPlace | null> {
  const [row] = await tx.$queryRaw<StoredPlace[]>`
    SELECT v.region_id AS id, v.name, r.level::text AS level,
      (SELECT coalesce(json_agg(json_build_object('id', a.region_id, 'name', a.name, 'level', l.level) ORDER BY l.level), '[]')
        FROM region_version a JOIN region l ON l.id = a.region_id
        WHERE a.valid_to IS NULL AND a.region_id <> v.region_id
          AND (a.region_id IN (v.province_id, v.city_id, v.county_id, v.township_id) OR (a.region_id = ${topId} AND l.level = 'NATION'))) AS path,
      (SELECT coalesce(json_agg(json_build_object('id', c.region_id, 'name', c.name, 'level', l.level) ORDER BY c.code, c.region_id), '[]')
        FROM region_version c JOIN region l ON l.id = c.region_id
        WHERE c.valid_to IS NULL AND c.parent_id = v.region_id) AS children,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'stages', d.stages, 'applicants', d.applicants) ORDER BY p.code), '[]')
        FROM programme p CROSS JOIN LATERAL (
          SELECT d.body->'stages' AS stages, d.body->'applicants' AS applicants FROM programme_definition d
          WHERE d.programme_id = p.id AND d.status IN ('PUBLISHED', 'RETIRED') AND (v.province_id IS NULL OR d.province_id = v.province_id)
          ORDER BY d.effective_from DESC LIMIT 1) d) AS programmes
    FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.region_id = ${regionId} AND v.valid_to IS NULL`;
  return row ?? null;
}

/** Sums of the cube for a region by measure, kind and stage; of those below it only what a ranking needs. */
function loadCells(tx: Tx, regionId: number, ids: number[], { programmeId, asOf, scope }: Within): Promise<Cell[]> {
  return tx.$queryRaw<Cell[]>`
    SELECT f.region_id AS "regionId", f.measure, f.applicant_kind AS kind, f.stage, sum(f.value)::bigint AS value
    FROM figure_now f
    WHERE f.region_id = ANY(${ids}) AND (f.region_id = ${regionId} OR f.measure IN ('ACCEPTED', 'APPROVED', 'FINANCING_FEN'))
      AND f.programme_id = ${programmeId}::uuid AND f.day <= ${asOf}::date AND ${scope}
    GROUP BY 1, 2, 3, 4 HAVING sum(f.value) <> 0 ORDER BY 1, 2, 3, 4`;
}

type StoredTarget = {
  regionId: number;
  name: Label;
  startOn: Day;
  milestones: { on: Day; targetFen: Fen }[];
  series: { day: Day; value: Fen }[];
};

/** Financing targets of the region and of those below it; the region's own with what each day added. */
async function loadTargets(
  tx: Tx,
  regionId: number,
  ids: number[],
  { programmeId, asOf }: Within,
): Promise<StoredTarget[]> {
  // Amounts as text: JSON numbers would lose fen.
  type Row = Omit<StoredTarget, 'milestones' | 'series'> & {
    milestones: { on: Day; value: string }[];
    series: { day: Day; value: string }[];
  };
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (t.region_id) t.region_id AS "regionId", t.name, t.start_on::text AS "startOn",
      (SELECT coalesce(json_agg(json_build_object('on', m.due_on, 'value', m.value::text) ORDER BY m.due_on), '[]')
        FROM target_milestone m WHERE m.target_id = t.id) AS milestones,
      (SELECT coalesce(json_agg(json_build_object('day', s.day, 'value', s.value::text) ORDER BY s.day), '[]')
        FROM (SELECT f.day, sum(f.value) AS value FROM figure_now f
          WHERE t.region_id = ${regionId} AND f.region_id = t.region_id AND f.measure = t.measure
            AND f.programme_id = t.programme_id AND f.day <= ${asOf}::date
          GROUP BY f.day) s) AS series
    FROM target t
    WHERE t.programme_id = ${programmeId}::uuid AND t.region_id = ANY(${ids}) AND t.measure = 'FINANCING_FEN'
    ORDER BY t.region_id, t.start_on > ${asOf}::date, t.start_on DESC`;
  return rows.map((row) => ({
    ...row,
    milestones: row.milestones.map(({ on, value }) => ({ on, targetFen: BigInt(value) })),
    series: row.series.map(({ day, value }) => ({ day, value: BigInt(value) })),
  }));
}

/** For each region the amount of the milestone that comes next, after the last the last. */
function dueTargets(targets: readonly StoredTarget[], asOf: Day): Map<number, Fen> {
  const amounts = new Map<number, Fen>();
  for (const { regionId, milestones } of targets) {
    const due = milestones.find(({ on }) => on >= asOf) ?? milestones.at(-1);
    if (due) amounts.set(regionId, due.targetFen);
  }
  return amounts;
}
