import { addDays, addMonths, type Day, daysBetween } from '@/domain/calendar';
import type { TableWriter } from './tables';

/** Everybody, as figure_rows_of writes it. */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/** The spans by which a place is counted, and the month each is in. */
export type Slots = { list: readonly { startsOn: Day; month: Day }[] };
/** How fine a place's figures are kept. */
export type Finest = 'DAY' | 'MONTH' | 'TOTAL';
export type CubeShape = { slots: Slots; programmeIds: readonly string[]; cells: number };

const monthOf = (day: Day): Day => `${day.slice(0, 8)}01`;

/** Every day from the first to the last. */
export function daySlots(firstDay: Day, lastDay: Day): Slots {
  const count = daysBetween(firstDay, lastDay) + 1;
  const days = Array.from({ length: count }, (_, index) => addDays(firstDay, index));
  return { list: days.map((day) => ({ startsOn: day, month: monthOf(day) })) };
}

/** Every month that these days are in. */
export function monthSlots(firstDay: Day, lastDay: Day): Slots {
  const list: { startsOn: Day; month: Day }[] = [];
  for (let month = monthOf(firstDay); month <= lastDay; month = addMonths(month, 1))
    list.push({ startsOn: month, month });
  return { list };
}

/** Sums by owner, programme, slot and cell of one place, close together so that adding up a country is adding arrays. */
class Plane {
  readonly #sums: Float64Array;
  /** which slots hold anything: most of a township's do not */
  readonly #touched: Uint8Array;

  constructor(
    owners: number,
    private readonly shape: CubeShape,
  ) {
    const slots = owners * shape.programmeIds.length * shape.slots.list.length;
    this.#touched = new Uint8Array(slots);
    this.#sums = new Float64Array(slots * shape.cells);
  }

  #index(owner: number, programme: number, slot: number): number {
    const { programmeIds, slots } = this.shape;
    return (owner * programmeIds.length + programme) * slots.list.length + slot;
  }

  #cellsAt(index: number): Float64Array {
    return this.#sums.subarray(index * this.shape.cells, (index + 1) * this.shape.cells);
  }

  /** The sums of a slot by cell; null where nothing was added. */
  at(owner: number, programme: number, slot: number): Float64Array | null {
    const index = this.#index(owner, programme, slot);
    return this.#touched[index] ? this.#cellsAt(index) : null;
  }

  bump(owner: number, programme: number, slot: number, cell: number, sum: number): void {
    const index = this.#index(owner, programme, slot);
    this.#touched[index] = 1;
    const at = index * this.shape.cells + cell;
    this.#sums[at] = (this.#sums[at] as number) + sum;
  }

  addOwner(owner: number, other: Plane, from: number): void {
    const length = this.#index(1, 0, 0);
    for (let offset = 0; offset < length; offset++) {
      if (!other.#touched[from * length + offset]) continue;
      this.#touched[owner * length + offset] = 1;
      addTo(this.#cellsAt(owner * length + offset), other.#cellsAt(from * length + offset));
    }
  }
}

/** What is added in a slot, by cell (its number less one). `recordedSlot` is later when it came in late. */
export type Addition = {
  owner: number;
  programme: number;
  slot: number;
  recordedSlot: number;
  cell: number;
  sum: number;
};

/** The figures of one place by owner: what is known now, and what was recorded after its day. */
export class PlaceFigures {
  readonly #known: Plane;
  readonly #late: Plane;

  constructor(
    readonly regionId: number,
    private readonly owners: number,
    private readonly shape: CubeShape,
  ) {
    this.#known = new Plane(owners, shape);
    this.#late = new Plane(owners, shape);
  }

  add({ owner, programme, slot, recordedSlot, cell, sum }: Addition): void {
    this.#known.bump(owner, programme, slot, cell, sum);
    if (recordedSlot <= slot) return;
    this.#late.bump(owner, programme, recordedSlot, cell, sum);
    this.#late.bump(owner, programme, slot, cell, -sum);
  }

  /** Adds an owner of a place below to one of this. */
  addFrom(owner: number, below: PlaceFigures, from: number): void {
    this.#known.addOwner(owner, below.#known, from);
    this.#late.addOwner(owner, below.#late, from);
  }

  /** Writes the rows of each owner under the ids it is known by here, and of everybody as their sum, each as fine as kept. */
  write(
    writer: TableWriter,
    kept: { everybody: Finest; owner: Finest },
    idsOf: (owner: number) => readonly string[],
  ): void {
    const everybody = new PlaceFigures(this.regionId, 1, this.shape);
    for (let owner = 0; owner < this.owners; owner++) {
      everybody.addFrom(0, this, owner);
      this.#writeOwner(writer, kept.owner, owner, idsOf(owner));
    }
    everybody.#writeOwner(writer, kept.everybody, 0, [EVERYBODY]);
  }

  #writeOwner(writer: TableWriter, finest: Finest, owner: number, ids: readonly string[]): void {
    for (let programme = 0; programme < this.shape.programmeIds.length; programme++) {
      const write = (late: boolean) => (span: Finest, startsOn: string, sums: Float64Array) => {
        const packed = pack(sums);
        if (!packed) return;
        for (const id of ids)
          writer.write([
            this.regionId,
            id,
            this.shape.programmeIds[programme] as string,
            late,
            span,
            startsOn,
            ...packed,
          ]);
      };
      this.#eachSpan(this.#known, finest, owner, programme, write(false));
      // what is late is taken off where it is added: over all time nothing remains
      if (finest === 'DAY') this.#eachSpan(this.#late, finest, owner, programme, write(true), 'MONTH');
    }
  }

  #eachSpan(
    plane: Plane,
    finest: Finest,
    owner: number,
    programme: number,
    row: (span: Finest, startsOn: string, sums: Float64Array) => void,
    coarsest: Finest = 'TOTAL',
  ): void {
    const { slots, cells } = this.shape;
    const total = new Float64Array(cells);
    const month = new Float64Array(cells);
    for (const [slot, { startsOn, month: startOfMonth }] of slots.list.entries()) {
      const sums = plane.at(owner, programme, slot);
      if (sums) {
        addTo(month, sums);
        addTo(total, sums);
        if (finest === 'DAY') row('DAY', startsOn, sums);
      }
      if (slots.list[slot + 1]?.month === startOfMonth) continue;
      if (finest !== 'TOTAL') row('MONTH', startOfMonth, month);
      month.fill(0);
    }
    if (coarsest === 'TOTAL') row('TOTAL', 'infinity', total);
  }
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let cell = 0; cell < sums.length; cell++) sums[cell] = (sums[cell] as number) + (more[cell] as number);
}

/** The cells that are not zero and their sums, as arrays for COPY; null when there are none. Cells are numbered from 1. */
function pack(sums: Float64Array): [string, string] | null {
  const cells: number[] = [];
  const values: string[] = [];
  for (let cell = 0; cell < sums.length; cell++) {
    const sum = sums[cell] as number;
    if (sum === 0) continue;
    cells.push(cell + 1);
    values.push(sum.toFixed(0));
  }
  return cells.length === 0 ? null : [`{${cells.join(',')}}`, `{${values.join(',')}}`];
}
