import type { Days } from './days';
import type { Cells } from './figures';
import { addTo, Plane, Vectors } from './planes';
import type { Rows } from './rows';

/** Everybody, as figure_rows_of writes it. */
const EVERYBODY = new Uint8Array(16);

export const FIGURE_COLUMNS = [
  'region_id',
  'owner_id',
  'programme_id',
  'late',
  'span',
  'starts_on',
  'parent_id',
  'heads',
  'cells',
  'sums',
] as const;

/** How fine a place's figures are kept. */
export type Finest = 'DAY' | 'MONTH' | 'TOTAL';
export type CubeShape = { days: Days; cells: Cells; programmeIds: readonly Uint8Array[] };
/** A place with the owners that have figures in it, by the ids they are known by there. */
export type Place = { regionId: number; parentId: number | null; owners: readonly Uint8Array[] };

/** What came in of one event: by day and by the day on which it was recorded, both since the first. */
export type Addition = {
  owner: number;
  programme: number;
  day: number;
  recordedDay: number;
  cells: readonly number[];
  sums: readonly number[];
};

/** Makes planes of one shape and writes places out of them; one a thread, for it keeps what it writes from. */
export class Cube {
  readonly #pool: Vectors;
  readonly #days: number;
  readonly #months: number;

  constructor(
    readonly shape: CubeShape,
    private readonly rows: Rows,
  ) {
    this.#pool = new Vectors(shape.cells.size);
    this.#days = shape.days.last - shape.days.first + 1;
    this.#months = shape.days.months.length;
  }

  byDay(): Plane {
    return new Plane(this.#pool, this.shape.programmeIds.length, this.#days);
  }

  byMonth(): Plane {
    return new Plane(this.#pool, this.shape.programmeIds.length, this.#months);
  }

  inAll(): Plane {
    return new Plane(this.#pool, this.shape.programmeIds.length, 1);
  }

  /** Writes each owner's rows and everybody's, which are their sum: `known` holds days, `late` what came after its day. */
  writeByDay(place: Place, known: Plane, late: Plane, owned: 'DAY' | 'MONTH'): void {
    const [all, allLate] = [this.byDay(), this.byDay()];
    all.add(known, () => 0);
    allLate.add(late, () => 0);
    for (const [owner, id] of place.owners.entries()) {
      this.#writeDays(place, id, known, owner, owned, false);
      if (owned === 'DAY') this.#writeDays(place, id, late, owner, owned, true);
    }
    this.#writeDays(place, EVERYBODY, all, 0, 'DAY', false);
    this.#writeDays(place, EVERYBODY, allLate, 0, 'DAY', true);
    all.clear();
    allLate.clear();
  }

  #writeDays(place: Place, id: Uint8Array, plane: Plane, owner: number, finest: 'DAY' | 'MONTH', late: boolean): void {
    const { days, programmeIds } = this.shape;
    const months = this.byMonth();
    for (let programme = 0; programme < programmeIds.length; programme++)
      for (let day = 0; day < this.#days; day++) {
        const sums = plane.at(owner, programme, day);
        if (!sums) continue;
        addTo(months.open(0, programme, days.monthOf[day] as number), sums);
        if (finest === 'DAY') this.#write(place, id, programme, late, 'DAY', days.first + day, sums);
      }
    this.writeByMonth(place, id, months, 0, late);
    months.clear();
  }

  /** Months, years and, but of what is late, the total: over all time nothing of that remains. */
  writeByMonth(place: Place, id: Uint8Array, plane: Plane, owner: number, late = false): void {
    const { days, programmeIds } = this.shape;
    const [year, total] = [this.#pool.take(), this.#pool.take()];
    for (let programme = 0; programme < programmeIds.length; programme++) {
      year.fill(0);
      total.fill(0);
      for (let month = 0; month < this.#months; month++) {
        const sums = plane.at(owner, programme, month);
        if (sums) {
          addTo(year, sums);
          addTo(total, sums);
          this.#write(place, id, programme, late, 'MONTH', days.months[month] as number, sums);
        }
        const january = days.yearOfMonth[month] as number;
        if (days.yearOfMonth[month + 1] === january) continue;
        this.#write(place, id, programme, late, 'YEAR', january, year);
        year.fill(0);
      }
      if (!late) this.#write(place, id, programme, false, 'TOTAL', Number.POSITIVE_INFINITY, total);
    }
    this.#pool.giveBack(year);
    this.#pool.giveBack(total);
  }

  writeTotals(place: Place, plane: Plane): void {
    for (const [owner, id] of place.owners.entries())
      for (let programme = 0; programme < this.shape.programmeIds.length; programme++) {
        const sums = plane.at(owner, programme, 0);
        if (sums) this.#write(place, id, programme, false, 'TOTAL', Number.POSITIVE_INFINITY, sums);
      }
  }

  /** The row of a span; none where nothing remains. Beside the sums stand those of each measure over its kinds, as figure_heads adds them. */
  #write(
    { regionId, parentId }: Place,
    owner: Uint8Array,
    programme: number,
    late: boolean,
    span: string,
    startsOn: number,
    vector: Float64Array,
  ): void {
    const { cells, programmeIds } = this.shape;
    const numbers: number[] = [];
    const sums: number[] = [];
    const heads = new Array<number | null>(cells.heads).fill(null);
    for (let cell = 0; cell < vector.length; cell++) {
      const sum = vector[cell] as number;
      if (sum === 0) continue;
      numbers.push(cell);
      sums.push(sum);
      const head = cells.headOf[cell] as number;
      if (head >= 0) heads[head] = (heads[head] ?? 0) + sum;
    }
    if (numbers.length === 0) return;
    const programmeId = programmeIds[programme] as Uint8Array;
    this.rows.write([regionId, owner, programmeId, late, span, startsOn, parentId, heads, numbers, sums]);
  }
}

type Township = { place: Place; months: Plane; totals: Plane };

/** The figures of one county and its townships while its cases are made. */
export class CountyFigures {
  readonly known: Plane;
  readonly late: Plane;
  readonly #townships: readonly Township[];

  constructor(
    private readonly cube: Cube,
    private readonly place: Place,
    townshipIds: readonly number[],
  ) {
    [this.known, this.late] = [cube.byDay(), cube.byDay()];
    this.#townships = townshipIds.map((regionId) => ({
      place: { regionId, parentId: place.regionId, owners: place.owners },
      months: cube.byMonth(),
      totals: cube.inAll(),
    }));
  }

  add(township: number, { owner, programme, day, recordedDay, cells, sums }: Addition): void {
    const { months, totals } = this.#townships[township] as Township;
    const month = this.cube.shape.days.monthOf[day] as number;
    bump(this.known.open(owner, programme, day), cells, sums, 1);
    bump(months.open(0, programme, month), cells, sums, 1);
    bump(totals.open(owner, programme, 0), cells, sums, 1);
    if (recordedDay <= day) return;
    bump(this.late.open(owner, programme, recordedDay), cells, sums, 1);
    bump(this.late.open(owner, programme, day), cells, sums, -1);
  }

  write(): void {
    this.cube.writeByDay(this.place, this.known, this.late, 'MONTH');
    for (const { place, months, totals } of this.#townships) {
      this.cube.writeByMonth(place, EVERYBODY, months, 0);
      this.cube.writeTotals(place, totals);
    }
  }

  clear(): void {
    for (const plane of [this.known, this.late]) plane.clear();
    for (const { months, totals } of this.#townships) for (const plane of [months, totals]) plane.clear();
  }
}

function bump(vector: Float64Array, cells: readonly number[], sums: readonly number[], sign: 1 | -1): void {
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] as number;
    vector[cell] = (vector[cell] as number) + sign * (sums[index] as number);
  }
}
