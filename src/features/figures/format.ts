import { type Measure, unitOf } from '@/domain/measures';
import { type AmountUnit, type Fen, formatAmount, formatRate, MISSING } from '@/domain/money';

const ONE_YI: Fen = 10_000_000_000n;
const ONE_WAN: Fen = 1_000_000n;

/** A number of cases with separators. */
export function formatCount(count: bigint): string {
  return count < 0n ? `\u2212${(-count).toLocaleString('en-US')}` : count.toLocaleString('en-US');
}

/** A share for a column whose head says %. */
export function formatShare(bps: number | null): string {
  return formatRate(bps).replace('%', '');
}

/** Without decimals, for ticks and labels of a drawing; 亿元 keeps them. */
export function formatTick(fen: Fen, unit: AmountUnit): string {
  const text = formatAmount(fen, unit);
  return unit === 'YI' ? text : text.replace(/\.\d+$/, '');
}

/** The unit in which a headline figure stays short; the full figure then stands under it. */
export function headlineUnit(fen: Fen, unit: AmountUnit): AmountUnit {
  if (unit === 'YI' || fen >= ONE_YI) return 'YI';
  return unit === 'YUAN' && fen >= ONE_WAN ? 'WAN' : unit;
}

/** A value of a measure: an amount in `unit`, or a number of cases. */
export function formatMeasured(value: bigint | null, measure: Measure, unit: AmountUnit): string {
  if (value === null) return MISSING;
  return unitOf(measure) === 'FEN' ? formatAmount(value, unit) : formatCount(value);
}
