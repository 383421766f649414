import { expect, it } from 'vitest';
import { readAsOf } from './search';

it('reads figures on a day that has come, else today', () => {
  const today = '2026-03-02';
  expect(readAsOf('2017-08-15', today)).toBe('2017-08-15');
  expect(readAsOf(today, today)).toBe(today);
  for (const typed of ['2026-03-03', '2099-01-01', '2017-02-31', '0001-01-01', '0099-05-05', '昨天', '', undefined])
    expect(readAsOf(typed, today)).toBe(today);
});
