import type { ListName } from '@/domain/lists';
import { addressOf } from '@/lib/address';

/** Where each list lives. */
export const LIST_PATHS = {
  cases: '/cases',
  payments: '/payments',
  projects: '/projects',
  households: '/households',
  entities: '/entities',
  subsidies: '/subsidies',
} as const satisfies Record<ListName, string>;

/** What an address asks of a list: filters, order, page. */
export type ListAddress = Record<string, string | undefined>;

/** The address with parts changed; undefined takes one away. Another filter or order begins at the first page. */
export function listHref(list: ListName, search: ListAddress, change: ListAddress): string {
  return addressOf(LIST_PATHS[list], { ...search, after: undefined, before: undefined, ...change });
}
