import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import {
  BULLETIN_COLUMN_NAMES,
  BULLETIN_COLUMNS,
  BULLETIN_TARGETS,
  type BulletinCounts,
  type BulletinTarget,
  type BulletinUnit,
  bulletinRuleOn,
  daysBefore,
  type Judgement,
  judgeUnits,
  type Period,
  type Ranked,
  rankUnits,
} from '@/domain/bulletin';
import type { Day } from '@/domain/calendar';
import { type Cell, totalOf } from '@/domain/figures';
import { measuresOf, type TargetMeasure } from '@/domain/measures';
import { loadCells } from '@/features/figures/cube-queries';
import { loadProgress } from '@/features/targets/progress-queries';
import { currentOf, loadLines, type StoredTarget } from '@/features/targets/rows';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type BulletinPlace, inPlace, readerFor } from './place';

export type ComputedUnit = Ranked<BulletinUnit> & Judgement;
export type Computed = {
  units: ComputedUnit[];
  targetMeasure: TargetMeasure | null;
  toleranceBps: number;
  /** that have neither a loan nor an addition nor a target */
  emptyUnits: number;
};

export type ToCompute = {
  place: BulletinPlace;
  unitLevel: RegionLevel;
  programmeId: string;
  period: Period;
  asOf: Day;
  today: Day;
};

const MEASURES = [...new Set(BULLETIN_COLUMN_NAMES.flatMap((name) => measuresOf(BULLETIN_COLUMNS[name])))];

/**
 * The ranking table of a place as of a day, with whom it praises and presses, from the cube as it is known now: as
 * many statements for a hundred units as for one. No units where none lies below the place.
 */
export async function computeBulletin(tx: Tx, actor: Actor, wanted: ToCompute): Promise<Computed> {
  const { place, unitLevel, programmeId, period, asOf, today } = wanted;
  const reader = readerFor(actor, place);
  const places = await unitsOf(tx, place, unitLevel);
  const ids = places.map(({ regionId }) => regionId);
  const rule = bulletinRuleOn(asOf);
  if (ids.length === 0) return { units: [], targetMeasure: null, toleranceBps: rule.toleranceBps, emptyUnits: 0 };
  const cellsAt = (day: Day) =>
    loadCells(tx, reader, [{ places: { level: unitLevel, ids }, measures: MEASURES }], {
      ...{ programmeId, today },
      asOf: day,
    });
  const before = daysBefore(period, asOf);
  const now = await cellsAt(asOf);
  const beforeYear = await cellsAt(before.year);
  const beforePeriod = before.period === before.year ? beforeYear : await cellsAt(before.period);
  const { measure, targets } = await targetsOf(tx, reader, wanted, ids);
  const all = places.map(({ regionId, name }): BulletinUnit => {
    const counts = countsOf({ now, beforeYear, beforePeriod }, regionId);
    return { regionId, name, ...counts, target: targets.get(regionId) ?? null };
  });
  const units = all.filter((unit) => unit.target !== null || BULLETIN_COLUMN_NAMES.some((name) => unit[name] !== 0n));
  const judged = judgeUnits(units, rule);
  return {
    units: rankUnits(units).map((unit) => ({ ...unit, ...(judged.get(unit.regionId) as Judgement) })),
    targetMeasure: measure,
    toleranceBps: rule.toleranceBps,
    emptyUnits: all.length - units.length,
  };
}

function unitsOf(tx: Tx, place: BulletinPlace, unitLevel: RegionLevel) {
  return tx.regionVersion.findMany({
    where: { validTo: null, region: { level: unitLevel }, ...inPlace(place) },
    select: { regionId: true, name: true },
    orderBy: [{ code: 'asc' }, { regionId: 'asc' }],
  });
}

type Sums = { now: Cell[]; beforeYear: Cell[]; beforePeriod: Cell[] };

function countsOf({ now, beforeYear, beforePeriod }: Sums, regionId: number): BulletinCounts {
  const sum = (cells: Cell[], name: (typeof BULLETIN_COLUMN_NAMES)[number]) =>
    totalOf(cells, { measure: BULLETIN_COLUMNS[name], regionId });
  const since = (cells: Cell[], name: (typeof BULLETIN_COLUMN_NAMES)[number]) => sum(now, name) - sum(cells, name);
  return {
    outstanding: sum(now, 'outstanding'),
    outstandingFen: sum(now, 'outstandingFen'),
    added: since(beforeYear, 'added'),
    addedFen: since(beforeYear, 'addedFen'),
    periodAdded: since(beforePeriod, 'periodAdded'),
    periodAddedFen: since(beforePeriod, 'periodAddedFen'),
    overdue: sum(now, 'overdue'),
    overdueFen: sum(now, 'overdueFen'),
  };
}

/**
 * Where the units stand with what was set for them in force on the day. Of one measure, so that they can be compared: the
 * first of BULLETIN_TARGETS that any of them has.
 */
async function targetsOf(tx: Tx, reader: Actor, { programmeId, asOf, today }: ToCompute, ids: readonly number[]) {
  const lines = await loadLines(tx, {
    ...{ programmeId, organisationId: null, regionId: { in: [...ids] }, measure: { in: [...BULLETIN_TARGETS] } },
    startOn: { lte: toDate(asOf) },
  });
  const running = [...lines.values()]
    .map(currentOf)
    .filter((row) => row.status === 'FROZEN' && row.milestones.some(({ dueOn }) => toDay(dueOn) >= asOf));
  const measure = BULLETIN_TARGETS.find((entry) => running.some((row) => row.measure === entry)) ?? null;
  const chosen = new Map<number, StoredTarget>();
  for (const row of running.filter((one) => one.measure === measure)) {
    const other = chosen.get(row.regionId);
    if (!other || other.startOn < row.startOn) chosen.set(row.regionId, row);
  }
  const progress = await loadProgress(tx, reader, [...chosen.values()], asOf, today);
  const targets = new Map<number, BulletinTarget>();
  for (const [regionId, row] of chosen) {
    const stands = progress.get(row.id);
    if (!stands) continue;
    const { due, actual } = stands;
    targets.set(regionId, {
      ...{ value: due.target, reached: actual, from: toDay(row.startOn), until: due.on },
      elapsedBps: due.timeElapsedBps ?? 0,
    });
  }
  return { measure, targets };
}
