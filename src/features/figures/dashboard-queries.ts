import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { NATION } from '@/domain/case-facts';
import { sumOf, totalOf } from '@/domain/figures';
import { HEADS, type Measure, SUMS } from '@/domain/measures';
import { type PolicyRow, policyOn } from '@/domain/policy';
import { organisationNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type Loaded, loadFiguresOn, type Wanted } from './cube-queries';
import { daysOfTargets, type PlaceTarget, standOfTargets } from './due-targets';
import { type Absent, type FiguresOf, findPlace, type WantedFigures } from './place-queries';
import type { RankingOf } from './ranking-search';
import { listRecommenders, type Recommender } from './recommender-queries';

/**
 * Figures of a place as of a day, and at the end of the month before where they are compared with it. `standing`,
 * `standingBefore`: with their targets, where places are ranked.
 */
export type Dashboard = FiguresOf & {
  now: Loaded;
  before: Loaded;
  standing: ReadonlyMap<number, PlaceTarget>;
  standingBefore: ReadonlyMap<number, PlaceTarget>;
};

const NOTHING: Loaded = { cells: [], below: new Map(), shares: new Map() };

/** Place and figures, in two statements; the month before is read where it is `compared`. */
async function load(
  tx: Tx,
  actor: Actor,
  asked: WantedFigures,
  now: Date,
  wanted: (found: FiguresOf) => Wanted,
  compared: boolean,
): Promise<Dashboard | Absent | null> {
  const found = await findPlace(tx, actor, asked);
  if (!found || 'absent' in found) return found;
  const { programme, monthEnd } = found;
  const { asOf, asRecorded = false } = asked;
  const reach = { programmeId: programme.id, asOf, today: dayOf(now), asRecorded };
  const question = { wanted: wanted(found), reach };
  const earlier = { ...question, reach: { ...reach, asOf: monthEnd } };
  const { cells, below } = question.wanted;
  const days = below ? daysOfTargets(found.targets, [asOf, monthEnd]) : [];
  const financing = ['FINANCING_FEN' as const];
  const ofTargets = days.map((day) => ({
    wanted: {
      cells: cells.map((each) => ({ ...each, measures: financing })),
      below: below && { ...below, measures: financing },
    },
    reach: { ...reach, asOf: day },
  }));
  const questions = compared ? [question, earlier] : [question];
  const loaded = await loadFiguresOn(tx, actor, [...questions, ...ofTargets]);
  const [current = NOTHING, before = NOTHING] = loaded;
  const on = new Map([
    [monthEnd, before],
    [asOf, current],
    ...days.map((day, index) => [day, loaded[questions.length + index] ?? NOTHING] as const),
  ]);
  const sumOn = (regionId: number, day: Day) =>
    regionId === found.place.id
      ? totalOf(on.get(day)?.cells ?? [], { measure: 'FINANCING_FEN', regionId })
      : sumOf(on.get(day)?.below ?? new Map(), regionId, 'FINANCING_FEN');
  const stand = (day: Day) => (below ? standOfTargets(found.targets, day, sumOn) : new Map<number, PlaceTarget>());
  return { ...found, now: current, before, standing: stand(asOf), standingBefore: stand(monthEnd) };
}

const here = ({ place }: FiguresOf, measures: readonly Measure[]) => ({
  cells: [{ places: { level: place.level, ids: [place.id] }, measures }],
});

/** How far cases came, how long stages took and what stands in them. */
export function getStages(actor: Actor, asked: WantedFigures, now: Date) {
  const measures: Measure[] = ['REACHED', 'STANDING', ...SUMS.STAYED];
  return read(actor, (tx) => load(tx, actor, asked, now, (found) => here(found, measures), false));
}

/** What is owed, how much of it is overdue and for how long, and the bad share that is tolerated; three statements. */
export function getPortfolio(
  actor: Actor,
  asked: WantedFigures,
  now: Date,
): Promise<(Dashboard & { tolerance: PolicyRow | null }) | Absent | null> {
  const measures: Measure[] = ['OUTSTANDING', 'OUTSTANDING_FEN', ...SUMS.OVERDUE, ...SUMS.OVERDUE_FEN];
  return read(actor, async (tx) => {
    const found = await load(tx, actor, asked, now, (place) => here(place, measures), true);
    if (!found || 'absent' in found) return found;
    const path = [...new Set([...found.lineage, NATION])];
    const rows = await tx.policyValue.findMany({ where: { kind: 'NPL_TOLERANCE', regionId: { in: path } } });
    const policies = rows.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
    return { ...found, tolerance: policyOn(policies, 'NPL_TOLERANCE', path, found.programme.id, asked.asOf) };
  });
}

/** What was approved, contracted, paid, paid back and is owed. */
export function getFunds(actor: Actor, asked: WantedFigures, now: Date) {
  const measures: Measure[] = [
    'APPROVED',
    'FINANCING_FEN',
    'LANDED',
    'LANDED_FEN',
    'DISBURSED',
    'DISBURSED_FEN',
    'REPAID_FEN',
    'OUTSTANDING',
    'OUTSTANDING_FEN',
  ];
  return read(actor, (tx) => load(tx, actor, asked, now, (found) => here(found, measures), true));
}

export type Rankings = Dashboard & {
  of: RankingOf;
  /** of financiers' organisations, by id */
  names: ReadonlyMap<string, Label>;
  recommenders: readonly Recommender[];
};

/** Whether a place is ranked by this: what lies below it, who lends down to a county, who recommends from a county down. */
export function isRanked(of: RankingOf, { place, children }: Pick<FiguresOf, 'place' | 'children'>): boolean {
  const isBelow = place.level === 'TOWNSHIP' || place.level === 'VILLAGE';
  switch (of) {
    case 'REGIONS':
      return children.length > 0;
    case 'FINANCIERS':
      return !isBelow;
    case 'PROGRAMMES':
      return true;
    case 'RECOMMENDERS':
      return isBelow || place.level === 'COUNTY';
  }
}

/** A place by its parts, now and at the end of the month before; three statements. */
export function getRankings(
  actor: Actor,
  asked: WantedFigures & { of: RankingOf },
  now: Date,
): Promise<Rankings | Absent | null> {
  const { of } = asked;
  const measures = HEADS;
  return read(actor, async (tx) => {
    const wanted = (found: FiguresOf): Wanted => {
      const { place, children, programmes } = found;
      const [child] = children;
      const own = here(found, measures);
      const at = { placeId: place.id, level: place.level, measures };
      if (!isRanked(of, found) || of === 'RECOMMENDERS') return { cells: [] };
      if (of === 'REGIONS') return { ...own, below: child && { parentId: place.id, level: child.level, measures } };
      if (of === 'FINANCIERS') return { ...own, shares: { ...at, by: 'OWNER' } };
      return { cells: [], shares: { ...at, by: 'PROGRAMME', programmeIds: programmes.map(({ id }) => id) } };
    };
    const found = await load(tx, actor, asked, now, wanted, true);
    if (!found || 'absent' in found) return found;
    const { place, programme, monthEnd } = found;
    const names = of === 'FINANCIERS' ? await organisationNamesOf(tx, found.now.shares.keys()) : new Map();
    const recommenders =
      of === 'RECOMMENDERS' && isRanked(of, found)
        ? await listRecommenders(tx, actor, {
            place,
            programmeId: programme.id,
            asOf: asked.asOf,
            before: monthEnd satisfies Day,
            asRecorded: asked.asRecorded === true,
          })
        : [];
    return { ...found, of, names, recommenders };
  });
}
