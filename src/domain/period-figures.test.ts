import { expect, it } from 'vitest';
import { compareFigures, PERIOD_FIGURES, PERIOD_MEASURES } from './period-figures';

const figure = { span: 'STOCK', measure: 'ACCEPTED' } as const;
const other = { span: 'FLOW', measure: 'ACCEPTED' } as const;

it('names each figure once, with what the cube must give for it', () => {
  const keys = PERIOD_FIGURES.map(({ span, measure }) => `${span} ${measure}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(PERIOD_MEASURES).toContain('OVERDUE_361_FEN');
  expect(PERIOD_MEASURES).not.toContain('OVERDUE');
});

it('shows what came late beside what was reported', () => {
  const reported = [
    { ...figure, value: 7n },
    { ...other, value: 2n },
  ];
  const now = [
    { ...figure, value: 9n },
    { ...other, value: 2n },
  ];
  expect(compareFigures(reported, now)).toEqual([
    { ...figure, reported: 7n, now: 9n, change: 2n },
    { ...other, reported: 2n, now: 2n, change: 0n },
  ]);
  expect(compareFigures(null, now)[0]).toEqual({ ...figure, reported: null, now: 9n, change: 0n });
  expect(compareFigures([], now)[0]?.change).toBe(9n);
});
