import type { Actor } from '@/domain/actor';
import { type Paging, readPaging, type SortKind } from '@/domain/list-paging';
import { arrangeColumns, type ColumnOf, LISTS, type ListName, type SortOf } from '@/domain/lists';
import { maskNumbers } from '@/domain/masking';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn, SheetValue } from '@/domain/sheet';
import { getArrangement } from '@/features/lists/queries';
import type { Locale } from '@/i18n/locale';
import { type Translator, translatorFor } from '@/i18n/translator';
import { isSealed } from '@/lib/sealed-word';
import { openSearch, sealQuery } from '@/server/sealed-search';
import type { SourceOf } from './source';

type Page<Row> = { rows: readonly Row[]; next: string | null };
/** `masked`: what a file says instead, where the value may name a person */
type Words = { name: string; head: string; value: string; masked?: string }[];

/** What a list says of itself, so that a file can be written from it. */
type Listed<L extends ListName, Filter, Row> = {
  list: L;
  title: (t: Translator) => string;
  filterFrom: (search: Record<string, string | undefined>) => Filter;
  describe: (t: Translator, filter: Filter, actor: Actor, locale: Locale) => Words | Promise<Words>;
  /** personal data masked: a file leaves the portal */
  columns: (locale: Locale, unit: AmountUnit) => Record<ColumnOf<L>, SheetColumn<Row>>;
  /** these instead, whatever the person has arranged: of files with numbers in full */
  fixedColumns?: (locale: Locale) => SheetColumn<Row>[];
  count: (actor: Actor, filter: Filter, now: Date) => Promise<number>;
  read: (actor: Actor, filter: Filter, paging: Paging<SortOf<L>>, now: Date) => Promise<Page<Row>>;
};

/** The list as this person filtered, sorted and arranged it; one batch in memory at a time. */
export function listed<L extends ListName, Filter, Row>(source: Listed<L, Filter, Row>): SourceOf {
  const sorts = LISTS[source.list].sorts as Readonly<Record<SortOf<L>, SortKind>>;
  return async (actor, { query, locale, unit, columns: approved }, now) => {
    const t = translatorFor(locale);
    const search: Record<string, string> = Object.fromEntries(new URLSearchParams(sealQuery(actor.userId, query)));
    const filter = source.filterFrom(openSearch(actor.userId, search));
    const words = await source.describe(t, filter, actor, locale);
    const table = source.columns(locale, unit);
    const codes = approved ? arrangeColumns(source.list, approved) : (await getArrangement(actor, source.list)).columns;
    const columns = source.fixedColumns?.(locale) ?? codes.map((code) => table[code]);
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
      codes,
      filterWords: words.map(({ name, head, value, masked }) => {
        const said = masked ?? value;
        return `${head}${t('common.labelSeparator')}${isSealed(search[name]) ? maskNumbers(said) : said}`;
      }),
      filterCodes: words.map(({ name }) => name),
      count: () => source.count(actor, filter, now),
      batches,
    };
  };
}
