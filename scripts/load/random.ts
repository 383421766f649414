/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    return this.#whole() / 4_294_967_296;
  }

  #whole(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** One of the items, each as often as its weight says. */
  weighted<T extends { weight: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, item) => sum + item.weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return items.at(-1) as T;
  }

  /** So many bytes after a first one of 1, the version of the key: stands for a ciphertext that nobody will read. */
  cipher(length: number): Uint8Array {
    const bytes = this.bytes(length + 1);
    bytes[0] = 1;
    return bytes;
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 4) {
      const whole = this.#whole();
      bytes[at] = whole;
      bytes[at + 1] = whole >>> 8;
      bytes[at + 2] = whole >>> 16;
      bytes[at + 3] = whole >>> 24;
    }
    return bytes;
  }

  /** `length` bytes as hexadecimal digits. */
  hex(length: number): string {
    let digits = '';
    while (digits.length < length * 2) digits += this.#whole().toString(16).padStart(8, '0');
    return digits.slice(0, length * 2);
  }
}

/** Seeds what is made apart, so that it comes out the same in whatever order it is made. */
export function seedOf(seed: number, part: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca77)) >>> 0;
}

/** Keys of version 7 for moments in milliseconds, unlike those of any other place; later calls of one moment sort after earlier ones. */
export class Ids {
  #made = 0;

  constructor(private readonly place: number) {}

  make(milliseconds: number): Uint8Array {
    this.#made += 1;
    const { place } = this;
    const id = new Uint8Array(16);
    const high = Math.floor(milliseconds / 65_536);
    id[0] = high >>> 24;
    id[1] = high >>> 16;
    id[2] = high >>> 8;
    id[3] = high;
    id[4] = milliseconds >>> 8;
    id[5] = milliseconds;
    id[6] = 0x70 | ((place >>> 8) & 0x0f);
    id[7] = place;
    id[8] = 0x80;
    id[12] = this.#made >>> 24;
    id[13] = this.#made >>> 16;
    id[14] = this.#made >>> 8;
    id[15] = this.#made;
    return id;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A key as it is written in text. */
export function idText(id: Uint8Array): string {
  let text = '';
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-';
    text += HEX[id[at] as number];
  }
  return text;
}

/** The bytes of a key written in text. */
export function idBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll('-', ''), 'hex'));
}
