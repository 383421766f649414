import { expect, it } from 'vitest';
import { nextUrgeDay } from './urge';

const calendar = { publishedThrough: [2026], exceptions: new Map([['2026-03-09', 'HOLIDAY' as const]]) };

it.each([
  ['2026-03-03', '2026-03-04'],
  // over the weekend and a holiday on the Monday
  ['2026-03-06', '2026-03-10'],
  // urged on a Saturday
  ['2026-03-07', '2026-03-10'],
])('who urged on %s may urge again on %s', (urgedOn, next) => {
  expect(nextUrgeDay(urgedOn, calendar)).toBe(next);
});
