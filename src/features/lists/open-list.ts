import 'server-only';
import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import type { Actor } from '@/domain/actor';
import { type Paging, readPaging, type SortKind } from '@/domain/list-paging';
import { LISTS, type ListName, type SortOf } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import { type Locale, toLocale } from '@/i18n/locale';
import { addressOf, singleValues } from '@/lib/address';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { openSearch, sealSearch } from '@/server/sealed-search';
import { LIST_PATHS, type ListAddress, listHref } from './paths';
import { type Arrangement, getArrangement } from './queries';

/** A list as this person opens it, before its rows are read. */
export type OpenedList<L extends ListName> = {
  list: L;
  actor: Actor;
  /** the address as it stands: a number of a person is sealed in it */
  search: ListAddress;
  /** what it asks for */
  asked: ListAddress;
  arrangement: Arrangement<L>;
  paging: Paging<SortOf<L>>;
  locale: Locale;
  unit: AmountUnit;
  /** the list without filters */
  resetHref: string;
  /** the address with parts changed; undefined takes one away, and another filter or order begins at the first page */
  hrefWith: (change: ListAddress) => string;
  /** when it is opened, for what is printed of it */
  at: Date;
  /** how far the sums reach: unasked only over what is small */
  totals: 'always' | 'if-small';
};

/** Reads the address of a list and how this person likes it; the bare address opens their standard view. */
export async function openList<L extends ListName>(
  actor: Actor,
  list: L,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<OpenedList<L>> {
  const path = LIST_PATHS[list];
  const [arrangement, given, locale, unit] = await Promise.all([
    getArrangement(actor, list),
    searchParams,
    getLocale(),
    displayUnit(),
  ]);
  const search = singleValues(given);
  // typed into the address, or kept from before: from here on it is carried no further
  const sealed = sealSearch(actor.userId, search);
  if (sealed) redirect(addressOf(path, sealed));
  const standard = arrangement.views.find((view) => view.id === arrangement.defaultViewId);
  if (standard && Object.keys(search).length === 0) redirect(`${path}?${standard.query}&view=${standard.id}`);
  const sorts = LISTS[list].sorts as Readonly<Record<SortOf<L>, SortKind>>;
  return {
    list,
    actor,
    search,
    asked: openSearch(actor.userId, search),
    arrangement,
    paging: readPaging(search, sorts, arrangement.pageSize),
    locale: toLocale(locale),
    unit,
    resetHref: standard ? `${path}?view=all` : path,
    hrefWith: (change) => listHref(list, search, change),
    at: currentTime(),
    totals: search.totals === '1' ? 'always' : 'if-small',
  };
}
