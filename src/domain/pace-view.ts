import {
  addDays,
  addMonths,
  addWorkingDays,
  type Day,
  daysBetween,
  isProvisionalDay,
  type WorkCalendar,
} from './calendar';
import { largest } from './lengths';
import { type TargetMeasure, unitOf } from './measures';
import { divideHalfUp, type Fen, sumFen } from './money';
import { computePace, type Milestone, type MilestonePace } from './pace';

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
    // the drawing ends on the milestone's day, whatever came after it
    yTicks: chooseValues(largest([current.target, current.actual])),
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
