const MASK_SHOWS = 10;

/**
 * Looks for whole identity, telephone and account numbers in any amount of text, in one pass however many they are: every
 * run of digits is compared with the numbers and their middles, what is hexadecimal or base64 is read first, what is spaced
 * out is drawn together, and ends that stand beside each other are put together. Numbers are never named in what is found.
 */
export class Needles {
  private readonly whole = new Map<number, Set<string>>();
  private readonly middles = new Set<string>();
  private readonly ends = new Set<string>();
  readonly size: number;

  constructor(numbers: readonly string[]) {
    this.size = numbers.length;
    for (const number of numbers) {
      const of = this.whole.get(number.length) ?? new Set();
      this.whole.set(number.length, of.add(number));
      const middle = number.slice(4, 4 + MASK_SHOWS);
      // the zeros that fill up a made-up number stand in others too
      if (number.length > 11 && !/0{5}/.test(middle)) this.middles.add(middle);
      this.ends.add(`${number.slice(0, 6)} ${number.slice(-6)}`);
    }
  }

  /** How numbers show in this text; nothing where they do not. */
  find(text: string): string[] {
    const found = new Set<string>();
    const note = (how: string, plain: string) => {
      for (const what of this.inPlain(plain)) found.add(how === '' ? what : `${what}, ${how}`);
    };
    note('', text);
    if (text.includes('%'))
      note(
        'as an address writes it',
        text.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex) => char(hex)),
      );
    for (const [run] of text.matchAll(/(?:3[0-9]|58|78){11,}/g))
      note('hexadecimal', Buffer.from(run, 'hex').toString('latin1'));
    for (const [run] of text.matchAll(/\d(?:[ -]\d){10,}(?:[ -][Xx])?/g)) note('spaced out', run.replace(/[ -]/g, ''));
    for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{15,}/g))
      for (let shift = 0; shift < 4; shift++) {
        const plain = Buffer.from(run.slice(shift), 'base64').toString('latin1');
        if (/\d{10}/.test(plain)) note('base64', plain);
      }
    for (const [, head, tail] of text.matchAll(/(?<!\d)(\d{6})[^0-9]{1,40}(\d{5}[\dXx])(?![0-9])/g))
      if (this.ends.has(`${head} ${tail?.toUpperCase()}`)) found.add('its first and last six');
    return [...found];
  }

  private inPlain(text: string): Set<string> {
    const found = new Set<string>();
    for (const [run] of text.matchAll(/\d{10,}[Xx]?/g)) {
      const digits = run.toUpperCase();
      for (const [length, numbers] of this.whole)
        for (let at = 0; at + length <= digits.length; at++)
          if (numbers.has(digits.slice(at, at + length))) found.add('whole');
      if (found.has('whole')) continue;
      for (let at = 0; at + MASK_SHOWS <= digits.length; at++)
        if (this.middles.has(digits.slice(at, at + MASK_SHOWS))) found.add('without its ends');
    }
    return found;
  }
}

const char = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
