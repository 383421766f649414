import { normaliseCode } from '@/lib/text';
import { compareDays, type Day, isValidDay } from './calendar';

export type Sex = 'MALE' | 'FEMALE';

export type IdentityRefusal =
  | 'IDENTITY_LENGTH'
  | 'IDENTITY_OLD_FORMAT'
  | 'IDENTITY_CHARACTERS'
  | 'IDENTITY_BIRTH_DATE'
  | 'IDENTITY_CHECK_DIGIT'
  | 'CREDIT_CODE_LENGTH'
  | 'CREDIT_CODE_CHARACTERS'
  | 'CREDIT_CODE_CHECK_DIGIT'
  | 'PHONE_FORMAT'
  | 'BANK_ACCOUNT_FORMAT'
  | 'BANK_ACCOUNT_CHECK_DIGIT';

export type IdentityCheck = { ok: true; value: string } | { ok: false; code: IdentityRefusal };

/** An identity number that holds: its normal form and what the number itself proves about the person. */
export type IdentityNumberCheck =
  | { ok: true; value: string; birthOn: Day; sex: Sex }
  | { ok: false; code: Extract<IdentityRefusal, `IDENTITY_${string}`> };

/**
 * A citizen's identity number (GB 11643-1999): 18 places, MOD 11-2 check character, a birth date that exists and is not after `today`.
 * IDENTITY_OLD_FORMAT is the 15-digit number of the first generation: no longer valid at a counter, taken only by an import (`upgradeIdentityNumber`).
 */
export function checkIdentityNumber(text: string, today: Day): IdentityNumberCheck {
  const value = normaliseCode(text);
  if (/^\d{15}$/.test(value)) return { ok: false, code: 'IDENTITY_OLD_FORMAT' };
  if (value.length !== 18) return { ok: false, code: 'IDENTITY_LENGTH' };
  if (!/^[1-9]\d{16}[\dX]$/.test(value)) return { ok: false, code: 'IDENTITY_CHARACTERS' };
  const birthOn = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  // Nobody alive was born before 1850; an earlier year is a slip of the keyboard.
  if (!isValidDay(birthOn) || birthOn < '1850-01-01' || compareDays(birthOn, today) > 0)
    return { ok: false, code: 'IDENTITY_BIRTH_DATE' };
  if (identityCheckCharacter(value.slice(0, 17)) !== value[17]) return { ok: false, code: 'IDENTITY_CHECK_DIGIT' };
  return { ok: true, value, birthOn, sex: Number(value[16]) % 2 === 1 ? 'MALE' : 'FEMALE' };
}

/**
 * The 18-place form of a 15-digit number from an old register, for imports only: century 19 and the check character added.
 * 996–999 in the last three places mark people born in the 1800s (GB 11643-1989). An 18-place number passes through the ordinary check.
 */
export function upgradeIdentityNumber(text: string, today: Day): IdentityNumberCheck {
  const value = normaliseCode(text);
  if (!/^\d{15}$/.test(value)) return checkIdentityNumber(value, today);
  const century = Number(value.slice(12)) >= 996 ? '18' : '19';
  const body = `${value.slice(0, 6)}${century}${value.slice(6)}`;
  return checkIdentityNumber(`${body}${identityCheckCharacter(body)}`, today);
}

/**
 * A unified social credit code (GB 32100-2015): 18 places of digits and capital letters without I O S V Z,
 * region digits in places 3–8, MOD 31 check character.
 */
export function checkCreditCode(text: string): IdentityCheck {
  const value = normaliseCode(text);
  if (value.length !== 18) return { ok: false, code: 'CREDIT_CODE_LENGTH' };
  if (!/^[1-9A-HJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value))
    return { ok: false, code: 'CREDIT_CODE_CHARACTERS' };
  if (creditCheckCharacter(value.slice(0, 17)) !== value[17]) return { ok: false, code: 'CREDIT_CODE_CHECK_DIGIT' };
  return { ok: true, value };
}

/** A mainland mobile number: 11 digits beginning 13–19; +86, 0086 or 86 before it is dropped. */
export function checkPhone(text: string): IdentityCheck {
  const value = normaliseCode(text).replace(/^(?:\+86|0086|86)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(value) ? { ok: true, value } : { ok: false, code: 'PHONE_FORMAT' };
}

/** A bank card account of a person: 16–19 digits with the Luhn check digit (ISO/IEC 7812). */
export function checkBankAccount(text: string): IdentityCheck {
  const value = normaliseCode(text);
  if (!/^[1-9]\d{15,18}$/.test(value)) return { ok: false, code: 'BANK_ACCOUNT_FORMAT' };
  return luhnSum(value) % 10 === 0 ? { ok: true, value } : { ok: false, code: 'BANK_ACCOUNT_CHECK_DIGIT' };
}

/** A settlement account of an organisation: 8–30 digits. Banks number these as they like, so there is no check digit to test. */
export function checkSettlementAccount(text: string): IdentityCheck {
  const value = normaliseCode(text);
  return /^\d{8,30}$/.test(value) ? { ok: true, value } : { ok: false, code: 'BANK_ACCOUNT_FORMAT' };
}

/**
 * An identity number for demonstration and tests: right in form and check character, with the area prefix 990000 that is issued to nobody.
 * `seq` 0–499 of one birth date and sex gives 500 different numbers.
 */
export function makeDemoIdentityNumber(seq: number, birthOn: Day, sex: Sex): string {
  if (!isValidDay(birthOn)) throw new RangeError(`Not a calendar day: ${birthOn}`);
  const order = (seq % 500) * 2 + (sex === 'MALE' ? 1 : 0);
  const body = `990000${birthOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return `${body}${identityCheckCharacter(body)}`;
}

/** A credit code for demonstration and tests: right check character, region 990000 that is issued to nobody; `seq` up to 99,999,999. */
export function makeDemoCreditCode(seq: number): string {
  const body = `91990000${String(seq % 100_000_000).padStart(8, '0')}X`;
  return `${body}${creditCheckCharacter(body)}`;
}

/** A card number for demonstration and tests: right check digit, beginning 99, which is issued for national assignment only; `seq` up to 10^14. */
export function makeDemoBankAccount(seq: number): string {
  const body = `99${String(seq).padStart(14, '0').slice(-14)}`;
  return `${body}${(10 - (luhnSum(`${body}0`) % 10)) % 10}`;
}

/** ISO 7064 MOD 11-2: weights 2^(17−i) mod 11. */
function identityCheckCharacter(body: string): string {
  let sum = 0;
  for (const digit of body) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return check === 10 ? 'X' : String(check);
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100: weights 3^i mod 31. */
function creditCheckCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const char of body) {
    sum += CREDIT_ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

/** Every second digit from the right is doubled and its digits are added. */
function luhnSum(value: string): number {
  let sum = 0;
  for (const [index, char] of Array.from(value).reverse().entries()) {
    const digit = Number(char) * (index % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum;
}
