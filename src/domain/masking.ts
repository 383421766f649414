import { MISSING } from './money';

/** An identity number with its first 3 and last 4 places, the rest starred one by one: `110***********0011`. */
export function maskIdentityNumber(value: string | null | undefined): string {
  return maskMiddle(value, 3, 4);
}

/** A phone number as `186****1402`. */
export function maskPhone(value: string | null | undefined): string {
  return maskMiddle(value, 3, 4);
}

/** The last 4 places of a bank account behind four stars; its length stays unsaid. */
export function maskAccount(value: string | null | undefined): string {
  if (!value) return MISSING;
  const chars = Array.from(value);
  return chars.length > 4 ? `****${chars.slice(-4).join('')}` : '****';
}

/** Keeps both ends. A value too short to hide at least four places is hidden whole: showing its ends would show it. */
function maskMiddle(value: string | null | undefined, head: number, tail: number): string {
  if (!value) return MISSING;
  const chars = Array.from(value);
  if (chars.length < head + tail + 4) return '*'.repeat(chars.length);
  return `${chars.slice(0, head).join('')}${'*'.repeat(chars.length - head - tail)}${chars.slice(-tail).join('')}`;
}

/** A person's name with its first character only: `王**`. A demonstration word or a title in front is not looked for. */
export function maskPersonName(value: string | null | undefined): string {
  if (!value) return MISSING;
  const [first = '', ...rest] = Array.from(value);
  return `${first}${'*'.repeat(Math.max(rest.length, 1))}`;
}

const PERSONAL_NUMBER = /(^|\D)(1\d{10}|\d{17}[\dX])($|\D)/i;

/** Whether a text that somebody typed holds a whole mobile or identity number: such a text is kept nowhere. */
export function holdsPersonalNumber(text: string): boolean {
  return PERSONAL_NUMBER.test(text.normalize('NFKC').replace(/[\s-]/g, ''));
}

const LONG_NUMBER = /(^|\D)\d{15,19}($|\D)/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BETWEEN_DIGITS = /[\s\p{Pd}\p{Cf}.\u00B7]/gu;

/**
 * Whether a typed text is to stand in no address, and so in no history, log or Referer: it holds a whole mobile or identity
 * number, or what may be an account (OWASP ASVS 5.0, 14.2.1). Rather too often than not: such a search only cannot be shared.
 */
export function belongsInNoAddress(text: string): boolean {
  if (UUID.test(text.trim())) return false;
  const plain = text.normalize('NFKC').replace(BETWEEN_DIGITS, '');
  return PERSONAL_NUMBER.test(plain) || LONG_NUMBER.test(plain);
}

/** A text that holds such a number, with every long run of digits masked. */
export function maskNumbers(text: string): string {
  return text.normalize('NFKC').replace(/\d[\d\s\p{Pd}\p{Cf}.\u00B7]{5,}[\dXx]/gu, (run) => maskIdentityNumber(run));
}
