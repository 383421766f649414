import { randomInt } from 'node:crypto';

// Without 0 O, 1 l I, 5 S, 2 Z: read out over a telephone or copied from paper.
const ALPHABET = 'abcdefghjkmnpqrtuvwxy346789';

/** A one-time password: twelve random characters in groups of four, 57 bits. */
export function makeOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}
