import { expect, it } from 'vitest';
import { type Cell, totalOf } from './figures';
import { COUNTED_AS, LOAN_CLASSES, loanClassOf } from './loan-class';
import { type Measure, measuresOf, OVERDUE_FROM_DAYS } from './measures';

it.each([
  [0, 'NORMAL'],
  [1, 'SPECIAL_MENTION'],
  [90, 'SPECIAL_MENTION'],
  [91, 'SUBSTANDARD'],
  [270, 'SUBSTANDARD'],
  [271, 'DOUBTFUL'],
  [360, 'DOUBTFUL'],
  [361, 'LOSS'],
  [4_000, 'LOSS'],
] as const)('%i days overdue: %s', (days, expected) => {
  expect(loanClassOf(days)).toBe(expected);
});

it('each age band is counted in the class of its days, and in no other', () => {
  for (const from of OVERDUE_FROM_DAYS)
    for (const each of LOAN_CLASSES.slice(1))
      expect(measuresOf(COUNTED_AS[each].cases).includes(`OVERDUE_${from}` as Measure), `${from} ${each}`).toBe(
        loanClassOf(from) === each,
      );
});

it('the classes are together what is owed', () => {
  const cell = (measure: Measure, value: bigint): Cell => ({
    regionId: 7,
    measure,
    kind: 'ENTERPRISE',
    stage: '-',
    value,
  });
  const cells = [cell('OUTSTANDING_FEN', 100n), ...OVERDUE_FROM_DAYS.map((from) => cell(`OVERDUE_${from}_FEN`, 5n))];
  const owed = LOAN_CLASSES.map((each) => totalOf(cells, { measure: COUNTED_AS[each].fen, regionId: 7 }));
  expect(owed).toEqual([70n, 10n, 10n, 5n, 5n]);
});
