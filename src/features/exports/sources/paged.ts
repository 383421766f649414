import type { Paging } from '@/domain/list-paging';
import type { SheetColumn, SheetValue } from '@/domain/sheet';

type Page<Row> = { rows: readonly Row[]; next: string | null };

/**
 * The rows of a list from its first page to its last, as cells, one batch in memory at a time. `read` reads the page
 * beside a cursor; `resume` turns the cursor's text into the paging of the next page.
 */
export async function* pagedRows<Row, Sort extends string>(
  first: Paging<Sort>,
  columns: readonly SheetColumn<Row>[],
  read: (paging: Paging<Sort>) => Promise<Page<Row>>,
  resume: (after: string) => Paging<Sort>,
): AsyncGenerator<SheetValue[][]> {
  for (let paging: Paging<Sort> | null = first; paging; ) {
    const page: Page<Row> = await read(paging);
    if (page.rows.length > 0) yield page.rows.map((row) => columns.map((column) => column.value(row)));
    paging = page.next === null ? null : { ...resume(page.next), size: first.size };
  }
}
