import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { type Cell, sumOf } from '@/domain/figures';
import { type FunnelRow, prepareFunnel } from '@/domain/funnel';
import { MEASURES, type Measure } from '@/domain/measures';
import { type PaceView, preparePace } from '@/domain/pace-view';
import { type Ranking, rankPlaces } from '@/domain/ranking';
import { prepareSegments, type Segment } from '@/domain/segments';
import { placesGained } from '@/domain/standings';
import { readSql, type SqlReader } from '@/server/sql';
import { loadWorkCalendar } from '@/server/work-calendar';
import type { Places } from './cube-group-queries';
import { loadCells, loadFiguresOn, loadSeries } from './cube-queries';
import { daysOfTargets, type PlaceTarget, standOfTargets } from './due-targets';
import { type Absent, type FiguresOf, findPlace, type StoredTarget, type WantedFigures } from './place-queries';

/** What a ranking of places needs of each. */
const RANKED: readonly Measure[] = ['ACCEPTED', 'APPROVED', 'FINANCING_FEN'];
/** What the overview compares with the end of the month before. */
const COMPARED: readonly Measure[] = [
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  'STANDING',
  'LANDED',
  'LANDED_FEN',
  'DISBURSED',
  'DISBURSED_FEN',
  'OUTSTANDING_FEN',
  'COMPLETED',
  'CHECKED',
];

export type Figures = FiguresOf & {
  cells: Cell[];
  /** at the end of the month before, of what is compared */
  before: Cell[];
  funnel: FunnelRow[];
  segments: Segment[];
  ranking: Ranking | null;
  /** where the places below stand with their targets */
  targetsBelow: ReadonlyMap<number, PlaceTarget>;
  /** places gained in the ranking since then */
  gained: ReadonlyMap<number, number | null>;
  pace: (PaceView & { name: Label }) | null;
};

/**
 * What the cube holds for a region and a programme as of a day, with what lies below it; three statements. Null when the region is outside the actor's scope or does not exist.
 */
export function getFigures(actor: Actor, wanted: WantedFigures, now: Date): Promise<Figures | Absent | null> {
  const { asOf, asRecorded = false } = wanted;
  return readSql(actor, async (tx) => {
    const found = await findPlace(tx, actor, wanted);
    if (!found || 'absent' in found) return found;
    const { place, children, programme, targets, monthEnd } = found;
    const [child] = children;
    const here = { level: place.level, ids: [place.id] };
    // children of one region are of one level
    const below = child && { parentId: place.id, level: child.level, measures: RANKED };
    const reach = { programmeId: programme.id, asOf, today: dayOf(now), asRecorded };
    const targetsOfBelow = targets.filter((row) => row.regionId !== place.id);
    const days = child ? daysOfTargets(targetsOfBelow, [asOf, monthEnd]) : [];
    const [current, earlier, ...counted] = await loadFiguresOn(tx, actor, [
      { wanted: { cells: [{ places: here, measures: MEASURES }], below }, reach },
      { wanted: { cells: [{ places: here, measures: COMPARED }], below }, reach: { ...reach, asOf: monthEnd } },
      ...days.map((day) => ({
        wanted: { cells: [], below: below && { ...below, measures: ['FINANCING_FEN' as const] } },
        reach: { ...reach, asOf: day },
      })),
    ]);
    if (!current || !earlier) throw new Error('two days were asked');
    const loadedOn = new Map([
      [monthEnd, earlier],
      [asOf, current],
      ...days.map((day, index) => [day, counted[index]] as const),
    ]);
    const stand = (day: Day) =>
      standOfTargets(targetsOfBelow, day, (id, on) => sumOf(loadedOn.get(on)?.below ?? new Map(), id, 'FINANCING_FEN'));
    const targetsBelow = stand(asOf);
    const own = targets.find((row) => row.regionId === place.id);
    const pace = own ? await loadPace(tx, actor, here, own, { asOf, asRecorded }) : null;
    const rank = (loaded: typeof current, standing: typeof targetsBelow) =>
      rankPlaces(loaded.cells, loaded.below, place.id, children, standing);
    const ranking = child ? rank(current, targetsBelow) : null;
    const ranked = (row: Ranking | null) => new Map(row?.places.map((each) => [each.id, each.rank]));
    const before = ranked(child ? rank(earlier, stand(monthEnd)) : null);
    return {
      ...found,
      cells: current.cells,
      before: earlier.cells,
      funnel: prepareFunnel(
        current.cells,
        place.id,
        programme.stages.map((row) => row.stage),
      ),
      segments: prepareSegments(current.cells, place.id, programme.applicants),
      ranking,
      targetsBelow,
      gained: new Map(children.map(({ id }) => [id, placesGained(ranked(ranking), before, id)])),
      pace: pace && own ? { ...pace, name: own.name } : null,
    };
  });
}

/** What the interface for programs gives of a region: sums of the named measures, by kind of applicant and stage. */
export type PlaceCells = FiguresOf & { cells: Cell[] };

/**
 * The cells alone of what `getFigures` shows, for the named measures. Null where that is null, and also when the programme is
 * not one that runs there.
 */
export function getCells(
  actor: Actor,
  { measures, ...wanted }: WantedFigures & { measures: readonly Measure[] },
  now: Date,
): Promise<PlaceCells | null> {
  return readSql(actor, async (sql) => {
    const found = await findPlace(sql, actor, wanted);
    if (!found || 'absent' in found) return null;
    const { place, programme } = found;
    if (wanted.programmeId && wanted.programmeId !== programme.id) return null;
    const reach = {
      programmeId: programme.id,
      asOf: wanted.asOf,
      today: dayOf(now),
      asRecorded: wanted.asRecorded ?? false,
    };
    const cells = await loadCells(sql, actor, [{ places: { level: place.level, ids: [place.id] }, measures }], reach);
    return { ...found, cells };
  });
}

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
