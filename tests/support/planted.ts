import type pg from 'pg';
import { decrypt } from '@/server/crypto';
import { CIPHER_COLUMNS } from '../../scripts/rotate/cipher-columns';

const NUMBER = /\d{10,18}[\dXx]/g;
/** a mask leaves the first three and the last four: more than so many places in a row were never masked */
const SHOWN_AT_MOST = 9;

/** Every whole identity, telephone and account number that stands encrypted in the database. */
export async function plantedNumbers(client: pg.ClientBase): Promise<string[]> {
  const found = new Set<string>();
  for (const [table, column] of CIPHER_COLUMNS) {
    const { rows } = await client.query<{ value: Buffer }>(
      `SELECT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    for (const { value } of rows)
      for (const [number] of decrypt(value).matchAll(NUMBER)) found.add(number.toUpperCase());
  }
  return [...found];
}

const base64Of = (text: string) =>
  // inside a longer text a number stands at one of three places of the alphabet
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
  });

/** What betrays a number, and how: whole, in hexadecimal, in base64, without its ends, or its first and last six beside each other. */
export function tracesOf(number: string): [how: string, pattern: RegExp][] {
  const middle = number.length > 11 ? number.slice(4, 4 + SHOWN_AT_MOST + 1) : number;
  return [
    ['whole', new RegExp(number, 'i')],
    // the zeros that fill up a made-up number stand in others too
    ['without its ends', new RegExp(/0{5}/.test(middle) ? number : middle, 'i')],
    ['hexadecimal', new RegExp(Buffer.from(number).toString('hex'), 'i')],
    [
      'base64',
      new RegExp(
        base64Of(number)
          .map((part) => part.replace(/[+/]/g, '\\$&'))
          .join('|'),
      ),
    ],
    ['its first and last six', new RegExp(`${number.slice(0, 6)}[^0-9]{1,40}${number.slice(-6)}(?![0-9])`, 'i')],
    ['spaced out', new RegExp([...number].join('[ -]'), 'i')],
  ];
}

/** Where in these texts a number shows, as `place: how`; the numbers themselves are not named. */
export function findTraces(
  numbers: readonly string[],
  texts: Iterable<readonly [place: string, text: string]>,
): string[] {
  const traces = numbers.flatMap(tracesOf);
  const found = new Set<string>();
  for (const [place, text] of texts)
    for (const [how, pattern] of traces) if (pattern.test(text)) found.add(`${place}: ${how}`);
  return [...found];
}
