import 'server-only';
import { belongsInNoAddress } from '@/domain/masking';
import { isSealed, SEAL_MARK } from '@/lib/sealed-word';
import { decrypt, encrypt } from './crypto';

/** What a search says of a number that it cannot read: sealed for somebody else, or altered. It finds nothing. */
const UNREADABLE = '***';

const headOf = (userId: string) => `search:${userId}:`;

/** A word as it may stand in an address: a number of a person is sealed, each time anew, for this person alone. */
export function sealWord(userId: string, text: string): string {
  if (isSealed(text) || !belongsInNoAddress(text)) return text;
  return SEAL_MARK + Buffer.from(encrypt(headOf(userId) + text)).toString('base64url');
}

/** The word behind a part of an address. */
export function openWord(userId: string, text: string): string {
  if (!isSealed(text)) return text;
  try {
    const opened = decrypt(new Uint8Array(Buffer.from(text.slice(SEAL_MARK.length), 'base64url')));
    return opened.startsWith(headOf(userId)) ? opened.slice(headOf(userId).length) : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

type Search = Readonly<Record<string, string | undefined>>;
const eachOf = (search: Search, change: (text: string) => string): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, value && change(value)]));

/** What was asked for by an address, with the numbers that are sealed in it. */
export const openSearch = (userId: string, search: Search) => eachOf(search, (text) => openWord(userId, text));

/** The same address without a whole number of a person; null where there is none in it. */
export function sealSearch(userId: string, search: Search): Record<string, string | undefined> | null {
  const holds = Object.values(search).some((value) => value && !isSealed(value) && belongsInNoAddress(value));
  return holds ? eachOf(search, (text) => sealWord(userId, text)) : null;
}

/** The query part of an address as it may be kept. */
export function sealQuery(userId: string, query: string): string {
  const params = new URLSearchParams(query);
  return new URLSearchParams([...params].map(([name, value]) => [name, sealWord(userId, value)])).toString();
}
