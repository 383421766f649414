import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import type { Cell } from '@/domain/figures';
import { type FunnelRow, prepareFunnel } from '@/domain/funnel';
import { MEASURES, type Measure } from '@/domain/measures';
import type { Fen } from '@/domain/money';
import { type PaceView, preparePace } from '@/domain/pace-view';
import { can } from '@/domain/permissions';
import { type Ranking, rankPlaces } from '@/domain/ranking';
import { prepareSegments, type Segment } from '@/domain/segments';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { readSql, type SqlReader } from '@/server/sql';
import { loadWorkCalendar } from '@/server/work-calendar';
import { loadCells, loadSeries, type Places } from './cube-queries';

/** What a ranking of places needs of each. */
const RANKED: readonly Measure[] = ['ACCEPTED', 'APPROVED', 'FINANCING_FEN'];

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

export type WantedFigures = { regionId: number; programmeId?: string | undefined; asOf: Day; asRecorded?: boolean };

/**
 * What the cube holds for a region and a programme as of a day, with what lies below it; three statements. Null when the region is outside the actor's scope or does not exist.
 */
export function getFigures(
  actor: Actor,
  { regionId, programmeId, asOf, asRecorded = false }: WantedFigures,
  now: Date,
): Promise<Figures | { absent: 'PROGRAMME'; place: Place } | null> {
  return readSql(actor, async (tx) => {
    const place = await openPlace(tx, actor, regionId);
    if (!place) return null;
    const [below] = place.children;
    const programme = place.programmes.find((row) => row.id === programmeId) ?? place.programmes[0];
    if (!programme) return { absent: 'PROGRAMME', place };
    const { id, name, level } = place;
    const here = { level, ids: [id] };
    const cells = await loadCells(
      tx,
      actor,
      [
        { places: here, measures: MEASURES },
        // children of one region are of one level
        ...(below
          ? [{ places: { level: below.level, ids: place.children.map((child) => child.id) }, measures: RANKED }]
          : []),
      ],
      { programmeId: programme.id, asOf, today: dayOf(now), asRecorded },
    );
    const targets = targetsOf(place.targets, programme.id, asOf);
    const own = targets.find((row) => row.regionId === id);
    const pace = own ? await loadPace(tx, actor, here, own, { asOf, asRecorded }) : null;
    return {
      asOf,
      place: { id, name, level },
      path: [...place.path, { id, name, level }],
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

/** What the interface for programs gives of a region: sums of the named measures, by kind of applicant and stage. */
export type PlaceCells = Pick<Figures, 'asOf' | 'place' | 'path' | 'children' | 'programmes' | 'programme' | 'cells'>;

/**
 * The cells alone of what `getFigures` shows, for the named measures: `loadPlace` and `loadCells`. Null where that is null, and also
 * when the programme is not one that runs there.
 */
export function getCells(
  actor: Actor,
  { regionId, programmeId, asOf, asRecorded = false, measures }: WantedFigures & { measures: readonly Measure[] },
  now: Date,
): Promise<PlaceCells | null> {
  return readSql(actor, async (sql) => {
    const place = await openPlace(sql, actor, regionId);
    const programme = place?.programmes.find((row) => !programmeId || row.id === programmeId);
    if (!place || !programme) return null;
    const { id, name, level, path, children } = place;
    const reach = { programmeId: programme.id, asOf, today: dayOf(now), asRecorded };
    const cells = await loadCells(sql, actor, [{ places: { level, ids: [id] }, measures }], reach);
    return {
      asOf,
      place: { id, name, level },
      path: [...path, { id, name, level }],
      children,
      programmes: place.programmes.map((row) => ({ id: row.id, name: row.name })),
      programme,
      cells,
    };
  });
}

/** The region as `loadPlace` knows it, with its path from the top of what the actor sees; null outside that. */
async function openPlace(sql: SqlReader, actor: Actor, regionId: number): Promise<StoredPlace | null> {
  const top = topOf(actor);
  if (!top) return null;
  // A region's target is not that of one branch in it, nor the other way round.
  const ownerId = actor.scope.kind === 'FINANCIER' ? actor.scope.organisationId : null;
  const place = await loadPlace(sql, regionId, top.regionId, ownerId);
  if (!place) return null;
  const lineage = [...place.path, place].map((row) => row.id);
  if (!top.national && !lineage.includes(top.regionId)) return null;
  return { ...place, path: place.path.slice(Math.max(lineage.indexOf(top.regionId), 0)) };
}

type StoredTarget = {
  regionId: number;
  programmeId: string;
  name: Label;
  startOn: Day;
  milestones: { on: Day; target: Fen }[];
};
type StoredPlace = Place & {
  path: Place[];
  children: Place[];
  programmes: Programme[];
  /** financing targets in force of the place and of those below it, of each programme, newest first */
  targets: StoredTarget[];
};

async function loadPace(
  tx: SqlReader,
  actor: Actor,
  place: Places,
  target: StoredTarget,
  { asOf, asRecorded }: { asOf: Day; asRecorded: boolean },
) {
  const { programmeId, startOn } = target;
  const measure = 'FINANCING_FEN';
  const series = await loadSeries(tx, actor, { place, measure, programmeId, from: startOn, until: asOf, asRecorded });
  return preparePace({ ...target, measure, series }, asOf, await loadWorkCalendar(tx));
}

/**
 * The region, what it lies in (from `topId` on, which may be the nation), what lies in it, and what runs there. Targets are
 * everybody's, or those of one financier's organisation.
 */
async function loadPlace(
  tx: SqlReader,
  regionId: number,
  topId: number,
  ownerId: string | null,
): Promise<StoredPlace | null> {
  // Amounts as text: JSON numbers would lose fen.
  type Row = Omit<StoredPlace, 'targets'> & {
    targets: (Omit<StoredTarget, 'milestones'> & { milestones: { on: Day; value: string }[] })[];
  };
  const [row] = await tx.$queryRaw<Row[]>`
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
          ORDER BY d.effective_from DESC LIMIT 1) d) AS programmes,
      (SELECT coalesce(json_agg(json_build_object('regionId', t.region_id, 'programmeId', t.programme_id, 'name', t.name,
          'startOn', t.start_on, 'milestones', (SELECT coalesce(json_agg(json_build_object('on', m.due_on, 'value', m.value::text)
            ORDER BY m.due_on), '[]') FROM target_milestone m WHERE m.target_id = t.id)) ORDER BY t.start_on DESC), '[]')
        FROM target t WHERE t.measure = 'FINANCING_FEN' AND t.organisation_id IS NOT DISTINCT FROM ${ownerId}::uuid AND t.status = 'FROZEN'
          AND NOT EXISTS (SELECT FROM target n WHERE n.line_id = t.line_id AND n.revision > t.revision AND n.status = 'FROZEN')
          AND t.region_id IN (
          SELECT c.region_id FROM region_version c
          WHERE c.valid_to IS NULL AND (c.region_id = v.region_id OR c.parent_id = v.region_id))) AS targets
    FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.region_id = ${regionId} AND v.valid_to IS NULL`;
  if (!row) return null;
  const toTarget = ({ milestones, ...target }: Row['targets'][number]): StoredTarget => ({
    ...target,
    milestones: milestones.map(({ on, value }) => ({ on, target: BigInt(value) })),
  });
  return { ...row, targets: row.targets.map(toTarget) };
}

/** Of those of the programme, for each region the one that runs on the day, else the one that begins next. */
function targetsOf(stored: readonly StoredTarget[], programmeId: string, asOf: Day): StoredTarget[] {
  const chosen = new Map<number, StoredTarget>();
  for (const target of stored.filter((row) => row.programmeId === programmeId)) {
    const other = chosen.get(target.regionId);
    if (!other || (other.startOn > asOf && target.startOn < other.startOn)) chosen.set(target.regionId, target);
  }
  return [...chosen.values()];
}

/** For each region the amount of the milestone that comes next, after the last the last. */
function dueTargets(targets: readonly StoredTarget[], asOf: Day): Map<number, Fen> {
  const amounts = new Map<number, Fen>();
  for (const { regionId, milestones } of targets) {
    const due = milestones.find(({ on }) => on >= asOf) ?? milestones.at(-1);
    if (due) amounts.set(regionId, due.target);
  }
  return amounts;
}
