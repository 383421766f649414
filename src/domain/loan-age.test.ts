import { describe, expect, it } from 'vitest';
import { bandOf, type LateEntry, settleAge } from './loan-age';

const owed = 500_000n;

describe('the age of what is overdue', () => {
  it.each([
    ['2026-03-01', null],
    ['2026-03-02', 1],
    ['2026-03-31', 1],
    ['2026-04-01', 31],
    ['2026-05-30', 31],
    ['2026-05-31', 91],
    ['2027-02-25', 361],
  ] as const)('due on 2026-03-01, on %s in the band from %s days', (day, band) => {
    expect(bandOf('2026-03-01', day)).toBe(band);
  });

  it('is recorded on the day on which time made it so, however late somebody looks', () => {
    const book = { outstandingFen: owed, overdueSinceOn: '2026-03-01' };
    expect(settleAge(book, [], '2026-03-01', '2026-04-20')).toEqual([
      { on: '2026-03-02', late: [{ fromDays: 1, cases: 1, fen: owed }] },
      {
        on: '2026-04-01',
        late: [
          { fromDays: 1, cases: -1, fen: -owed },
          { fromDays: 31, cases: 1, fen: owed },
        ],
      },
    ]);
  });

  const recorded: LateEntry[] = [
    { on: '2026-03-02', late: [{ fromDays: 1, cases: 1, fen: owed }] },
    {
      on: '2026-04-01',
      late: [
        { fromDays: 1, cases: -1, fen: -owed },
        { fromDays: 31, cases: 1, fen: owed },
      ],
    },
  ];

  it('adds nothing to what is recorded already', () => {
    expect(
      settleAge({ outstandingFen: owed, overdueSinceOn: '2026-03-01' }, recorded, '2026-03-01', '2026-04-20'),
    ).toEqual([]);
  });

  it('ends with what pays it', () => {
    expect(settleAge({ outstandingFen: 0n, overdueSinceOn: null }, recorded, '2026-04-10', '2026-04-20')).toEqual([
      { on: '2026-04-10', late: [{ fromDays: 31, cases: -1, fen: -owed }] },
    ]);
  });

  it('never was, when the money turns out to have come in time', () => {
    expect(settleAge({ outstandingFen: 0n, overdueSinceOn: null }, recorded, '2026-02-28', '2026-04-20')).toEqual([
      { on: '2026-03-02', late: [{ fromDays: 1, cases: -1, fen: -owed }] },
      {
        on: '2026-04-01',
        late: [
          { fromDays: 1, cases: 1, fen: owed },
          { fromDays: 31, cases: -1, fen: -owed },
        ],
      },
    ]);
  });

  it('goes down with a part that is paid, in the band of what stays unpaid', () => {
    const book = { outstandingFen: 200_000n, overdueSinceOn: '2026-03-20' };
    expect(settleAge(book, recorded, '2026-04-10', '2026-04-20')).toEqual([
      {
        on: '2026-04-10',
        late: [
          { fromDays: 1, cases: 1, fen: 200_000n },
          { fromDays: 31, cases: -1, fen: -owed },
        ],
      },
      {
        on: '2026-04-20',
        late: [
          { fromDays: 1, cases: -1, fen: -200_000n },
          { fromDays: 31, cases: 1, fen: 200_000n },
        ],
      },
    ]);
  });
});
