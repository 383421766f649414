import type { Growth } from '@/domain/growth';
import type { IndicatorBody, IndicatorUnit } from '@/domain/indicator';
import { type Countable, unitOf } from '@/domain/measures';
import { type AmountUnit, formatAmount, formatRate, MISSING } from '@/domain/money';
import { formatCount, formatShare } from '@/features/figures/format';

const MINUS = '\u2212';

/** A value in its unit, which stands beside it; amounts in the reader's. */
export function formatValue(value: bigint | null, of: IndicatorUnit, unit: AmountUnit): string {
  if (value === null) return MISSING;
  if (of === 'FEN') return formatAmount(value, unit);
  return of === 'PERCENT' ? formatShare(Number(value)) : formatCount(value);
}

/** A numerator or denominator: an amount or a number. */
export function formatCounted(value: bigint | null, measure: Countable, unit: AmountUnit): string {
  return formatValue(value, unitOf(measure), unit);
}

/** What a denominator counts in; a target in what its numerator does. */
export function denominatorOf({ numerator, denominator }: IndicatorBody): Countable | null {
  return denominator === 'TARGET' ? numerator : denominator;
}

const signed = (size: number, text: string) => `${size > 0 ? '+' : size < 0 ? MINUS : ''}${text}`;

/** The number of a growth with its sign; null without a base. */
export function formatGrowth(growth: Growth): string | null {
  if (growth.kind === 'DAYS') return signed(growth.days, `${Math.abs(growth.days)}`);
  if (growth.bps === null) return null;
  const rate = formatRate(Math.abs(growth.bps));
  return signed(growth.bps, growth.kind === 'POINTS' ? rate.replace('%', '') : rate);
}
