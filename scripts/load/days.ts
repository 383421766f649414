import { addMonths, type Day, isWorkday, type WorkCalendar } from '@/domain/calendar';

const MS_PER_DAY = 86_400_000;

/** A day as a number: days since 1970. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;

/** Nine in the morning of a day in Shanghai and so many minutes, in milliseconds. */
export const morning = (day: number, minutes = 0): number => day * MS_PER_DAY + 3_600_000 + minutes * 60_000;

/** The days of a load, reckoned once: asking the calendar for each of a hundred million would take the night. */
export class Days {
  readonly #texts: Day[] = [];
  readonly #yearLater: number[] = [];
  /** working days up to and with each day */
  readonly #worked: number[] = [];
  readonly #nextWorkday: number[] = [];
  readonly #lastWorkday: number[] = [];
  readonly #from: number;
  readonly first: number;
  readonly last: number;
  /** by day since the first: its month, counted from the first's; and of each month and each year its first day */
  readonly monthOf: number[] = [];
  readonly months: number[] = [];
  readonly yearOfMonth: number[] = [];

  constructor(firstDay: Day, lastDay: Day, calendar: WorkCalendar) {
    this.first = dayNumber(firstDay);
    this.last = dayNumber(lastDay);
    this.#from = this.first - 40;
    const until = this.last + 1400;
    let worked = 0;
    for (let day = this.#from; day <= until; day++) {
      const text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
      const works = isWorkday(text, calendar);
      worked += works ? 1 : 0;
      this.#texts.push(text);
      this.#worked.push(worked);
      this.#yearLater.push(dayNumber(addMonths(text, 12)));
      this.#lastWorkday.push(works ? day : (this.#lastWorkday.at(-1) ?? day));
    }
    for (let index = this.#texts.length - 1, next = until; index >= 0; index--) {
      const day = this.#from + index;
      if (this.#lastWorkday[index] === day) next = day;
      this.#nextWorkday[index] = next;
    }
    for (let day = this.first; day <= this.last; day++) {
      const month = dayNumber(`${this.text(day).slice(0, 7)}-01`);
      if (month !== this.months.at(-1)) {
        this.months.push(month);
        this.yearOfMonth.push(dayNumber(`${this.text(day).slice(0, 4)}-01-01`));
      }
      this.monthOf.push(this.months.length - 1);
    }
  }

  text(day: number): Day {
    return this.#texts[day - this.#from] as Day;
  }

  yearLater(day: number): number {
    return this.#yearLater[day - this.#from] as number;
  }

  /** The day itself where people work on it, the next on which they do otherwise. */
  workdayFrom(day: number): number {
    return this.#nextWorkday[day - this.#from] as number;
  }

  workdayUntil(day: number): number {
    return this.#lastWorkday[day - this.#from] as number;
  }

  /** Working days after `from` up to and with `to`. */
  worked(from: number, to: number): number {
    return (this.#worked[to - this.#from] as number) - (this.#worked[from - this.#from] as number);
  }
}
