/** A calendar day of Asia/Shanghai, written 'YYYY-MM-DD'. It never passes through the machine's time zone. */
export type Day = string;

/**
 * The national working calendar: what the State Council's yearly notices change about plain weeks.
 * `publishedThrough` lists every year whose notice has been entered; `exceptions` holds days off that are not weekends
 * (and weekends named as holidays) as HOLIDAY, and weekend days worked in exchange as WORKDAY.
 */
export type WorkCalendar = {
  publishedThrough: readonly number[];
  exceptions: ReadonlyMap<Day, 'HOLIDAY' | 'WORKDAY'>;
};

const MS_PER_DAY = 86_400_000;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Holidays that fall on the same solar date each year, used for a year whose notice is not published yet. */
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '05-01', '10-01', '10-02', '10-03']);

const shanghaiFormat = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day it is in Shanghai at this instant. */
export function dayOf(instant: Date): Day {
  const parts = new Map(shanghaiFormat.formatToParts(instant).map((part) => [part.type, part.value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/** The instant at which a day begins in Shanghai (UTC+8; no summer time since 1991), for bounds of queries on instants. */
export function startOfDay(day: Day): Date {
  toOrdinal(day);
  return new Date(`${day}T00:00:00+08:00`);
}

/** True for a 'YYYY-MM-DD' that exists in the calendar. */
export function isValidDay(text: string): boolean {
  const match = DAY_PATTERN.exec(text);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

/** The first and the last day that a person may mean: the years of the Republic, and those for which anything is planned. */
const [EARLIEST_DAY, LATEST_DAY]: readonly [Day, Day] = ['1949-10-01', '2099-12-31'];

/** Whether a day is one that a person may mean; from either end a reckoning reaches neither edge of the calendar nor far. */
export function isWithinReach(day: Day): boolean {
  return day >= EARLIEST_DAY && day <= LATEST_DAY;
}

/** True for a day of the calendar that a person may mean: what a form or an address is asked. */
export function isUsableDay(text: string): boolean {
  return isValidDay(text) && isWithinReach(text);
}

/** Days in a month of the Gregorian calendar; `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return fromOrdinal(toOrdinal(day) + count);
}

/**
 * The same date `count` months later; a date that the month lacks becomes its last day (31 January + 1 = 28 or 29 February).
 * Always count from the first day of a plan: stepping month by month would lose the 31st for good.
 */
export function addMonths(day: Day, count: number): Day {
  toOrdinal(day);
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  const date = Math.min(Number(day.slice(8, 10)), daysInMonth(year, month));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** The last day of the month that a day is in. */
export function lastDayOfMonth(day: Day): Day {
  toOrdinal(day);
  return `${day.slice(0, 8)}${daysInMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)))}`;
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toOrdinal(to) - toOrdinal(from);
}

/** −1, 0 or 1: for sorting and for "not before". */
export function compareDays(left: Day, right: Day): -1 | 0 | 1 {
  const difference = daysBetween(right, left);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** Completed years of age on a day. Somebody born on 29 February completes a year on 1 March where the year has no such day. */
export function ageOn(bornOn: Day, on: Day): number {
  toOrdinal(bornOn);
  toOrdinal(on);
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Whether people work on this day; for a year not published, from weekends and fixed holidays only. */
export function isWorkday(day: Day, calendar: WorkCalendar): boolean {
  return isWorkOrdinal(toOrdinal(day), calendar);
}

/** True when the year of this day has no published calendar, so that what is derived from it may still move. */
export function isProvisionalDay(day: Day, calendar: WorkCalendar): boolean {
  return !calendar.publishedThrough.includes(Number(day.slice(0, 4)));
}

/**
 * The nth working day after `day` (which itself never counts); before it when `count` is negative; `day` itself for 0.
 * `provisional` says that a day of an unpublished year was counted or passed over on the way.
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): { day: Day; provisional: boolean } {
  if (!Number.isInteger(count)) throw new RangeError(`Working days must be a whole number: ${count}`);
  const step = count < 0 ? -1 : 1;
  let ordinal = toOrdinal(day);
  let provisional = false;
  for (let left = Math.abs(count); left > 0; ) {
    ordinal += step;
    const current = fromOrdinal(ordinal);
    if (isProvisionalDay(current, calendar)) provisional = true;
    if (isWorkOrdinal(ordinal, calendar)) left -= 1;
  }
  return { day: fromOrdinal(ordinal), provisional };
}

/**
 * Working days after `from` up to and including `to`: the working days that remain at `from` for what is due on `to`.
 * Negative when `to` is earlier: the working days overdue. So `workingDaysBetween(a, b) = −workingDaysBetween(b, a)`.
 */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkCalendar): number {
  const [start, end] = [toOrdinal(from), toOrdinal(to)];
  if (end < start) {
    const count = workingDaysBetween(to, from, calendar);
    return count === 0 ? 0 : -count;
  }
  let count = 0;
  for (let ordinal = start + 1; ordinal <= end; ordinal += 1) if (isWorkOrdinal(ordinal, calendar)) count += 1;
  return count;
}

function isWorkOrdinal(ordinal: number, calendar: WorkCalendar): boolean {
  const day = fromOrdinal(ordinal);
  const exception = calendar.exceptions.get(day);
  if (exception) return exception === 'WORKDAY';
  // Ordinal 0 is 1970-01-01, a Thursday; 0 = Sunday.
  const weekday = (((ordinal + 4) % 7) + 7) % 7;
  if (weekday === 0 || weekday === 6) return false;
  return !(isProvisionalDay(day, calendar) && FIXED_HOLIDAYS.has(day.slice(5)));
}

function toOrdinal(day: Day): number {
  if (!isValidDay(day)) throw new RangeError(`Not a calendar day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

function fromOrdinal(ordinal: number): Day {
  const date = new Date(ordinal * MS_PER_DAY);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (Number.isNaN(year) || year < 1 || year > 9999) throw new RangeError('Day outside the years 1 to 9999');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
