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

/** Keyed HMAC of a normalised value, by which an equal one is found without reading any. */
export function blindIndex(kind: 'identity' | 'phone' | 'account' | 'try', value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', env().FUQIAO_INDEX_KEY).update(`${kind}:${value}`).digest());
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

/** The same under a key that the database does not hold: who may write there cannot make a seal that fits. */
export function seal(kind: 'approval' | 'payment', value: Flat): string {
  return createHmac('sha256', env().FUQIAO_INDEX_KEY)
    .update(`seal:${kind}:${canonical(value)}`)
    .digest('hex');
}
