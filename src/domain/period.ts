import type { Actor, Label, RegionLevel } from './actor';
import {
  addDays,
  addMonths,
  addWorkingDays,
  type Day,
  isWithinReach,
  lastDayOfMonth,
  type WorkCalendar,
} from './calendar';
import { can } from './permissions';
import type { RefusalValue } from './refusal';

export const PERIOD_KINDS = ['MONTH', 'QUARTER'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** 报告期: '2026-10' or '2026-Q3'. */
export type Period = string;

const PATTERN = /^(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))$/;
const MONTHS = { MONTH: 1, QUARTER: 3 } as const satisfies Record<PeriodKind, number>;

/** True for a month or quarter as it is written here, of a year that a person may mean. */
export function isPeriod(text: string): boolean {
  return PATTERN.test(text) && isWithinReach(`${text.slice(0, 4)}-01-01`);
}

/** Year, and the number of the month or quarter in it. */
export function partsOf(period: Period): { kind: PeriodKind; year: number; number: number } {
  const match = PATTERN.exec(period);
  if (!match) throw new RangeError(`Not a period: ${period}`);
  const [, year, month, quarter] = match;
  return { kind: month ? 'MONTH' : 'QUARTER', year: Number(year), number: Number(month ?? quarter) };
}

/** The month or quarter that a day is in. */
export function periodOf(day: Day, kind: PeriodKind): Period {
  if (kind === 'MONTH') return day.slice(0, 7);
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / MONTHS.QUARTER)}`;
}

export function firstDayOf(period: Period): Day {
  const { kind, year, number } = partsOf(period);
  const month = (number - 1) * MONTHS[kind] + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}

export function lastDayOf(period: Period): Day {
  return lastDayOfMonth(addMonths(firstDayOf(period), MONTHS[partsOf(period).kind] - 1));
}

/** The last `count` periods that are over on a day, the latest first. */
export function endedPeriods(today: Day, kind: PeriodKind, count: number): Period[] {
  const first = firstDayOf(periodOf(today, kind));
  return Array.from({ length: count }, (_, index) => periodOf(addMonths(first, -MONTHS[kind] * (index + 1)), kind));
}

/**
 * Working days after the end of a period within which each level reports. No document of the programmes sets them: a step
 * of two to three days leaves each level time to look at what came from below, and the province is done by mid-month.
 */
const DUE_WORKING_DAYS = {
  VILLAGE: 3,
  TOWNSHIP: 3,
  COUNTY: 5,
  CITY: 7,
  PROVINCE: 10,
  NATION: 15,
} as const satisfies Record<RegionLevel, number>;

/** The last day on which a place of the level reports a period in time. */
export function dueDayOf(period: Period, level: RegionLevel, calendar: WorkCalendar): Day {
  return addWorkingDays(lastDayOf(period), DUE_WORKING_DAYS[level], calendar).day;
}

export const PERIOD_STATUSES = ['REPORTED', 'REVIEWED', 'SIGNED', 'RETURNED'] as const;
export type PeriodStatus = (typeof PERIOD_STATUSES)[number];
/** MISSING: has cases and has not reported. NOTHING: had no case until the end of the period, so nothing is owed. */
export type PeriodState = PeriodStatus | 'MISSING' | 'NOTHING';

/** Whether the place still has to hand in. */
export function isOwed(state: PeriodState): boolean {
  return state === 'MISSING' || state === 'RETURNED';
}

/** The order in which a list names places: who has not reported first. */
export const STATE_ORDER: readonly PeriodState[] = ['MISSING', 'RETURNED', 'REPORTED', 'REVIEWED', 'SIGNED', 'NOTHING'];

// ------------------------------------------------------------------ who may do what

/** Kinds of organisations that answer for the place they stand in; a place without one is part of the place above. */
export const REPORTING_BODIES = ['LEADING_GROUP', 'COUNTY_OFFICE', 'TOWNSHIP_OFFICE'] as const;

/** A place with those it lies in. */
export type PlacePath = {
  regionId: number;
  provinceId: number | null;
  cityId: number | null;
  countyId: number | null;
  townshipId: number | null;
};

type Person = Pick<Actor, 'userId' | 'roles' | 'organisation' | 'scope'>;

/** Whether the place is in what the person sees; people of a financier see no place. */
export function isWithin({ scope }: Pick<Actor, 'scope'>, place: PlacePath): boolean {
  if (scope.kind === 'NATION') return true;
  return scope.kind === 'REGION' && scope.column !== 'villageId' && place[scope.column] === scope.regionId;
}

function isOfBody({ organisation }: Person): boolean {
  return (REPORTING_BODIES as readonly string[]).includes(organisation.kind);
}

const isOfPlace = (actor: Person, place: PlacePath) =>
  isOfBody(actor) && actor.organisation.regionId === place.regionId;

/** 填报: an officer of the place's own body. */
export function mayReport(actor: Person, place: PlacePath): boolean {
  return can(actor, 'period.report') && isOfPlace(actor, place);
}

/** 审核: an officer of the place's own body or of one above it, for many a township has one officer alone. */
export function mayReview(actor: Person, place: PlacePath): boolean {
  return can(actor, 'period.review') && isOfBody(actor) && isWithin(actor, place);
}

/** 签发: the leader of the place's own body. */
export function maySign(actor: Person, place: PlacePath): boolean {
  return can(actor, 'period.sign') && isOfPlace(actor, place);
}

export type ReportFacts = {
  state: PeriodState;
  period: Period;
  today: Day;
  /** names of places below that have neither signed nor are left out */
  unsigned: readonly Label[];
  /** how many places below are left out, for the reason in the remark */
  leftOut: number;
  remark: string;
};

/**
 * Whether a place may hand in: after the period, after those below it, and not what is handed in already.
 * NOT_PERMITTED, PERIOD_NOT_ENDED {day}, STATUS_DOES_NOT_ALLOW, PERIOD_CHILDREN_MISSING {places}, PERIOD_REASON_MISSING.
 */
export function reportRefusal(actor: Person, place: PlacePath, facts: ReportFacts): RefusalValue | null {
  if (!mayReport(actor, place)) return { code: 'NOT_PERMITTED' };
  const end = lastDayOf(facts.period);
  if (facts.today <= end) return { code: 'PERIOD_NOT_ENDED', params: { day: addDays(end, 1) } };
  if (!isOwed(facts.state) && facts.state !== 'NOTHING') return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (facts.unsigned.length > 0) return { code: 'PERIOD_CHILDREN_MISSING', params: { places: facts.unsigned } };
  return facts.leftOut > 0 && facts.remark === '' ? { code: 'PERIOD_REASON_MISSING' } : null;
}

export type Handed = { status: PeriodStatus; reportedById: string; reviewedById: string | null };

/** Whether somebody may review: not who reported. NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON. */
export function reviewRefusal(actor: Person, place: PlacePath, report: Handed): RefusalValue | null {
  if (!mayReview(actor, place)) return { code: 'NOT_PERMITTED' };
  if (report.status !== 'REPORTED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  return report.reportedById === actor.userId ? { code: 'PERIOD_SAME_PERSON' } : null;
}

/**
 * Whether somebody may sign, which locks the figures: neither who reported nor who reviewed. NOT_PERMITTED,
 * STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON.
 */
export function signRefusal(actor: Person, place: PlacePath, report: Handed): RefusalValue | null {
  if (!maySign(actor, place)) return { code: 'NOT_PERMITTED' };
  if (report.status !== 'REVIEWED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  const before = [report.reportedById, report.reviewedById];
  return before.includes(actor.userId) ? { code: 'PERIOD_SAME_PERSON' } : null;
}

/**
 * Whether somebody may send back what is not locked: whoever could review or sign it. NOT_PERMITTED,
 * STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON.
 */
export function returnRefusal(actor: Person, place: PlacePath, report: Handed): RefusalValue | null {
  if (!mayReview(actor, place) && !maySign(actor, place)) return { code: 'NOT_PERMITTED' };
  if (report.status !== 'REPORTED' && report.status !== 'REVIEWED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  return report.reportedById === actor.userId ? { code: 'PERIOD_SAME_PERSON' } : null;
}
