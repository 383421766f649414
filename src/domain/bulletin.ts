import type { RegionLevel } from './actor';
import { addDays, addMonths, compareDays, type Day, isWithinReach, lastDayOfMonth } from './calendar';
import type { Countable, TargetMeasure } from './measures';
import { ratioBps, sumFen } from './money';
import type { RefusalValue } from './refusal';

/** What the ranking table of a bulletin (通报) holds of each unit, in cases (户) and fen; which measure of the cube each is. */
export const BULLETIN_COLUMNS = {
  outstanding: 'OUTSTANDING',
  outstandingFen: 'OUTSTANDING_FEN',
  /** paid out since the first of January */
  added: 'DISBURSED',
  addedFen: 'DISBURSED_FEN',
  /** paid out in the period */
  periodAdded: 'DISBURSED',
  periodAddedFen: 'DISBURSED_FEN',
  overdue: 'OVERDUE',
  overdueFen: 'OVERDUE_FEN',
} as const satisfies Record<string, Countable>;
export type BulletinColumn = keyof typeof BULLETIN_COLUMNS;
export const BULLETIN_COLUMN_NAMES = Object.keys(BULLETIN_COLUMNS) as BulletinColumn[];
export type BulletinCounts = Record<BulletinColumn, bigint>;

/** The yearly task (年度目标任务) of a unit as of the bulletin's day: fen or cases, as the bulletin's target measure says. */
export type BulletinTarget = { value: bigint; reached: bigint; from: Day; until: Day; elapsedBps: number };
export type BulletinUnit = BulletinCounts & { regionId: number; name: string; target: BulletinTarget | null };

/** Of the targets that there are, the first of these is what a bulletin speaks of: what was paid before what was promised. */
export const BULLETIN_TARGETS: readonly TargetMeasure[] = ['DISBURSED_FEN', 'LANDED_FEN', 'FINANCING_FEN'];

/** Sums of the units, the only total a bulletin ever shows: a printed total cannot differ from its rows. */
export function totalOfUnits(units: readonly BulletinUnit[]): BulletinCounts & {
  target: { value: bigint; reached: bigint } | null;
} {
  const counts = Object.fromEntries(
    BULLETIN_COLUMN_NAMES.map((column) => [column, sumFen(units.map((unit) => unit[column]))]),
  ) as BulletinCounts;
  const targets = units.flatMap(({ target }) => target ?? []);
  const target = targets.length > 0 && {
    value: sumFen(targets.map(({ value }) => value)),
    reached: sumFen(targets.map(({ reached }) => reached)),
  };
  return { ...counts, target: target || null };
}

/** 完成年度目标任务 in basis points; null without a target. */
export function completionBps({ target }: { target: { value: bigint; reached: bigint } | null }): number | null {
  return target && ratioBps(target.reached, target.value);
}

/** 逾期率 = overdue balance ÷ outstanding balance, in basis points; null where nothing is owed (field-rules.md §5.7). */
export function overdueBps({ overdueFen, outstandingFen }: Pick<BulletinCounts, 'overdueFen' | 'outstandingFen'>) {
  return ratioBps(overdueFen, outstandingFen);
}

export type Ranked<T extends BulletinUnit> = T & { rank: number };

/** By the share of the target that is done, those without one last; then by what the year added. Equals share a rank. */
export function rankUnits<T extends BulletinUnit>(units: readonly T[]): Ranked<T>[] {
  const sorted = [...units].sort((a, b) => compareUnits(a, b) || a.regionId - b.regionId);
  return sorted.map((unit) => ({ ...unit, rank: 1 + sorted.filter((other) => compareUnits(other, unit) < 0).length }));
}

function compareUnits(a: BulletinUnit, b: BulletinUnit): number {
  const [left, right] = [a.target, b.target];
  if (left && right) {
    const difference = compareShares(left, right);
    if (difference !== 0) return difference;
  } else if (left || right) return left ? -1 : 1;
  return a.addedFen === b.addedFen ? 0 : a.addedFen > b.addedFen ? -1 : 1;
}

// Crosswise, so that rounding never decides who is ahead.
function compareShares(a: BulletinTarget, b: BulletinTarget): number {
  const [left, right] = [a.reached * b.value, b.reached * a.value];
  return left === right ? 0 : left > right ? -1 : 1;
}

// ------------------------------------------------------------------ who is praised and who is pressed

/**
 * By what a bulletin praises and presses, from a day on. Rules of the platform until an office publishes others, which
 * are then another row here: the three best; ten points behind an even pace over the year; and an overdue rate above the
 * 5 % at which lending behind a compensation fund pauses (policy value NPL_TOLERANCE, field-rules.md §1).
 */
export type BulletinRule = { from: Day; praised: number; behindBps: number; toleranceBps: number };
export const BULLETIN_RULES: readonly BulletinRule[] = [
  { from: '2017-01-01', praised: 3, behindBps: 1_000, toleranceBps: 500 },
];

/** The rule in force on the bulletin's day; before the first the first. */
export function bulletinRuleOn(day: Day): BulletinRule {
  const rule = BULLETIN_RULES.findLast(({ from }) => from <= day) ?? BULLETIN_RULES[0];
  if (!rule) throw new Error('no rule of bulletins');
  return rule;
}

export const PRESS_REASONS = ['BEHIND_PACE', 'OVERDUE'] as const;
export type PressReason = (typeof PRESS_REASONS)[number];
export type Judgement = { praised: boolean; pressed: PressReason[] };

/**
 * 表扬 and 督促 by rule alone. Pressed: less of the target done than of its time gone by at least `behindBps`, or an overdue
 * rate above the tolerance. Praised: the best by share of the target (`praised` of them, and whoever equals the last) among
 * those who have done something of it, are not pressed, and whose overdue rate is not above that of all units together.
 */
export function judgeUnits(units: readonly BulletinUnit[], rule: BulletinRule): Map<number, Judgement> {
  const total = totalOfUnits(units);
  const pressedOf = (unit: BulletinUnit) =>
    PRESS_REASONS.filter((reason) => (reason === 'OVERDUE' ? isOverdue(unit, rule) : isBehind(unit, rule)));
  const worthy = rankUnits(
    units.filter(
      (unit) =>
        unit.target !== null &&
        unit.target.reached > 0n &&
        pressedOf(unit).length === 0 &&
        unit.overdueFen * total.outstandingFen <= total.overdueFen * unit.outstandingFen,
    ),
  );
  const last = worthy[rule.praised - 1] ?? worthy.at(-1);
  const isAsGood = ({ target }: BulletinUnit) => last?.target && target && compareShares(target, last.target) <= 0;
  const praised = new Set(worthy.filter(isAsGood).map(({ regionId }) => regionId));
  return new Map(
    units.map((unit) => [unit.regionId, { praised: praised.has(unit.regionId), pressed: pressedOf(unit) }]),
  );
}

function isBehind({ target }: BulletinUnit, { behindBps }: BulletinRule): boolean {
  return target !== null && target.reached * 10_000n <= target.value * BigInt(target.elapsedBps - behindBps);
}

function isOverdue({ overdueFen, outstandingFen }: BulletinUnit, { toleranceBps }: BulletinRule): boolean {
  return overdueFen > 0n && overdueFen * 10_000n > BigInt(toleranceBps) * outstandingFen;
}

// ------------------------------------------------------------------ period, units, number

export type BulletinPeriod = 'MONTH' | 'QUARTER' | 'CUSTOM';
export type Period = { kind: BulletinPeriod; from: Day; until: Day };

/** `2026-10` is a month, `2026-Q3` a quarter; null for anything else, and for a year that nobody can mean. */
export function readPeriod(code: string): Period | null {
  const [, year, quarter, month] = /^(\d{4})-(?:Q([1-4])|(0[1-9]|1[0-2]))$/.exec(code) ?? [];
  if (!year || !isWithinReach(`${year}-01-01`)) return null;
  const first = quarter ? `${String(Number(quarter) * 3 - 2).padStart(2, '0')}` : month;
  const from = `${year}-${first}-01`;
  return quarter
    ? { kind: 'QUARTER', from, until: lastDayOfMonth(addMonths(from, 2)) }
    : { kind: 'MONTH', from, until: lastDayOfMonth(from) };
}

/** What is usually reported on: this month and the eleven before it, this quarter and the three before it. */
export function recentPeriods(today: Day): { months: string[]; quarters: string[] } {
  const firstOfMonth = `${today.slice(0, 7)}-01`;
  const month = (back: number) => addMonths(firstOfMonth, -back).slice(0, 7);
  const quarterOf = (code: string) => `${code.slice(0, 4)}-Q${Math.ceil(Number(code.slice(5)) / 3)}`;
  return {
    months: Array.from({ length: 12 }, (_, back) => month(back)),
    quarters: [0, 3, 6, 9].map((back) => quarterOf(month(back))),
  };
}

/**
 * BULLETIN_PERIOD {from, until} where it ends before it begins, DATE_IN_FUTURE where its day is still to come,
 * BULLETIN_AS_OF {from, until} where its day lies outside it.
 */
export function periodRefusal({ from, until }: Period, asOf: Day, today: Day): RefusalValue | null {
  if (until < from) return { code: 'BULLETIN_PERIOD', params: { from, until } };
  if (asOf > today) return { code: 'DATE_IN_FUTURE' };
  return asOf < from || asOf > until ? { code: 'BULLETIN_AS_OF', params: { from, until } } : null;
}

/** The day of its figures unless another is asked for: the last of the period, or today while it runs. */
export function lastKnownDay({ until }: Period, today: Day): Day {
  return compareDays(until, today) < 0 ? until : today;
}

/** The days after which the year's and the period's additions count: what a period added is a day's sums less these. */
export function daysBefore({ from }: Period, asOf: Day): { year: Day; period: Day } {
  return { year: addDays(`${asOf.slice(0, 4)}-01-01`, -1), period: addDays(from, -1) };
}

const UNITS_BELOW = {
  NATION: ['PROVINCE'],
  PROVINCE: ['CITY', 'COUNTY'],
  CITY: ['COUNTY'],
  COUNTY: ['TOWNSHIP'],
  TOWNSHIP: [],
  VILLAGE: [],
} as const satisfies Record<RegionLevel, readonly RegionLevel[]>;

/** Of which level the units of a bulletin of such a place may be; none where nothing below answers for itself. */
export function unitLevelsOf(level: RegionLevel): readonly RegionLevel[] {
  return UNITS_BELOW[level];
}

/** 发文字号 as GB/T 9704 writes it: word of the office, year in hexagonal brackets, sequence without leading zeros. */
export function bulletinNumber(word: string, year: number, sequence: number): string {
  return `${word}〔${year}〕${sequence}号`;
}
