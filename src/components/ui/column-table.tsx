import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { type CellProps, RowHead, Table, Td, Th } from './table';

/** One column of a list: its head, how rows fill it, and where it goes on phones. */
export interface Column<Row> extends Omit<CellProps, 'more' | 'unit'> {
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** The cell that names its row. */
  names?: boolean;
  unit?: string;
  more?: (row: Row) => string;
  className?: string;
}

/** How a column sorts: where its head leads, and how the list is sorted by it now. */
export interface ColumnSort {
  href: string;
  state: 'ascending' | 'descending' | undefined;
}

interface ColumnTableProps<Row, Code extends string> {
  caption: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly Code[];
  table: Readonly<Record<Code, Column<Row>>>;
  sorts?: Partial<Record<Code, ColumnSort>>;
  density?: 'tight' | 'compact' | 'loose';
}

/** A list whose columns a person chose and ordered; heads that sort are links. */
export function ColumnTable<Row, Code extends string>(props: ColumnTableProps<Row, Code>) {
  const { caption, rows, keyOf, columns, table, sorts = {}, density = 'compact' } = props;
  const shown = columns.map((code) => ({ code, column: table[code], sort: (sorts as ColumnTableSorts)[code] }));
  return (
    <Table caption={caption} density={density}>
      <thead>
        <tr>
          {shown.map(({ code, column, sort }) => (
            <Th key={code} num={column.num ?? false} aria-sort={sort?.state}>
              {sort ? (
                <Link href={sort.href} className="whitespace-nowrap">
                  {column.head}
                  <span aria-hidden="true">{sort.state ? (sort.state === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
                </Link>
              ) : (
                column.head
              )}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {shown.map(({ code, column }) => {
              const { head: _head, cell, names, more, ...place } = column;
              const Cell = names ? RowHead : Td;
              return (
                <Cell key={code} {...place} {...(more ? { more: more(row) } : {})}>
                  {cell(row)}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type ColumnTableSorts = Record<string, ColumnSort | undefined>;
