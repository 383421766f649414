import { removeSpaces } from '@/lib/text';

/** RMB in fen, the only form in which money is stored, summed and compared. */
export type Fen = bigint;

/** What a person reads and types: 元, 万元 or 亿元. A unit is display only. */
export type AmountUnit = 'YUAN' | 'WAN' | 'YI';

export type AmountRefusal =
  | 'AMOUNT_MISSING'
  | 'AMOUNT_NOT_A_NUMBER'
  | 'AMOUNT_NEGATIVE'
  | 'AMOUNT_ZERO'
  | 'AMOUNT_OVER_PRECISE'
  | 'AMOUNT_TOO_SMALL'
  | 'AMOUNT_TOO_LARGE';

export type AmountParse = { ok: true; fen: Fen } | { ok: false; code: AmountRefusal };

/** Shown where there is no value: never blank, never 0. */
export const MISSING = '--';

/** 100 billion yuan. No programme comes near it, so more is a slip of the keyboard or of the unit. */
export const MAX_AMOUNT_FEN: Fen = 10_000_000_000_000n;

const MINUS = '\u2212';
const DECIMALS = { YUAN: 2, WAN: 6, YI: 10 } as const satisfies Record<AmountUnit, number>;
const AMOUNT_PATTERN = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/;

/**
 * Reads an amount as people type it: spaces, full-width digits, `。` for the point, thousands separators in groups of three, a leading ¥.
 * A unit written behind the number (`5万元`) says more than the field's `unit` and wins over it.
 * `min` and `max` are inclusive fen; by default an amount is above zero and at most 100 billion yuan. A `min` of 0n admits zero, a negative one admits negatives.
 */
export function parseAmount(
  text: string | null | undefined,
  unit: AmountUnit,
  { min = 1n, max = MAX_AMOUNT_FEN }: { min?: Fen; max?: Fen } = {},
): AmountParse {
  const plain = removeSpaces(text ?? '').replace(/。/g, '.');
  if (plain === '') return { ok: false, code: 'AMOUNT_MISSING' };
  const [, sign, unsigned = '', suffix] = /^([-\u2212\u2013])?[¥\uFFE5]?(.*?)(元|万元?|亿元?)?$/.exec(plain) ?? [];
  const match = AMOUNT_PATTERN.exec(unsigned);
  if (!match || !/\d/.test(unsigned)) return { ok: false, code: 'AMOUNT_NOT_A_NUMBER' };

  const decimals = DECIMALS[suffix ? unitOfSuffix(suffix) : unit];
  const whole = (match[1] ?? '').replace(/,/g, '').replace(/^0+/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (sign && min >= 0n && (whole || fraction)) return { ok: false, code: 'AMOUNT_NEGATIVE' };
  if (fraction.length > decimals) return { ok: false, code: 'AMOUNT_OVER_PRECISE' };
  // Judged by length first, so that a pasted page of digits is never turned into a number.
  if (whole.length > 20) return { ok: false, code: sign ? 'AMOUNT_TOO_SMALL' : 'AMOUNT_TOO_LARGE' };

  const size = BigInt(`${whole}${fraction.padEnd(decimals, '0')}`);
  const fen = sign ? -size : size;
  if (fen > max) return { ok: false, code: 'AMOUNT_TOO_LARGE' };
  if (fen < min || fen < -MAX_AMOUNT_FEN) return { ok: false, code: fen === 0n ? 'AMOUNT_ZERO' : 'AMOUNT_TOO_SMALL' };
  return { ok: true, fen };
}

/** `1,234.56` in the unit, two decimals half-up, U+2212 for minus, `--` for no value. For reading only: a total is summed in fen, then shown. */
export function formatAmount(fen: Fen | null | undefined, unit: AmountUnit): string {
  if (fen === null || fen === undefined) return MISSING;
  return formatHundredths(divideHalfUp(fen, 10n ** BigInt(DECIMALS[unit] - 2)));
}

/** The exact amount as plain text for an input field: no separators, no rounding, no superfluous zeros; empty for no value. */
export function amountToInput(fen: Fen | null | undefined, unit: AmountUnit): string {
  if (fen === null || fen === undefined) return '';
  const digits = abs(fen)
    .toString()
    .padStart(DECIMALS[unit] + 1, '0');
  const whole = digits.slice(0, -DECIMALS[unit]);
  const fraction = digits.slice(-DECIMALS[unit]).replace(/0+$/, '');
  return `${fen < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Part of a whole in basis points, half-up; null where the whole is zero, because no ratio exists then. */
export function ratioBps(numerator: bigint, denominator: bigint): number | null {
  return denominator === 0n ? null : Number(divideHalfUp(numerator * 10_000n, denominator));
}

/** A share such as `10.19%`, two decimals half-up by integer arithmetic; `--` where there is nothing to divide by or no value. */
export function formatPercent(numerator: bigint | null | undefined, denominator: bigint | null | undefined): string {
  if (numerator === null || numerator === undefined || !denominator) return MISSING;
  return `${formatHundredths(divideHalfUp(numerator * 10_000n, denominator))}%`;
}

/** A rate kept in basis points as `4.35%`; `--` for no value. */
export function formatRate(rateBps: number | null | undefined): string {
  return rateBps === null || rateBps === undefined ? MISSING : `${formatHundredths(BigInt(rateBps))}%`;
}

/**
 * Interest in fen: amount × yearly rate (basis points) × days / basis, rounded half-up once.
 * For a balance that changes, pass the sum of balance × days as the amount and 1 as the days, so that it is still rounded once.
 */
export function mulRate(fen: Fen, rateBps: number, days: number, basis: 360 | 365): Fen {
  return divideHalfUp(fen * BigInt(rateBps) * BigInt(days), 10_000n * BigInt(basis));
}

/** Sum in fen; the only way totals are made. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0n;
  for (const fen of amounts) total += fen;
  return total;
}

/** Integer division that rounds halves away from zero, so that a reversal cancels its original exactly. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [size, by] = [abs(numerator), abs(denominator)];
  const rounded = (size * 2n + by) / (by * 2n);
  return negative ? -rounded : rounded;
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];

/** 大写 for contracts and vouchers: ends in 整 when it stops at 元, in nothing after 角 or 分; `零元整` for zero, 负 before a debt. */
export function toChineseCapitals(fen: Fen): string {
  const size = abs(fen);
  const [yuan, jiao, cent] = [size / 100n, Number((size / 10n) % 10n), Number(size % 10n)];
  const whole = yuan === 0n ? '' : `${capitaliseWhole(yuan)}元`;
  const part = `${jiao ? `${DIGITS[jiao]}角` : cent && whole ? '零' : ''}${cent ? `${DIGITS[cent]}分` : ''}`;
  return `${fen < 0n ? '负' : ''}${whole || (part ? '' : '零元')}${part || '整'}`;
}

/** Groups of four digits. One 零 stands for a run of zeros that has a digit behind it, but not where a group ends in zeros and the next one is full. */
function capitaliseWhole(value: bigint): string {
  const digits = value.toString();
  if (digits.length > 16) throw new RangeError('Amount beyond what is written in capitals');
  let text = '';
  let zeroPending = false;
  let groupHasDigit = false;
  for (const [index, char] of Array.from(digits).entries()) {
    const place = digits.length - 1 - index;
    if (char === '0') {
      zeroPending = true;
    } else {
      text += `${zeroPending ? '零' : ''}${DIGITS[Number(char)]}${PLACES[place % 4]}`;
      zeroPending = false;
      groupHasDigit = true;
    }
    if (place % 4 > 0) continue;
    // 亿 closes everything above it, so it is written even when its own four digits are zeros.
    if (place === 8) text += '亿';
    else if (place > 0 && groupHasDigit) text += '万';
    if (groupHasDigit) zeroPending = false;
    groupHasDigit = false;
  }
  return text;
}

function unitOfSuffix(suffix: string): AmountUnit {
  if (suffix.startsWith('亿')) return 'YI';
  return suffix.startsWith('万') ? 'WAN' : 'YUAN';
}

function formatHundredths(value: bigint): string {
  const digits = abs(value).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0n ? MINUS : ''}${whole}.${digits.slice(-2)}`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
