import {
  addDays,
  addMonths,
  addWorkingDays,
  type Day,
  daysBetween,
  isProvisionalDay,
  type WorkCalendar,
} from './calendar';
import { divideHalfUp, type Fen, ratioBps, sumFen } from './money';
import { computePace, type Milestone, type MilestonePace, type TargetUnit } from './pace';
import type { ApplicantKind, Stage } from './stage';

/**
 * What the cube counts (figure_cell holds each with its stages and kinds). Names that end in _FEN are amounts, the others
 * numbers of cases; figure_of in the database says what an event adds.
 */
export const MEASURES = [
  'REACHED',
  'STANDING',
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  'LANDED',
  'LANDED_FEN',
  'DISBURSED_FEN',
  'OUTSTANDING_FEN',
] as const;
export type Measure = (typeof MEASURES)[number];

/** What a target can be set for. */
export const TARGET_MEASURES = [
  'FINANCING_FEN',
  'APPROVED',
  'ACCEPTED',
  'LANDED_FEN',
  'DISBURSED_FEN',
] as const satisfies readonly Measure[];
export type TargetMeasure = (typeof TARGET_MEASURES)[number];

/** What a measure counts in. */
export function unitOf(measure: Measure): TargetUnit {
  return measure.endsWith('_FEN') ? 'FEN' : 'CASES';
}

/** One sum out of the cube. `stage` is '-' for measures that know no stage. */
export type Cell = { regionId: number; measure: Measure; kind: ApplicantKind; stage: Stage | '-'; value: bigint };

type Wanted = { measure: Measure; regionId: number; stage?: Stage; kinds?: readonly ApplicantKind[] };

/** Adds up the cells of a measure in a region; without a stage those of all stages. */
export function totalOf(cells: readonly Cell[], { measure, regionId, stage, kinds }: Wanted): bigint {
  return sumFen(
    cells
      .filter((cell) => cell.measure === measure && cell.regionId === regionId)
      .filter((cell) => (!stage || cell.stage === stage) && (!kinds || kinds.includes(cell.kind)))
      .map((cell) => cell.value),
  );
}

/** `part` of `whole` as a length between 0 and 1. For drawing only. */
function lengthOf(part: bigint, whole: bigint): number {
  return whole <= 0n || part <= 0n ? 0 : Number((part * 10_000n) / whole) / 10_000;
}

function largest(values: readonly bigint[]): bigint {
  let most = 0n;
  for (const value of values) if (value > most) most = value;
  return most;
}

// ------------------------------------------------------------------ funnel

export type FunnelRow = {
  stage: Stage;
  /** cases that ever entered the stage, each once */
  reached: bigint;
  /** of those that entered the stage before; null at the first */
  conversionBps: number | null;
  /** cases that are in it */
  standing: bigint;
  share: number;
};

/** The stages that the programme uses, each against the one before it. */
export function prepareFunnel(cells: readonly Cell[], regionId: number, stages: readonly Stage[]): FunnelRow[] {
  const reached = stages.map((stage) => totalOf(cells, { measure: 'REACHED', regionId, stage }));
  const most = largest(reached);
  return stages.map((stage, index) => {
    const value = reached[index] ?? 0n;
    return {
      stage,
      reached: value,
      conversionBps: index === 0 ? null : ratioBps(value, reached[index - 1] ?? 0n),
      standing: totalOf(cells, { measure: 'STANDING', regionId, stage }),
      share: lengthOf(value, most),
    };
  });
}

// ------------------------------------------------------------------ large and small

export type SegmentFigures = {
  kinds: readonly ApplicantKind[];
  accepted: bigint;
  approved: bigint;
  /** approved of accepted */
  approvalBps: number | null;
  /** of all that was approved, by number */
  approvedShareBps: number | null;
  financingFen: Fen;
  /** of all financing, by amount */
  financingShareBps: number | null;
};
export type Segment = SegmentFigures & { segment: 'LARGE' | 'SMALL'; rows: SegmentFigures[] };

/** 抓大不放小: large and small applicants as the programme's definition parts them, with their kinds beneath. */
export function prepareSegments(
  cells: readonly Cell[],
  regionId: number,
  applicants: readonly { kind: ApplicantKind; segment: 'LARGE' | 'SMALL' }[],
): Segment[] {
  const allApproved = totalOf(cells, { measure: 'APPROVED', regionId });
  const allFinancing = totalOf(cells, { measure: 'FINANCING_FEN', regionId });
  const figuresOf = (kinds: readonly ApplicantKind[]): SegmentFigures => {
    const sum = (measure: Measure) => totalOf(cells, { measure, regionId, kinds });
    const [accepted, approved, financingFen] = [sum('ACCEPTED'), sum('APPROVED'), sum('FINANCING_FEN')];
    return {
      kinds,
      accepted,
      approved,
      approvalBps: ratioBps(approved, accepted),
      approvedShareBps: ratioBps(approved, allApproved),
      financingFen,
      financingShareBps: ratioBps(financingFen, allFinancing),
    };
  };
  return (['LARGE', 'SMALL'] as const).flatMap((segment) => {
    const kinds = applicants.filter((row) => row.segment === segment).map((row) => row.kind);
    return kinds.length === 0 ? [] : { segment, ...figuresOf(kinds), rows: kinds.map((kind) => figuresOf([kind])) };
  });
}

// ------------------------------------------------------------------ ranking of places

type RankedFigures = { accepted: bigint; approved: bigint; financingFen: Fen };
export type RankedPlace = RankedFigures & {
  id: number;
  name: string;
  /** equal values share a rank */
  rank: number;
  targetFen: Fen | null;
  completionBps: number | null;
  share: number;
};
export type Ranking = {
  places: RankedPlace[];
  /** places without any case; they stand at the end, as a number */
  withoutCases: number;
  total: RankedFigures;
  /** cases that belong to none of the places below, e.g. without a village; null when there are none */
  rest: RankedFigures | null;
  /** by completion when each place has a target, else by amount */
  by: 'COMPLETION' | 'FINANCING';
  /** over all places, those without cases included */
  averageFen: Fen;
  average: number;
};

/** The places below a region, best first. Only places are ranked, never people. */
export function rankPlaces(
  cells: readonly Cell[],
  regionId: number,
  children: readonly { id: number; name: string }[],
  targets: ReadonlyMap<number, Fen>,
): Ranking {
  const figuresOf = (id: number): RankedFigures => ({
    accepted: totalOf(cells, { measure: 'ACCEPTED', regionId: id }),
    approved: totalOf(cells, { measure: 'APPROVED', regionId: id }),
    financingFen: totalOf(cells, { measure: 'FINANCING_FEN', regionId: id }),
  });
  const by = children.length > 0 && children.every(({ id }) => targets.has(id)) ? 'COMPLETION' : 'FINANCING';
  const rows = children.map((child) => {
    const figures = figuresOf(child.id);
    const targetFen = targets.get(child.id) ?? null;
    const completionBps = targetFen === null ? null : ratioBps(figures.financingFen, targetFen);
    const value = by === 'COMPLETION' ? BigInt(completionBps ?? 0) : figures.financingFen;
    return { ...child, ...figures, targetFen, completionBps, value };
  });
  const hasCases = (row: RankedFigures) => row.accepted !== 0n || row.approved !== 0n || row.financingFen !== 0n;
  const most = largest(rows.map((row) => row.value));
  const total = figuresOf(regionId);
  const rest = {
    accepted: total.accepted - sumFen(rows.map((row) => row.accepted)),
    approved: total.approved - sumFen(rows.map((row) => row.approved)),
    financingFen: total.financingFen - sumFen(rows.map((row) => row.financingFen)),
  };
  const count = BigInt(Math.max(rows.length, 1));
  const averageFen = divideHalfUp(sumFen(rows.map((row) => row.financingFen)), count);
  const averageValue = by === 'COMPLETION' ? divideHalfUp(sumFen(rows.map((row) => row.value)), count) : averageFen;
  const places = rows
    .filter((row) => hasCases(row) || by === 'COMPLETION')
    .sort(
      (a, b) => Number(b.value > a.value) - Number(b.value < a.value) || Number(b.accepted - a.accepted) || a.id - b.id,
    )
    .map(({ value, ...row }) => ({
      ...row,
      rank: 1 + rows.filter((other) => other.value > value).length,
      share: lengthOf(value, most),
    }));
  return {
    places,
    withoutCases: rows.length - places.length,
    total,
    rest: hasCases(rest) ? rest : null,
    by,
    averageFen,
    average: lengthOf(averageValue, most),
  };
}

// ------------------------------------------------------------------ target and pace

export type TargetFigures = {
  measure: TargetMeasure;
  startOn: Day;
  milestones: readonly Milestone[];
  /** what each day added, in the order of days */
  series: readonly { day: Day; value: bigint }[];
};
export type PacePoint = { x: number; actual?: bigint; plan?: bigint; needed?: bigint };
/** In fen or in cases, as `unitOf(measure)` says. */
export type PaceView = {
  measure: TargetMeasure;
  startOn: Day;
  milestones: MilestonePace[];
  /** the one that the drawing and the sentence speak of: the next to come, after the last the last */
  current: MilestonePace;
  actual: bigint;
  /** where the plan would be today */
  planned: bigint;
  /** time gone less share done, in hundredths of a percentage point; positive: behind */
  behindBps: number | null;
  /** mean of the last twenty working days */
  recentPerWorkingDay: bigint;
  /** a working day of a year without a published calendar was counted */
  provisional: boolean;
  points: PacePoint[];
  nowX: number;
  xTicks: { x: number; on: Day }[];
  yTicks: bigint[];
};

const RECENT_WORKING_DAYS = 20;

/** A target against its time, for sentence, table and drawing. Null without milestones. */
export function preparePace(target: TargetFigures, asOf: Day, calendar: WorkCalendar): PaceView | null {
  const { startOn, series, measure } = target;
  const milestones = [...target.milestones].sort((a, b) => daysBetween(b.on, a.on));
  const known = series.filter((entry) => daysBetween(entry.day, asOf) >= 0);
  const actual = sumFen(known.map((entry) => entry.value));
  // What came after a milestone's day did not help to reach it.
  const paces = milestones.flatMap((milestone) =>
    computePace({
      startOn,
      milestones: [milestone],
      actual: sumFen(known.filter((entry) => daysBetween(entry.day, milestone.on) >= 0).map((entry) => entry.value)),
      asOf,
      calendar,
      unit: unitOf(measure),
    }),
  );
  const current = paces.find((milestone) => daysBetween(asOf, milestone.on) >= 0) ?? paces.at(-1);
  if (!current) return null;
  const lastX = Math.max(daysBetween(startOn, current.on), 1);
  const nowX = Math.min(Math.max(daysBetween(startOn, asOf), 0), lastX);
  const recentFrom = addWorkingDays(asOf, -RECENT_WORKING_DAYS, calendar).day;
  const recent = known.filter((entry) => daysBetween(recentFrom, entry.day) > 0);
  const planned = divideHalfUp(current.target * BigInt(nowX), BigInt(lastX));
  return {
    measure,
    startOn,
    milestones: paces,
    current,
    actual,
    planned,
    behindBps:
      current.timeElapsedBps === null || current.completionBps === null
        ? null
        : current.timeElapsedBps - current.completionBps,
    recentPerWorkingDay: divideHalfUp(sumFen(recent.map((entry) => entry.value)), BigInt(RECENT_WORKING_DAYS)),
    provisional: milestones.some(({ on }) => daysBetween(asOf, on) > 0 && isProvisionalDay(on, calendar)),
    points: drawPace({ startOn, known, nowX, lastX, planned, target: current.target }),
    nowX,
    xTicks: chooseDays(startOn, nowX, lastX),
    yTicks: chooseValues(largest([current.target, actual])),
  };
}

/** One point a day up to now, so that a line between two days with cases does not rise before its time. */
function drawPace(input: {
  startOn: Day;
  known: readonly { day: Day; value: bigint }[];
  nowX: number;
  lastX: number;
  planned: bigint;
  target: bigint;
}): PacePoint[] {
  const { startOn, known, nowX, lastX, planned, target } = input;
  const added = new Map<number, Fen>();
  for (const { day, value } of known) {
    const x = Math.max(daysBetween(startOn, day), 0);
    added.set(x, (added.get(x) ?? 0n) + value);
  }
  const points: PacePoint[] = [];
  let sum = 0n;
  for (let x = 0; x <= nowX; x++) {
    sum += added.get(x) ?? 0n;
    points.push({ x, actual: sum });
  }
  const [first, now] = [points[0] as PacePoint, points.at(-1) as PacePoint];
  first.plan = 0n;
  now.plan = planned;
  if (nowX === lastX) return points;
  if (sum < target) now.needed = sum;
  points.push({ x: lastX, plan: target, ...(sum < target ? { needed: target } : {}) });
  return points;
}

/** Start, now and end, and whole months between that do not run into them; about six. */
function chooseDays(startOn: Day, nowX: number, lastX: number): { x: number; on: Day }[] {
  const months: number[] = [];
  for (let month = 1; ; month++) {
    const x = daysBetween(startOn, addMonths(startOn, month));
    if (x >= lastX) break;
    months.push(x);
  }
  const step = Math.ceil(months.length / 5);
  const chosen = [0, lastX];
  for (const x of [nowX, ...months.filter((_, index) => (index + 1) % step === 0)])
    if (chosen.every((other) => Math.abs(other - x) * 8 > lastX)) chosen.push(x);
  return chosen.sort((a, b) => a - b).map((x) => ({ x, on: addDays(startOn, x) }));
}

/** Round values from zero to just above the largest; at most six. */
function chooseValues(most: bigint): bigint[] {
  if (most <= 0n) return [0n];
  let power = 1n;
  while (power * 50n < most) power *= 10n;
  const step = [1n, 2n, 5n, 10n].map((by) => by * power).find((by) => by * 5n >= most) ?? power * 10n;
  const ticks = [0n];
  while ((ticks.at(-1) as Fen) < most) ticks.push((ticks.at(-1) as Fen) + step);
  return ticks;
}
