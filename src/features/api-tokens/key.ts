import { createHash, randomBytes } from 'node:crypto';

// The word in front lets a scanner of source code and logs find one that was left there.
const KEY = /^fuqiao_[\w-]{43}$/;

/** A new key: 256 random bits, so that its hash needs no salt. */
export function makeKey(): string {
  return `fuqiao_${randomBytes(32).toString('base64url')}`;
}

/** Whether a text could be a key at all; asked before the database is. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** What is kept of a key. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
