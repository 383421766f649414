import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export interface Fact {
  label: ReactNode;
  value: ReactNode;
  /** Small, after the value. */
  note?: ReactNode;
  /** Where it was entered; stands at the right in the narrow form. */
  source?: ReactNode;
}

/**
 * Known facts. Two columns on a case; `narrow` is the column at the right of a form, label over value with its source.
 */
export function DataList({
  facts,
  narrow = false,
  columns = 2,
  className,
}: {
  facts: readonly Fact[];
  narrow?: boolean;
  columns?: 1 | 2;
  className?: string;
}) {
  return (
    <dl className={cn(narrow ? 'border-t border-rule' : columns === 2 && 'gap-x-8 md:grid md:grid-cols-2', className)}>
      {facts.map((fact, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, never reordered
          key={index}
          className={cn(
            'border-b border-rule-soft pt-1.5 pb-1.75',
            !narrow && 'grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 md:grid-cols-[6.75rem_minmax(0,1fr)]',
          )}
        >
          <dt className={cn('text-ink-2', narrow ? 'flex justify-between text-xs text-ink-3' : 'text-sm leading-5.5')}>
            <span>{fact.label}</span>
            {narrow && fact.source !== undefined && <span>{fact.source}</span>}
          </dt>
          <dd className="break-words">
            {fact.value}
            {fact.note !== undefined && <span className="ml-1.5 text-xs text-ink-3">{fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
