import type { Actor } from '@/domain/actor';
import { type Paging, readPaging, type SortKind } from '@/domain/list-paging';
import { type ColumnOf, LISTS, type ListName, type SortOf } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn, SheetValue } from '@/domain/sheet';
import { getArrangement } from '@/features/lists/queries';
import type { Locale } from '@/i18n/locale';
import { type Translator, translatorFor } from '@/i18n/translator';
import type { SourceOf } from './source';

type Page<Row> = { rows: readonly Row[]; next: string | null };
/** `masked`: what a file says instead, where the value may name a person */
type Words = { name: string; head: string; value: string; masked?: string }[];

/** What a list says of itself, so that a file can be written from it. */
type Listed<L extends ListName, Filter, Row> = {
  list: L;
  title: (t: Translator) => string;
  filterFrom: (search: Record<string, string>) => Filter;
  describe: (t: Translator, filter: Filter, actor: Actor, locale: Locale) => Words | Promise<Words>;
  /** personal data masked: a file leaves the portal */
  columns: (locale: Locale, unit: AmountUnit) => Record<ColumnOf<L>, SheetColumn<Row>>;
  count: (actor: Actor, filter: Filter, now: Date) => Promise<number>;
  read: (actor: Actor, filter: Filter, paging: Paging<SortOf<L>>, now: Date) => Promise<Page<Row>>;
};

/** The list as this person filtered, sorted and arranged it; one batch in memory at a time. */
export function listed<L extends ListName, Filter, Row>(source: Listed<L, Filter, Row>): SourceOf {
  const sorts = LISTS[source.list].sorts as Readonly<Record<SortOf<L>, SortKind>>;
  return async (actor, { query, locale, unit }, now) => {
    const t = translatorFor(locale);
    const search: Record<string, string> = Object.fromEntries(new URLSearchParams(query));
    const filter = source.filterFrom(search);
    const words = await source.describe(t, filter, actor, locale);
    const table = source.columns(locale, unit);
    const columns = (await getArrangement(actor, source.list)).columns.map((code) => table[code]);
    const order = { sort: search.sort ?? '' };
    async function* batches(size: number): AsyncGenerator<SheetValue[][]> {
      for (let paging: Paging<SortOf<L>> | null = { ...readPaging(order, sorts), size }; paging; ) {
        const page: Page<Row> = await source.read(actor, filter, paging, now);
        if (page.rows.length > 0) yield page.rows.map((row) => columns.map((column) => column.value(row)));
        paging = page.next === null ? null : { ...readPaging({ ...order, after: page.next }, sorts), size };
      }
    }
    return {
      title: source.title(t),
      columns,
      filterWords: words.map(({ head, value, masked }) => `${head}${t('common.labelSeparator')}${masked ?? value}`),
      filterCodes: words.map(({ name }) => name),
      count: () => source.count(actor, filter, now),
      batches,
    };
  };
}
