import * as z from 'zod';
import { type Day, dayOf, isValidDay, isWithinReach } from '@/domain/calendar';
import {
  checkBankAccount,
  checkCreditCode,
  checkIdentityNumber,
  checkPhone,
  checkSettlementAccount,
  type IdentityRefusal,
} from '@/domain/identity';
import { type AmountRefusal, type AmountUnit, type Fen, parseAmount } from '@/domain/money';
import { normaliseText, removeControls, removeSpaces } from '@/lib/text';
import { currentTime } from '@/server/clock';

/**
 * How each kind of form field is read. Full-width digits, spaces and hyphens are normalised silently; what cannot be
 * meant is refused with a key of `errors.json`, whose sentence says what to do. Everything arrives as text or not at all.
 */
const entry = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? removeControls(value) : ''));

type Reading<T> = { value: T } | { error: string; params?: Record<string, number> };

function field<T>(readText: (text: string) => Reading<T>) {
  return entry.transform((text, ctx): T => {
    const reading = readText(text);
    if ('value' in reading) return reading.value;
    ctx.addIssue({ code: 'custom', message: reading.error, ...(reading.params ? { params: reading.params } : {}) });
    return z.NEVER;
  });
}

/** What the field within reads, its faults becoming those of the field around it. */
function readInner<T>(schema: z.ZodType<T>, value: unknown, ctx: z.RefinementCtx): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) ctx.addIssue({ ...issue, code: 'custom' });
  return z.NEVER;
}

/** The same field left empty means null. */
export function optional<T>(schema: z.ZodType<T>) {
  return entry.transform((text, ctx): T | null => {
    if (removeSpaces(text) === '') return null;
    return readInner(schema, text, ctx);
  });
}

/** A field that the forms of some programmes do not have: where it was left out, it is this. */
export function unlessLeftOut<T>(value: T, schema: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((input, ctx): T => {
      if (input === undefined) return value;
      return readInner(schema, input, ctx);
    });
}

const AMOUNT_ERRORS = {
  AMOUNT_MISSING: 'amountMissing',
  AMOUNT_NOT_A_NUMBER: 'amountNotANumber',
  AMOUNT_NEGATIVE: 'amountNegative',
  AMOUNT_ZERO: 'amountZero',
  AMOUNT_OVER_PRECISE: 'amountOverPrecise',
  AMOUNT_TOO_SMALL: 'amountTooSmall',
  AMOUNT_TOO_LARGE: 'amountTooLarge',
} as const satisfies Record<AmountRefusal, string>;

/**
 * The key of a command (features/ledger/idempotency). A hidden field: what is wrong with it is a refusal of the
 * command, not an error beside a field.
 */
export const keyField = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : ''));

/** An amount typed in `unit`, as fen. Above zero unless `min` says otherwise. */
export function amountField(unit: AmountUnit, range: { min?: Fen; max?: Fen } = {}) {
  return field<Fen>((text) => {
    const result = parseAmount(text, unit, range);
    return result.ok ? { value: result.fen } : { error: AMOUNT_ERRORS[result.code] };
  });
}

/** A calendar day: `2026-11-21`, `2026/11/21`, `2026.11.21`, `20261121` or with the characters for year, month and day. */
export const dayField = field<Day>((text) => {
  const plain = removeSpaces(text);
  if (plain === '') return { error: 'dayMissing' };
  const [, year, month, date] = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/.exec(plain) ?? [];
  const day = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
  if (!isValidDay(day)) return { error: 'dayInvalid' };
  return isWithinReach(day) ? { value: day } : { error: 'dayOutOfRange' };
});

/** Text of at most `max` characters; must hold something. Line breaks survive where `lines` is set. */
export function textField(max: number, { min = 1, lines = false }: { min?: number; lines?: boolean } = {}) {
  return field<string>((raw): Reading<string> => {
    const text = lines ? raw.replace(/\r\n?/g, '\n').trim() : normaliseText(raw);
    if (text === '') return { error: 'textMissing' };
    const length = Array.from(text).length;
    if (length > max) return { error: 'textTooLong', params: { max, length } };
    return length < min ? { error: 'textTooShort', params: { min } } : { value: text };
  });
}

// Behind the number: months (\u6708) or years (\u5e74), in either language.
const TERM_PATTERN = /^(-)?(\d+)(\.\d+)?(?:\u4e2a?\u6708|(\u5e74|years?)|months?)?$/i;
const MAX_TERM_MONTHS = 360;

/** A term in whole months; `3年` is 36. */
export const termField = field<number>((text) => {
  const plain = removeSpaces(text).replace(/[\u2212\u2013]/g, '-');
  if (plain === '') return { error: 'termMissing' };
  const match = TERM_PATTERN.exec(plain);
  if (!match) return { error: 'termNotWhole' };
  const [, sign, whole = '', fraction, years] = match;
  if (sign) return { error: 'termNegative' };
  if (fraction && /[1-9]/.test(fraction)) return { error: 'termNotWhole' };
  if (whole.length > 6) return { error: 'termTooLong' };
  const months = Number(whole) * (years ? 12 : 1);
  if (months === 0) return { error: 'termZero' };
  return months > MAX_TERM_MONTHS ? { error: 'termTooLong' } : { value: months };
});

/** A yearly rate typed in percent (`4.35` or `4.35%`), as basis points. Above 0 unless `min` is 0; at most 100 %. */
export function rateField({ min = 1 }: { min?: number } = {}) {
  return field<number>((text) => {
    const plain = removeSpaces(text)
      .replace(/%$/, '')
      .replace(/\u3002/g, '.')
      .replace(/[\u2212\u2013]/g, '-');
    if (plain === '') return { error: 'rateMissing' };
    const [, sign, whole, fraction = ''] = /^(-)?(\d+)(?:\.(\d*))?$/.exec(plain) ?? [];
    if (whole === undefined) return { error: 'rateNotANumber' };
    if (sign) return { error: 'rateNegative' };
    const places = fraction.replace(/0+$/, '');
    if (places.length > 2) return { error: 'rateOverPrecise' };
    if (whole.length > 4) return { error: 'rateTooHigh' };
    const bps = Number(whole) * 100 + Number(places.padEnd(2, '0'));
    if (bps > 10_000) return { error: 'rateTooHigh' };
    return bps < min ? { error: 'rateZero' } : { value: bps };
  });
}

/** A whole number from `min` to `max`, e.g. a count of households. */
export function countField(max: number, { min = 0 }: { min?: number } = {}) {
  return field<number>((text) => {
    const plain = removeSpaces(text).replace(/,/g, '');
    if (plain === '') return { error: 'countMissing' };
    if (/^[-\u2212\u2013]\d+$/.test(plain)) return { error: 'countNegative' };
    if (!/^\d+$/.test(plain)) return { error: 'countNotWhole' };
    if (plain.length > 12 || Number(plain) > max) return { error: 'countTooLarge' };
    return Number(plain) < min ? { error: 'countTooSmall' } : { value: Number(plain) };
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a row, chosen or carried by the form. */
export const idField = field<string>((text) => {
  if (text.trim() === '') return { error: 'choiceMissing' };
  return UUID.test(text.trim()) ? { value: text.trim().toLowerCase() } : { error: 'choiceUnknown' };
});

/** The version of the record that the form was drawn from. */
export const versionField = field<number>((text) =>
  /^\d{1,9}$/.test(text.trim()) ? { value: Number(text.trim()) } : { error: 'choiceUnknown' },
);

/** The id of a region. */
export const regionField = field<number>((text) => {
  if (text.trim() === '') return { error: 'choiceMissing' };
  return /^\d{1,9}$/.test(text.trim()) ? { value: Number(text.trim()) } : { error: 'choiceUnknown' };
});

/** Yes or no; an answer is owed (`optional(booleanField)` where it is not). */
export const booleanField = field<boolean>((text) => {
  const answer = text.trim().toLowerCase();
  if (answer === '') return { error: 'answerMissing' };
  if (answer === 'true' || answer === 'yes') return { value: true };
  return answer === 'false' || answer === 'no' ? { value: false } : { error: 'choiceUnknown' };
});

/** A box that is ticked or not. */
export const tickField = field<boolean>((text) => ({ value: text === 'true' || text === 'on' }));

/** One of a closed list. */
export function choiceField<const T extends string>(values: readonly T[]) {
  return field<T>((text) => {
    if (text.trim() === '') return { error: 'choiceMissing' };
    const found = values.find((value) => value === text.trim());
    return found === undefined ? { error: 'choiceUnknown' } : { value: found };
  });
}

export const IDENTITY_ERRORS = {
  IDENTITY_LENGTH: 'identityLength',
  IDENTITY_OLD_FORMAT: 'identityOldFormat',
  IDENTITY_CHARACTERS: 'identityCharacters',
  IDENTITY_BIRTH_DATE: 'identityBirthDate',
  IDENTITY_CHECK_DIGIT: 'identityCheckDigit',
  CREDIT_CODE_LENGTH: 'creditCodeLength',
  CREDIT_CODE_CHARACTERS: 'creditCodeCharacters',
  CREDIT_CODE_CHECK_DIGIT: 'creditCodeCheckDigit',
  PHONE_FORMAT: 'phoneFormat',
  BANK_ACCOUNT_FORMAT: 'bankAccountFormat',
  BANK_ACCOUNT_CHECK_DIGIT: 'bankAccountCheckDigit',
} as const satisfies Record<IdentityRefusal, string>;

function checkedField(
  missing: string,
  check: (text: string) => { ok: true; value: string } | { ok: false; code: IdentityRefusal },
) {
  return field<string>((text) => {
    if (removeSpaces(text) === '') return { error: missing };
    const result = check(text);
    return result.ok ? { value: result.value } : { error: IDENTITY_ERRORS[result.code] };
  });
}

/** A citizen's identity number. The clock is read here because this is the edge; mutations check again with theirs. */
export const identityNumberField = checkedField('identityMissing', (text) =>
  checkIdentityNumber(text, dayOf(currentTime())),
);

/** A unified social credit code. */
export const creditCodeField = checkedField('creditCodeMissing', checkCreditCode);

/** A mainland mobile number. */
export const phoneField = checkedField('phoneMissing', checkPhone);

/** A person's bank card. */
export const bankAccountField = checkedField('bankAccountMissing', checkBankAccount);

/** An organisation's settlement account. */
export const settlementAccountField = checkedField('bankAccountMissing', checkSettlementAccount);
