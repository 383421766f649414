/** Keys of one purpose by their version: one that writes, and others that still read what was written by them. */
export type KeyRing = { writes: number; keys: ReadonlyMap<number, Buffer> };

const KEY_BYTES = 32;
const ENTRY = /^(?:(\d{1,3}):)?([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `2:<base64>,1:<base64>`: the first writes, all read; versions are 1 to 255. A single key without a version is version
 * 1, as every installation begins. Null where the text is none of this.
 */
export function readKeyRing(text: string): KeyRing | null {
  const keys = new Map<number, Buffer>();
  for (const entry of text.split(',')) {
    const [, version = '1', base64 = ''] = ENTRY.exec(entry.trim()) ?? [];
    const number = Number(version);
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length !== KEY_BYTES || number < 1 || number > 255 || keys.has(number)) return null;
    keys.set(number, bytes);
  }
  const [writes] = keys.keys();
  return writes === undefined ? null : { writes, keys };
}
