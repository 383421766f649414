import { expect, it } from 'vitest';
import { placesGained, ranksOf } from './standings';

const rows = [
  { id: 'a', value: 5n },
  { id: 'b', value: 9n },
  { id: 'c', value: 5n },
  { id: 'd', value: null },
  { id: 'e', value: 1n },
];

it('ranks the most first, or the least; equals share a rank and what has no value has none', () => {
  expect([...ranksOf(rows)]).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 2],
    ['e', 4],
  ]);
  expect([...ranksOf(rows, true)]).toEqual([
    ['a', 2],
    ['b', 4],
    ['c', 2],
    ['e', 1],
  ]);
});

it('tells the places gained or lost since, and nothing of what was or is not ranked', () => {
  const now = ranksOf(rows);
  const before = ranksOf([
    { id: 'b', value: 1n },
    { id: 'a', value: 3n },
  ]);
  expect(['a', 'b', 'c', 'd'].map((id) => placesGained(now, before, id))).toEqual([-1, 1, null, null]);
});
