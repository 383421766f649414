import { expect, it } from 'vitest';
import { screenPhase } from './screen';

const ends = new Date('2026-06-01T00:00:00Z');

it('holds until its end or until somebody takes it back, whichever comes first', () => {
  const before = new Date('2026-05-31T23:59:59Z');
  expect(screenPhase({ expiresAt: ends, revokedAt: null }, before)).toBe('LIVE');
  expect(screenPhase({ expiresAt: ends, revokedAt: null }, ends)).toBe('EXPIRED');
  expect(screenPhase({ expiresAt: ends, revokedAt: before }, before)).toBe('REVOKED');
});
