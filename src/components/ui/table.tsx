import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { ScrollRoom } from './scroll-room';

const densities = { tight: '[--row-height:var(--row-tight)]', compact: '', loose: '[--row-height:var(--row-loose)]' };

interface TableProps extends ComponentProps<'table'> {
  /** Read out, not shown. */
  caption: string;
  density?: keyof typeof densities;
  /** Phones: rows become short blocks ('list', the default), or the table scrolls sideways. */
  phone?: 'list' | 'scroll';
  /** First and last cells flush with the page edge; turn off where rows can be ticked. */
  flush?: boolean;
}

/** 三线表: the only kind of data table. Children are thead, tbody and tfoot with Th and Td. */
export function Table({
  caption,
  density = 'compact',
  phone = 'list',
  flush = true,
  className,
  children,
  ...rest
}: TableProps) {
  return (
    // The margin leaves room for the focus outline of links at the edge.
    <ScrollRoom
      label={caption}
      className={cn(
        '-mx-2 overflow-x-auto px-2',
        phone === 'list' && 'max-md:mx-0 max-md:overflow-visible max-md:px-0',
      )}
    >
      <table
        className={cn('t', flush && 't-flush', phone === 'list' && 't-list', densities[density], className)}
        {...rest}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </ScrollRoom>
  );
}

export function Th({ num, className, scope = 'col', ...rest }: ComponentProps<'th'> & { num?: boolean }) {
  return <th scope={scope} className={cn(num && 'num', className)} {...rest} />;
}

export interface CellProps {
  num?: boolean;
  /** Where the cell goes when the row becomes a block on a phone; default a line of its own, led by `label`. */
  phone?: 'title' | 'title-end' | 'sub' | 'sub-end' | 'line' | 'hide' | 'tick';
  /** The head's word, shown before the value on phones. */
  label?: string;
  /** The unit that stands in the head, shown after the value on phones. */
  unit?: string;
  /** Text added to the cell on phones only, e.g. town and stage after the reference. */
  more?: string;
}

/** On phones a line with nothing to say is left out. */
function cellData({ phone = 'line', label, unit, more, children }: CellProps & { children?: ReactNode }) {
  return {
    'data-phone': phone === 'line' && children === '--' ? 'hide' : phone,
    'data-label': phone === 'line' ? label : undefined,
    'data-unit': unit,
    'data-more': more,
  };
}

export function Td({ num, phone, label, unit, more, className, ...rest }: ComponentProps<'td'> & CellProps) {
  const data = cellData({ phone, label, unit, more, children: rest.children });
  return <td className={cn(num && 'num', className)} {...data} {...rest} />;
}

/** The cell that names its row; the block's title on phones. */
export function RowHead({
  num,
  phone = 'title',
  label,
  unit,
  more,
  className,
  ...rest
}: ComponentProps<'th'> & CellProps) {
  return (
    <th scope="row" className={cn(num && 'num', className)} {...cellData({ phone, label, unit, more })} {...rest} />
  );
}

/** Head of a group of rows; first row of its own tbody. */
export function GroupRow({ title, note, columns }: { title: ReactNode; note?: ReactNode; columns: number }) {
  return (
    <tr className="group">
      <th colSpan={columns} scope="rowgroup">
        <b>{title}</b>
        {note}
      </th>
    </tr>
  );
}
