import { expect, it } from 'vitest';
import { timeAgo } from './relative-time';

const now = new Date('2026-03-03T12:00:00+08:00');

it.each([
  ['2026-03-03T11:59:30+08:00', { unit: 'now' }],
  ['2026-03-03T12:00:30+08:00', { unit: 'now' }],
  ['2026-03-03T11:15:00+08:00', { unit: 'minutes', count: 45 }],
  ['2026-03-03T08:10:00+08:00', { unit: 'hours', count: 3 }],
  // the evening before, in Shanghai
  ['2026-03-02T23:50:00+08:00', { unit: 'at', text: '03-02 23:50' }],
  ['2025-12-08T08:00:00+08:00', { unit: 'at', text: '2025-12-08 08:00' }],
])('%s', (at, expected) => {
  expect(timeAgo(new Date(at), now)).toEqual(expected);
});
