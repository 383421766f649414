import type { IndicatorUnit } from './indicator';
import { divideHalfUp, ratioBps } from './money';

/**
 * 同比, 环比: how a value compares to an earlier one. Amounts, numbers and averages grow by a rate in basis points (null where
 * there was nothing, or less, to grow from); shares move by points and stays by days, which are not rates of anything.
 */
export type Growth =
  | { kind: 'RATE'; bps: number | null }
  | { kind: 'POINTS'; bps: number }
  | { kind: 'DAYS'; days: number };

/** Basis points by which a value is above its base, half-up; null without a base to grow from. */
export function growthBps(value: bigint, base: bigint): number | null {
  return base <= 0n ? null : ratioBps(value - base, base);
}

/**
 * The base behind a published value and its growth: 596 households after +514.43 % were 97, 2,024.39 after +625.25 % were
 * 279.13 (field-rules.md §5.8). Half-up, in the unit of the value; null where growth says that nothing is left.
 */
export function baseOf(value: bigint, growth: number): bigint | null {
  return growth <= -10_000 ? null : divideHalfUp(value * 10_000n, 10_000n + BigInt(growth));
}

/** The growth of an indicator; null where either value is missing. */
export function growthOf(unit: IndicatorUnit, value: bigint | null, base: bigint | null): Growth | null {
  if (value === null || base === null) return null;
  if (unit === 'PERCENT') return { kind: 'POINTS', bps: Number(value - base) };
  if (unit === 'WORKING_DAYS') return { kind: 'DAYS', days: Number(value - base) };
  return { kind: 'RATE', bps: growthBps(value, base) };
}
