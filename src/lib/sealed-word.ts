/** Begins what stands in an address instead of a number of a person (server/sealed-search.ts). */
export const SEAL_MARK = '~';
const SEALED = /^~[\w-]{40,}$/;

/** Whether a part of an address is a sealed number rather than a word. */
export function isSealed(text: string | null | undefined): boolean {
  return typeof text === 'string' && SEALED.test(text);
}
