import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PrintedBy } from '@/components/shell/printed-by';
import { type Column, ColumnTable } from '@/components/ui/column-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { Select } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { type ColumnOf, LISTS, type ListName } from '@/domain/lists';
import { maskNumbers } from '@/domain/masking';
import { labelOf } from '@/i18n/label';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import { isSealed } from '@/lib/sealed-word';
import type { OpenedList } from '../open-list';
import { orderChoices } from '../order-words';
import { LIST_PATHS } from '../paths';
import { sortsOf } from '../sorts';
import { ListToolbar } from './list-toolbar';
import { type Totals, TotalsTable } from './totals-table';

/** What a list can be narrowed by: the keyword in front, the usual part, and the rarely used part, folded. */
export type FilterParts = {
  lead?: ReactNode;
  usual: ReactNode;
  folded?: ReactNode;
  /** one of the folded is on */
  foldOpen?: boolean;
  /** what else of the address a search keeps */
  carried?: Readonly<Record<string, string | undefined>>;
};

/** A filter that is on, in words, with the part of the address that it stands in. */
export type ChosenFilter = { name: string; head: string; value: string };

type Props<L extends ListName, Row extends { id: string }> = {
  opened: OpenedList<L>;
  /** title and what else stands over the list */
  head: ReactNode;
  caption: string;
  filters: FilterParts;
  chosen: readonly ChosenFilter[];
  page: { rows: readonly Row[]; previous: string | null; next: string | null };
  table: Readonly<Record<ColumnOf<L>, Column<Row>>>;
  /** what a column is called in the settings */
  columnName: (code: ColumnOf<L>) => string;
  totals: { heads: readonly string[]; page: Totals; all: Totals | null };
  empty: { title: string; next: string };
};

/** The one frame of every list: views, filters, chips, arranged and sorted columns, sums, and pages both ways. */
export async function ListFrame<L extends ListName, Row extends { id: string }>(props: Props<L, Row>) {
  const { opened, head, caption, filters, chosen, page, table, columnName, totals, empty } = props;
  const { list, actor, arrangement, search, paging, hrefWith, resetHref } = opened;
  const t = await getTranslations('lists');
  const orders = (
    <FilterItem label={t('sort')}>
      <Select
        name="sort"
        className="md:w-40"
        aria-label={t('sort')}
        defaultValue={`${paging.descending ? '-' : ''}${paging.sort}`}
        options={orderChoices(list, translatorFor(opened.locale))}
      />
    </FilterItem>
  );
  const carried = Object.entries({ ...filters.carried, size: search.size });
  const codes = LISTS[list].columns as readonly ColumnOf<L>[];
  return (
    <Page>
      {head}
      <PrintedBy
        person={labelOf(actor.displayName, opened.locale)}
        staffNumber={actor.staffNumber}
        at={formatInstant(opened.at)}
      />
      <ListToolbar
        actor={actor}
        arrangement={arrangement}
        search={search}
        columnNames={Object.fromEntries(codes.map((code) => [code, columnName(code)]))}
      />
      <FilterBar
        action={LIST_PATHS[list]}
        resetHref={resetHref}
        activeCount={chosen.length}
        hidden={Object.fromEntries(carried.filter((entry): entry is [string, string] => Boolean(entry[1])))}
        lead={filters.lead}
        {...(filters.folded
          ? {
              more: (
                <>
                  {filters.folded}
                  {orders}
                </>
              ),
              moreOpen: filters.foldOpen ?? false,
            }
          : {})}
      >
        {filters.usual}
        {!filters.folded && orders}
      </FilterBar>
      <FilterChips
        chips={chosen.map(({ name, head, value }) => ({
          label: `${head}: ${isSealed(search[name]) ? maskNumbers(value) : value}`,
          removeHref: hrefWith({ [name]: undefined }),
        }))}
        clearHref={resetHref}
      />
      {page.rows.length === 0 ? (
        <EmptyState title={empty.title}>{empty.next}</EmptyState>
      ) : (
        <>
          <ColumnTable
            caption={caption}
            rows={page.rows}
            keyOf={(row) => row.id}
            columns={arrangement.columns}
            table={table}
            density={arrangement.density}
            sorts={sortsOf<ColumnOf<L>>(paging, LISTS[list].sortedBy as Partial<Record<ColumnOf<L>, string>>, (sort) =>
              hrefWith({ sort }),
            )}
          />
          <TotalsTable
            caption={t('totals.caption')}
            countHead={t('totals.count')}
            heads={totals.heads}
            page={totals.page}
            all={totals.all}
            askHref={hrefWith({ after: search.after, before: search.before, totals: '1' })}
          />
        </>
      )}
      {(page.previous || page.next || paging.cursor) && (
        <Pager
          {...(paging.cursor ? { firstHref: hrefWith({}) } : {})}
          {...(page.previous ? { previousHref: hrefWith({ before: page.previous }) } : {})}
          {...(page.next ? { nextHref: hrefWith({ after: page.next }) } : {})}
        />
      )}
    </Page>
  );
}
