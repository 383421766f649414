import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export interface AmountCell {
  label: string;
  /** Formatted; undefined shows the missing sign. */
  value?: ReactNode;
  /** When and who, or why it is missing. */
  note?: ReactNode;
}

/** The amounts of a case: cells of one row, never one number. */
export function Amounts({ cells, missing }: { cells: readonly AmountCell[]; missing: string }) {
  return (
    <dl className="border-t-2 border-b border-t-ink border-b-rule md:grid md:auto-cols-fr md:grid-flow-col">
      {cells.map((cell) => (
        <div
          key={cell.label}
          className="grid grid-cols-[minmax(4rem,auto)_minmax(7.5rem,auto)_minmax(0,1fr)] max-md:large:grid-cols-[4rem_minmax(0,1fr)] items-baseline gap-x-3 border-rule-soft py-1.5 not-first:border-t md:block md:pt-2 md:pr-3 md:pb-2.25 md:not-first:border-t-0 md:not-first:border-l md:not-first:pl-3"
        >
          <dt className="text-base text-ink-2 md:text-xs">{cell.label}</dt>
          <dd
            className={cn(
              'text-right text-lg whitespace-nowrap max-md:large:whitespace-normal md:text-left md:text-xl lg:tracking-[-.01em]',
              cell.value === undefined ? 'text-ink-3' : 'font-bold',
            )}
          >
            {cell.value ?? missing}
          </dd>
          {cell.note !== undefined && <dd className="text-xs text-ink-3 max-md:large:col-span-2">{cell.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
