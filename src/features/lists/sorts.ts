import type { ColumnSort } from '@/components/ui/column-table';
import { nextOrder, type Paging } from '@/domain/list-paging';

// What a person wants first of these is the early day and the beginning of the alphabet; of everything else the large and the late.
const EARLY_FIRST = new Set(['due', 'reference', 'name']);

/** For each column that sorts: where its head leads, and how the list is sorted by it now. */
export function sortsOf<Code extends string>(
  paging: Paging,
  sortOfColumn: Partial<Record<Code, string>>,
  hrefOf: (order: string) => string,
): Partial<Record<Code, ColumnSort>> {
  const entries = Object.entries(sortOfColumn) as [Code, string][];
  return Object.fromEntries(
    entries.map(([code, sort]) => [
      code,
      {
        href: hrefOf(nextOrder(paging, sort, !EARLY_FIRST.has(sort))),
        state: paging.sort === sort ? (paging.descending ? 'descending' : 'ascending') : undefined,
      },
    ]),
  ) as Partial<Record<Code, ColumnSort>>;
}
