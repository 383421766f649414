/** Vectors of sums by cell, used again and again: most places have few, and each is needed for a moment only. */
export class Vectors {
  readonly #free: Float64Array[] = [];

  constructor(private readonly size: number) {}

  take(): Float64Array {
    return this.#free.pop()?.fill(0) ?? new Float64Array(this.size);
  }

  giveBack(vector: Float64Array): void {
    this.#free.push(vector);
  }
}

/** Sums by owner, programme, slot of time and cell, kept only where there are any. */
export class Plane {
  readonly #vectors = new Map<number, Float64Array>();

  constructor(
    private readonly pool: Vectors,
    private readonly programmes: number,
    private readonly slots: number,
  ) {}

  #key(owner: number, programme: number, slot: number): number {
    return (owner * this.programmes + programme) * this.slots + slot;
  }

  at(owner: number, programme: number, slot: number): Float64Array | undefined {
    return this.#vectors.get(this.#key(owner, programme, slot));
  }

  /** The sums of a slot, to be added to. */
  open(owner: number, programme: number, slot: number): Float64Array {
    const key = this.#key(owner, programme, slot);
    const known = this.#vectors.get(key);
    if (known) return known;
    const made = this.pool.take();
    this.#vectors.set(key, made);
    return made;
  }

  /** Adds another plane, each of whose owners is `ownerOf` here. */
  add(other: Plane, ownerOf: (owner: number) => number): void {
    const perOwner = this.programmes * this.slots;
    for (const [key, vector] of other.#vectors) {
      const owner = Math.floor(key / perOwner);
      const rest = key - owner * perOwner;
      addTo(this.open(ownerOf(owner), Math.floor(rest / this.slots), rest % this.slots), vector);
    }
  }

  clear(): void {
    for (const vector of this.#vectors.values()) this.pool.giveBack(vector);
    this.#vectors.clear();
  }

  /** As plain numbers, for another thread: key, count, then cells and sums. */
  pack(): Float64Array<ArrayBuffer> {
    const numbers: number[] = [];
    for (const [key, vector] of this.#vectors) {
      const start = numbers.push(key, 0);
      for (let cell = 0; cell < vector.length; cell++) {
        if (vector[cell] !== 0) numbers.push(cell, vector[cell] as number);
      }
      numbers[start - 1] = (numbers.length - start) / 2;
    }
    return Float64Array.from(numbers);
  }

  addPacked(numbers: Float64Array, ownerOf: (owner: number) => number): void {
    const perOwner = this.programmes * this.slots;
    for (let at = 0; at < numbers.length; ) {
      const [key, count] = [numbers[at] as number, numbers[at + 1] as number];
      const owner = Math.floor(key / perOwner);
      const rest = key - owner * perOwner;
      const vector = this.open(ownerOf(owner), Math.floor(rest / this.slots), rest % this.slots);
      at += 2;
      for (let pair = 0; pair < count; pair++, at += 2)
        vector[numbers[at] as number] = (vector[numbers[at] as number] as number) + (numbers[at + 1] as number);
    }
  }
}

/** Adds one vector to another. */
export function addTo(sums: Float64Array, more: Float64Array): void {
  for (let cell = 0; cell < sums.length; cell++) sums[cell] = (sums[cell] as number) + (more[cell] as number);
}
