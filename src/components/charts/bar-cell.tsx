import { cn } from '@/lib/cn';

interface BarCellProps {
  /** Length as a share of the column, 0 to 1. */
  share: number;
  /** One of the rows the text speaks of: full accent instead of the middle tone. */
  named?: boolean;
  /** Position of the average line through all rows, 0 to 1. */
  average?: number;
  className?: string;
}

/** A bar inside a table cell, so that the table is the chart's twin. The number must stand in a cell beside it. */
export function BarCell({ share, named = false, average, className }: BarCellProps) {
  return (
    <td aria-hidden="true" data-phone="hide" className={cn('relative p-0!', className)}>
      <span className="absolute inset-x-0 top-1/2 -mt-2 block h-4">
        <span
          className={cn('block h-full', named ? 'bg-accent' : 'bg-accent-mid')}
          style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
        />
      </span>
      {average !== undefined && (
        <span className="absolute top-0 -bottom-px border-l-[1.5px] border-ink" style={{ left: `${average * 100}%` }} />
      )}
    </td>
  );
}

const fills = {
  accent: 'bg-accent-mid text-ink',
  amber: 'bg-amber-fill text-ink',
  'red-light': 'bg-red-mid text-ink',
  red: 'bg-red text-on-accent',
  paused: 'border border-rule-strong bg-wash-2 bg-(image:--hatch-grey) text-ink',
} as const;

export type StackTone = keyof typeof fills;

/** A stacked bar in a table cell; `whole` is the largest row's total, so that all rows share one scale. */
export function StackCell({
  parts,
  whole,
}: {
  parts: readonly { value: number; tone: StackTone; label: string }[];
  whole: number;
}) {
  return (
    <td className="py-0!" data-phone="line">
      <span className="flex h-4.5 gap-px">
        {parts.map((part) =>
          part.value === 0 ? null : (
            <span
              key={part.tone}
              title={part.label}
              className={cn('overflow-hidden text-center text-xs leading-4.5', fills[part.tone])}
              style={{ width: `${(part.value / Math.max(whole, 1)) * 100}%` }}
            >
              {part.value >= 2 && <span aria-hidden="true">{part.value}</span>}
              <span className="sr-only">{part.label} </span>
            </span>
          ),
        )}
      </span>
    </td>
  );
}

/** Words for the fills of a stack; needed because the parts are too small for labels. */
export function StackLegend({ items }: { items: readonly { tone: StackTone; label: string }[] }) {
  return (
    <ul className="mb-1.5 flex flex-wrap gap-x-3.5 gap-y-0.5 text-xs leading-5 text-ink-2">
      {items.map((item) => (
        <li key={item.tone} className="flex items-center gap-1.25">
          <span aria-hidden="true" className={cn('size-2.5', fills[item.tone])} />
          {item.label}
        </li>
      ))}
    </ul>
  );
}
