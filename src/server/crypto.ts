import 'server-only';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { env } from './env';

const IV_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(version: number): Buffer {
  const key = env().FUQIAO_DATA_KEY.keys.get(version);
  if (!key) throw new Error('unknown ciphertext version');
  return key;
}

/** The version of the key that writes; a ciphertext says in its first byte which one wrote it. */
export const writingVersion = (): number => env().FUQIAO_DATA_KEY.writes;

/** AES-256-GCM by the key that writes: its version, nonce, tag, ciphertext. The key stays outside the database. */
export function encrypt(text: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(writingVersion()), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([writingVersion()]), iv, cipher.getAuthTag(), body]));
}

/** The text behind a ciphertext; throws when it was altered or no key of its version is there. */
export function decrypt(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const key = keyOf(buffer[0] ?? 0);
  const iv = buffer.subarray(1, 1 + IV_BYTES);
  const tag = buffer.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(buffer.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

export type IndexKind = 'identity' | 'phone' | 'account' | 'try';

function hmac(version: number, text: string) {
  const key = env().FUQIAO_INDEX_KEY.keys.get(version);
  if (!key) throw new Error('unknown index key');
  return createHmac('sha256', key).update(text);
}

/** The version of the index key that writes and seals. */
export const indexVersion = (): number => env().FUQIAO_INDEX_KEY.writes;

/** Keyed HMAC of a normalised value, by which an equal one is found without reading any; by the key that writes. */
export function blindIndex(kind: IndexKind, value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hmac(env().FUQIAO_INDEX_KEY.writes, `${kind}:${value}`).digest());
}

/** The same by every key, the writing one first: whoever looks for a value finds it also while the key is replaced. */
export function blindIndexes(kind: IndexKind, value: string): Uint8Array<ArrayBuffer>[] {
  return [...env().FUQIAO_INDEX_KEY.keys.keys()].map(
    (version) => new Uint8Array(hmac(version, `${kind}:${value}`).digest()),
  );
}

/**
 * What people who enter the same value at one moment queue for: by the key of the lowest number, which instances share
 * while one of them has the new key before the other.
 */
export function queueIndex(kind: IndexKind, value: string): string {
  return hmac(Math.min(...env().FUQIAO_INDEX_KEY.keys.keys()), `${kind}:${value}`).digest('hex');
}

type Flat = Readonly<Record<string, string | number | bigint | null>>;

/** Keys sorted, numbers as strings. */
function canonical(value: Flat): string {
  const sorted = Object.keys(value)
    .sort()
    .map((name) => [name, value[name] === null ? null : String(value[name])]);
  return JSON.stringify(sorted);
}

/** sha256 in hex over a canonical JSON (keys sorted, bigints as strings). */
export function canonicalHash(value: Flat): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** Seals under one key that the database does not hold: who may write there cannot make a seal that fits. */
export type Sealer = {
  /** In hex; behind the number of its key, unless that is 1. */
  seal(kind: 'approval' | 'payment' | 'payee', value: Flat): string;
  /** A value that a seal speaks of without holding it, in hex. */
  index(kind: IndexKind, value: string): string;
};

const sealerOf = (version: number): Sealer => ({
  seal: (kind, value) =>
    (version === 1 ? '' : `${version}:`) + hmac(version, `seal:${kind}:${canonical(value)}`).digest('hex'),
  index: (kind, value) => hmac(version, `${kind}:${value}`).digest('hex'),
});

/** The key that seals now. */
export const sealer = (): Sealer => sealerOf(env().FUQIAO_INDEX_KEY.writes);

/** The key that made this seal; null where it is none of ours any more, and nothing can be said of it. */
export function sealerFor(seal: string): Sealer | null {
  const version = Number(/^(\d{1,3}):/.exec(seal)?.[1] ?? 1);
  return env().FUQIAO_INDEX_KEY.keys.has(version) ? sealerOf(version) : null;
}
