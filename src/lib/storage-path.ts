const KEY = /^[0-9a-f]{48}$/;

/** Whether a name is a storage key: 48 hexadecimal digits, as `stored_file.key` holds them. */
export const isStorageKey = (name: string): boolean => KEY.test(name);

/**
 * Where the bytes of a key lie below a directory of files: fanned out twice so that no directory grows large. Throws on
 * anything that is no key, for it would be a way out of the directory.
 */
export function storagePathOf(key: string): string {
  if (!isStorageKey(key)) throw new Error('not a storage key');
  return `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`;
}
