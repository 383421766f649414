import { describe, expect, it } from 'vitest';
import { isProofFresh, mayLookAgain } from './looks';

const now = new Date('2026-03-02T04:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('a proof of who is there', () => {
  it.each([
    [5, null, true],
    [6, null, false],
    [600, 5, true],
    [600, 6, false],
  ])('of a sign-in %i minutes ago and a password %s minutes ago is fresh: %s', (began, typed, fresh) => {
    const proof = {
      method: 'PASSWORD' as const,
      createdAt: ago(began),
      passwordAt: typed === null ? null : ago(typed),
    };
    expect(isProofFresh(proof, now)).toBe(fresh);
  });
});

describe('the looks of a day', () => {
  it('end at the limit and go on as far as was allowed', () => {
    expect(mayLookAgain({ looks: 29, allowed: 0 }, 30)).toBe(true);
    expect(mayLookAgain({ looks: 30, allowed: 0 }, 30)).toBe(false);
    expect(mayLookAgain({ looks: 34, allowed: 5 }, 30)).toBe(true);
    expect(mayLookAgain({ looks: 35, allowed: 5 }, 30)).toBe(false);
    expect(mayLookAgain({ looks: 0, allowed: 0 }, 0)).toBe(false);
  });
});
