import { expect, it } from 'vitest';
import { BOARD, boardFrom, prepareBoard } from './board';

const TODAY = '2026-03-02';

it('compares two whole days, whatever today has brought', () => {
  const rows = prepareBoard(
    [
      { day: '2026-02-27', measure: 'ACCEPTED', value: 100n },
      { day: '2026-02-28', measure: 'ACCEPTED', value: 5n },
      { day: '2026-03-01', measure: 'ACCEPTED', value: 3n },
      { day: TODAY, measure: 'ACCEPTED', value: 4n },
    ],
    TODAY,
  );
  expect(boardFrom(TODAY)).toBe('2026-02-28');
  expect(rows.map((row) => row.measure)).toEqual([...BOARD]);
  expect(rows[0]).toEqual({
    measure: 'ACCEPTED',
    sinceYesterday: 7n,
    yesterday: 3n,
    today: 4n,
    dayBefore: 5n,
    change: -2n,
  });
});

it('counts a loan that only grows older as overdue once, and one that was paid off again', () => {
  const [, , , , overdue] = prepareBoard(
    [
      { day: '2026-03-01', measure: 'OVERDUE_1', value: 1n },
      { day: '2026-03-01', measure: 'OVERDUE_31', value: 1n },
      { day: '2026-03-01', measure: 'OVERDUE_1', value: -1n },
      { day: TODAY, measure: 'OVERDUE_1', value: -1n },
    ],
    TODAY,
  );
  expect(overdue).toMatchObject({ measure: 'OVERDUE', yesterday: 1n, today: -1n, sinceYesterday: 0n, change: 1n });
});
