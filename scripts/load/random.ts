/**
 * Numbers that look random and are the same for the same seed (sfc32). Its state has 128 bits: with 32, the streams of a
 * thousand places ran into each other, and people of two counties came out with one identity number.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed >>> 0;
    this.#b = 0x9e3779b9;
    this.#c = 0x243f6a88;
    // until every bit of the seed has reached every word
    for (let round = 0; round < 15; round++) this.#whole();
  }

  /** At least 0, below 1. */
  next(): number {
    return this.#whole() / 4_294_967_296;
  }

  #whole(): number {
    const whole = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + whole) | 0;
    return whole >>> 0;
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
