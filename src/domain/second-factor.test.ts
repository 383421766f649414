import { describe, expect, it } from 'vitest';
import { FRESH_MINUTES, factorOwed, isFreshEnough, isUnusedStep, provesTwoFactors, stepOf } from './second-factor';

const now = new Date('2026-11-23T04:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('a second factor', () => {
  it.each([
    [{ isSetUp: false, isRequired: false, provedAt: null }, null],
    [{ isSetUp: false, isRequired: true, provedAt: null }, 'SET_UP'],
    // taken away in a session in which it had been proved
    [{ isSetUp: false, isRequired: true, provedAt: now }, 'SET_UP'],
    [{ isSetUp: true, isRequired: true, provedAt: null }, 'CODE'],
    [{ isSetUp: true, isRequired: false, provedAt: null }, 'CODE'],
    [{ isSetUp: true, isRequired: true, provedAt: ago(600) }, null],
  ] as const)('%j owes %s', (state, step) => expect(factorOwed(state)).toBe(step));

  it('is fresh for some minutes, and not asked where none is', () => {
    const state = { isSetUp: true, isRequired: true };
    expect(isFreshEnough({ ...state, provedAt: ago(FRESH_MINUTES) }, now)).toBe(true);
    expect(isFreshEnough({ ...state, provedAt: ago(FRESH_MINUTES + 0.01) }, now)).toBe(false);
    expect(isFreshEnough({ ...state, provedAt: null }, now)).toBe(false);
    expect(isFreshEnough({ isSetUp: false, isRequired: true, provedAt: null }, now)).toBe(false);
    expect(isFreshEnough({ isSetUp: false, isRequired: false, provedAt: null }, now)).toBe(true);
  });

  it('never takes a step twice, nor one before it', () => {
    const step = stepOf(now);
    expect([step - 1, step, step + 1].map((next) => isUnusedStep(next, step))).toEqual([false, false, true]);
    expect(isUnusedStep(step, null)).toBe(true);
  });
});

describe('what an identity provider asked for', () => {
  it.each([
    [['mfa'], true],
    [['pwd', 'otp'], true],
    [['pin', 'hwk'], true],
    [['pwd'], false],
    [['otp'], false],
    [['pwd', 'pin'], false],
    [[], false],
  ])('%j counts as two factors: %s', (amr, counts) => expect(provesTwoFactors(amr)).toBe(counts));
});
