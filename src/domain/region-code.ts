/**
 * A code of the national list as it is kept here: 2 digits for a province, then 4, 6, 9 and 12. Officials also write it at
 * full length with zeros behind (`410000`, `410225000000`): the same place.
 */
export function shortCode(typed: string): string {
  let code = typed;
  for (const [length, zeros] of LEVELS)
    if (code.length === length && code.endsWith(zeros)) code = code.slice(0, -zeros.length);
  return code;
}

/** From the village up: how long a code of that level is, and what stands behind the next one above. */
const LEVELS: readonly (readonly [number, string])[] = [
  [12, '000'],
  [9, '000'],
  [6, '00'],
  [4, '00'],
];
