import { expect, it } from 'vitest';
import { eveOf, monthsUntil, periodBefore, periodUntil, sameLastYear } from './indicator-period';

it.each([
  ['MONTH', '2026-03-02', '2026-03-01'],
  ['QUARTER', '2026-03-02', '2026-01-01'],
  ['QUARTER', '2026-12-31', '2026-10-01'],
  ['YEAR', '2026-12-31', '2026-01-01'],
] as const)('%s to %s begins on %s', (name, until, from) => {
  expect(periodUntil(name, until)).toEqual({ from, until });
  expect(eveOf({ from: '2026-01-01', until })).toBe('2025-12-31');
});

it('compares as much of the period before, and a whole month to a whole one', () => {
  const month = (until: string) => periodUntil('MONTH', until);
  expect(periodBefore('MONTH', month('2026-03-15'))).toEqual({ from: '2026-02-01', until: '2026-02-15' });
  expect(periodBefore('MONTH', month('2026-03-30'))).toEqual({ from: '2026-02-01', until: '2026-02-28' });
  expect(periodBefore('MONTH', month('2026-02-28'))).toEqual({ from: '2026-01-01', until: '2026-01-31' });
  expect(periodBefore('QUARTER', periodUntil('QUARTER', '2026-02-10'))).toEqual({
    from: '2025-10-01',
    until: '2025-11-10',
  });
  expect(sameLastYear(month('2024-02-29'))).toEqual({ from: '2023-02-01', until: '2023-02-28' });
  expect(sameLastYear(month('2025-02-28'))).toEqual({ from: '2024-02-01', until: '2024-02-29' });
});

it('goes back month by month', () => {
  expect(monthsUntil('2026-03-15', 3)).toEqual([
    { from: '2026-01-01', until: '2026-01-31' },
    { from: '2026-02-01', until: '2026-02-28' },
    { from: '2026-03-01', until: '2026-03-15' },
  ]);
});
