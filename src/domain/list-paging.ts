import { isValidDay } from './calendar';

/**
 * What a sort compares: an id alone, or a key that many rows may share, with the id behind it. A NAME is a person's: it
 * stands in no address, so its cursor carries the id alone and the list looks the name up.
 */
export type SortKind = 'ID' | 'TEXT' | 'AMOUNT' | 'DAY' | 'INSTANT' | 'NAME';

export const PAGE_SIZES = [20, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];
export const STANDARD_PAGE_SIZE: PageSize = 50;

/** The row beside which a page begins. `back`: the page ends before it, else it begins after it. */
export type Cursor = { key: string; id: string; back: boolean };

/** Which part of a list is wanted, in which order. The cursor belongs to this order and to no other. */
export type Paging<Sort extends string = string> = {
  sort: Sort;
  descending: boolean;
  size: number;
  cursor: Cursor | null;
};

export type PagingSearch = { sort?: string; size?: string; after?: string; before?: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;
const LARGEST = 9_223_372_036_854_775_807n;

const KEYS = {
  ID: (key) => key === '',
  TEXT: (key) => /^[\w-]{1,64}$/.test(key),
  AMOUNT: (key) => /^\d{1,19}$/.test(key) && BigInt(key) <= LARGEST,
  // rows without a day stand last in either direction
  DAY: (key) => key === 'infinity' || key === '-infinity' || isValidDay(key),
  INSTANT: (key) => INSTANT.test(key),
  NAME: (key) => key === '',
} as const satisfies Record<SortKind, (key: string) => boolean>;

const nameOf = (sort: string, descending: boolean) => (descending ? `-${sort}` : sort);

/** The cursor as it stands in an address: order, key and id. */
export function writeCursor(paging: Pick<Paging, 'sort' | 'descending'>, row: { key: string; id: string }): string {
  return [nameOf(paging.sort, paging.descending), row.key, row.id].join('~');
}

function readCursor(text: string | undefined, name: string, kind: SortKind, back: boolean): Cursor | null {
  if (typeof text !== 'string') return null;
  const [order, key, id, ...rest] = text.split('~');
  if (order !== name || key === undefined || id === undefined || rest.length > 0) return null;
  return UUID.test(id) && KEYS[kind](key) ? { key, id, back } : null;
}

/**
 * Reads order, size and cursor of an address. What cannot be read is left out: an unknown order is the list's first one,
 * newest first; a cursor that was cut or belongs to another order begins at the first page.
 */
export function readPaging<Sort extends string>(
  search: PagingSearch,
  sorts: Readonly<Record<Sort, SortKind>>,
  standardSize: number = STANDARD_PAGE_SIZE,
): Paging<Sort> {
  const asked = typeof search.sort === 'string' ? search.sort : '';
  const plain = asked.replace(/^-/, '');
  const names = Object.keys(sorts) as Sort[];
  const found = names.find((name) => name === plain);
  const sort = found ?? (names[0] as Sort);
  const descending = found ? asked.startsWith('-') : true;
  const size = PAGE_SIZES.find((entry) => String(entry) === search.size) ?? standardSize;
  const name = nameOf(sort, descending);
  const cursor =
    readCursor(search.before, name, sorts[sort], true) ?? readCursor(search.after, name, sorts[sort], false);
  return { sort, descending, size, cursor };
}

/** What the head of a sorted column asks for next: the order's name in an address. */
export function nextOrder(paging: Pick<Paging, 'sort' | 'descending'>, sort: string, firstDescending: boolean): string {
  return nameOf(sort, paging.sort === sort ? !paging.descending : firstDescending);
}
